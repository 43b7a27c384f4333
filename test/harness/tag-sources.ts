import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { filesUnder } from './files.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as { config: object };
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
const program = ts.createProgram(
  // The whole kit registers the room by itself; the entry of the room alone is no part of it.
  ['src/index.ts', 'src/components/noom-room/index.ts'].map((file) => root + file),
  options,
);
const checker = program.getTypeChecker();

/** What a tag's sources really draw, dispatch and set, as the compiler sees it: names made of expressions too. */
export interface TagFacts {
  parts: Set<string>;
  slots: Set<string>;
  events: Set<string>;
  states: Set<string>;
}

/** Every event type that `HTMLElementEventMap` knows by a name of the kit. */
export const typedEvents: ReadonlySet<string> = new Set(
  keysOf('src/components/internal/link/room-context.ts', 'HTMLElementEventMap').filter((name) =>
    name.startsWith('noom-'),
  ),
);

/** Every tag that `HTMLElementTagNameMap` knows by a name of the kit, with the name of its class. */
export const typedTags: ReadonlyMap<string, string> = new Map(
  propertiesOf('src/components/internal/link/room-context.ts', 'HTMLElementTagNameMap')
    .filter(({ name }) => name.startsWith('noom-'))
    .map((symbol) => [symbol.name, checker.typeToString(checker.getTypeOfSymbol(symbol))]),
);

/** The events that each command stands for: `--leave` is `noom-leave-request`. */
const wishOf = commandWishes();

/** What is dispatched on a tag by code that is not in its folder, since other tags stand on that code too. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'noom-room': ['src/components/internal/pip/tell-pip.ts'],
};

/** Reads the sources of a tag: those in its folder, and what acts on it from elsewhere. */
export function readTag(tag: string): TagFacts {
  const facts: TagFacts = { parts: new Set(), slots: new Set(), events: new Set(), states: new Set() };
  for (const file of [...filesUnder(`src/components/${tag}`, '.ts'), ...(ELSEWHERE[tag] ?? [])]) {
    if (file.endsWith('.stories.ts')) continue;
    const source = program.getSourceFile(root + file);
    if (!source) throw new Error(`${file} is imported by nothing.`);
    visit(source, facts);
  }
  return facts;
}

/** The custom properties of the theme. */
export function themeTokens(): Set<string> {
  const text = source('src/components/internal/look/theme.styles.ts').text;
  return new Set([...text.matchAll(/var\(\s*(--noom-[a-z-]+)/g)].map(([, name = '']) => name));
}

/** Every event type that some code of the kit creates an event of. */
export function emittedEvents(): Set<string> {
  const emitted = new Set<string>(wishOf.values());
  everywhere((node) => {
    const isMade =
      (ts.isCallExpression(node) && node.expression.getText() === 'createCallEvent') ||
      (ts.isNewExpression(node) && /Event$/.test(node.expression.getText()));
    const [type] = (isMade && node.arguments) || [];
    if (type) for (const text of textsOf(type)) emitted.add(text);
    // A request is an object with its type; the types of the events themselves are not objects.
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'type')
      for (const text of textsOf(node.initializer)) if (text.endsWith('-request')) emitted.add(text);
  });
  return emitted;
}

/**
 * Every quoted text in the code of page and server, except the messages of errors themselves: the codes among them are
 * used.
 */
export function namedTexts(): Set<string> {
  const files = ['src', 'demo-server'].flatMap((folder) => filesUnder(folder, '.ts'));
  const code = files.filter((file) => !/core\/base\/errors\.ts$|\/localization\//.test(file));
  return new Set(
    code.flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/'([\w-]+)'/g)].map(([, text = '']) => text)),
  );
}

/** Visits everything in the kit's own sources. */
function everywhere(look: (node: ts.Node) => void): void {
  for (const file of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${root}src/`))) {
    const walk = (node: ts.Node): void => {
      look(node);
      ts.forEachChild(node, walk);
    };
    walk(file);
  }
}

function visit(node: ts.Node, facts: TagFacts): void {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') readTemplate(node.template, facts);
  if (ts.isCallExpression(node)) readCall(node, facts);
  // A line of a menu, which is drawn elsewhere.
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'part' && ts.isStringLiteral(node.initializer))
    facts.parts.add(node.initializer.text);
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) readText(node, facts);
  ts.forEachChild(node, (child) => {
    visit(child, facts);
  });
}

/** `part="button button-${name}"`, `part=${isBig ? 'big' : 'small'}`, `<slot name=${name}>`, `<slot>`. */
function readTemplate(template: ts.TemplateLiteral, { parts, slots }: TagFacts): void {
  for (const markup of variantsOf(template)) {
    for (const [, names = ''] of markup.matchAll(/\s(?:part|exportparts)="([^"]*)"/g)) {
      for (const part of names.split(/[\s,]+/)) parts.add(part);
    }
    for (const [, attributes = ''] of markup.matchAll(/<slot\b([^>]*)>/g)) {
      slots.add(/\bname="([\w-]+)"/.exec(attributes)?.[1] ?? '');
    }
  }
}

/**
 * The markup once for each text that its expressions can be; an expression without a known set of texts becomes empty.
 */
function variantsOf(template: ts.TemplateLiteral): string[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return template.templateSpans.reduce(
    (all, { expression, literal }) => {
      const last = all[0] ?? '';
      // Only what names a part or a slot is multiplied.
      const [, opening = ''] = /(part="[^"]*|part=|<slot name=)$/.exec(last) ?? [];
      const values = opening ? textsOf(expression) : [''];
      if (values.length === 0) throw new Error(`It cannot be told what ${expression.getText()} names.`);
      const quote = opening.endsWith('=') ? '"' : '';
      return values.flatMap((value) => all.map((text) => text + quote + value + quote + literal.text));
    },
    [template.head.text],
  );
}

function readCall(call: ts.CallExpression, { parts, states, events }: TagFacts): void {
  const name = call.expression.getText();
  const [, second, third, fourth] = call.arguments;
  if (name === 'icon' || name === 'controlIcon') parts.add('icon');
  // The menu that all tags share, loaded with other parts.
  if (name.endsWith('renderMenu')) parts.add('menu');
  // The notice of picture-in-picture, which a stage draws in place of its tiles.
  if (name === 'renderAway') parts.add('away');
  if (name === 'setState' && second) for (const state of textsOf(second)) states.add(state);
  if (name === 'reflectStates' && third && fourth) {
    for (const { name: flag } of checker.getTypeAtLocation(third).getProperties()) states.add(flag);
    for (const value of checker.getTypeAtLocation(fourth).getProperties()) {
      for (const text of literalsOf(checker.getTypeOfSymbol(value))) states.add(`${value.name}-${text}`);
    }
  }
  if (name === 'hearFacts') {
    for (const fact of keysOf('src/core/model/events.ts', 'CallEventFields')) events.add(fact);
  }
  // A button's command, or a key, can be any.
  if (name === 'isCommand') for (const wish of wishOf.values()) events.add(wish);
}

/** A request is sent wherever it is named; a fact only where its event is created, for others listen to it. */
function readText(text: ts.Expression, { events }: TagFacts): void {
  for (const value of textsOf(text)) {
    const event = wishOf.get(value) ?? value;
    const isWish = event.endsWith('-request') && typedEvents.has(event);
    if (isWish || (ts.isNewExpression(text.parent) && /Event$/.test(text.parent.expression.getText())))
      events.add(event);
  }
}

function commandWishes(): Map<string, string> {
  const commands = declaration('src/components/internal/link/commands.ts', 'COMMANDS');
  return new Map(
    checker
      .getTypeAtLocation(commands)
      .getProperties()
      .map((command) => {
        const [signature] = checker.getTypeOfSymbol(command).getCallSignatures();
        const type = signature && checker.getPropertyOfType(signature.getReturnType(), 'type');
        const [wish = ''] = type ? literalsOf(checker.getTypeOfSymbol(type)) : [];
        return [command.name, wish];
      }),
  );
}

function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  return literalsOf(checker.getTypeAtLocation(expression));
}

function literalsOf(type: ts.Type): string[] {
  if (type.isUnion()) return type.types.flatMap(literalsOf);
  return type.isStringLiteral() ? [type.value] : [];
}

function keysOf(path: string, name: string): string[] {
  return propertiesOf(path, name).map((property) => property.name);
}

/** The properties of an interface as seen from that file, wherever its parts are declared. */
function propertiesOf(path: string, name: string): ts.Symbol[] {
  const found = checker
    .getSymbolsInScope(source(path), ts.SymbolFlags.Interface)
    .find((symbol) => symbol.name === name);
  if (!found) throw new Error(`There is no ${name} in ${path}.`);
  return checker.getDeclaredTypeOfSymbol(checker.getExportSymbolOfSymbol(found)).getProperties();
}

function declaration(path: string, name: string): ts.Node {
  const found = checker
    .getSymbolsInScope(source(path), ts.SymbolFlags.Variable)
    .find((symbol) => symbol.name === name)?.valueDeclaration;
  if (!found) throw new Error(`There is no ${name} in ${path}.`);
  return found;
}

function source(path: string): ts.SourceFile {
  const found = program.getSourceFile(root + path);
  if (!found) throw new Error(`The kit does not import ${path}.`);
  return found;
}
