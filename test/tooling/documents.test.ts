import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript';
import { helpText } from '../../demo-server/settings/settings.js';
import type { Manifest } from '../../scripts/reference/manifest.js';
import { elementsDocument, serverDocument } from '../../scripts/reference/reference.js';
import { tagTypes } from '../../scripts/reference/tag-types.js';
import { isCommand } from '../../src/components/internal/link/commands.js';
import { DOCUMENTS, documentBlocks, readDocument } from '../harness/documents.js';
import { filesUnder } from '../harness/files.js';
import { themeTokens } from '../harness/tag-sources.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: object };

interface Tag {
  tagName: string;
  attributes: { name: string }[];
  slots?: { name: string }[];
  cssParts?: { name: string }[];
}
/** Needs `npm run analyze` first. */
const { modules } = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as {
  modules: { declarations: Tag[] }[];
};
const tags = new Map(modules.flatMap(({ declarations }) => declarations.map((tag) => [tag.tagName, tag] as const)));

/**
 * The compiler's messages about modules at the project's root, where the package's own name leads to its sources: for
 * each, a list. All at once, because most of the time goes into reading what they import.
 */
function complaintsOf(examples: readonly Example[]): string[][] {
  const files = new Map(examples.map(({ code, extension }, index) => [`${root}document-${index}.${extension}`, code]));
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // An example may create something and leave its use to the reader.
  const { Force: moduleDetection } = ts.ModuleDetectionKind;
  Object.assign(options, { checkJs: true, noUnusedLocals: false, noUnusedParameters: false, moduleDetection });
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter(({ code }) => !(path.endsWith('.js') && IMPLICIT_ANY.has(code)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

interface Example {
  code: string;
  extension: 'ts' | 'js';
}
/** JavaScript has no types to write. */
const IMPLICIT_ANY = new Set([7006, 7031]);

/** The tags, attributes, slots and commands in some markup that the kit does not have. */
function unknownIn(html: string): string[] {
  const found: string[] = [];
  for (const [, name = '', attributes = ''] of html.matchAll(/<(noom-[\w-]+)([^>]*)>/g)) {
    const tag = tags.get(name);
    if (!tag) found.push(name);
    const known = new Set(['id', 'class', 'slot', 'hidden', ...(tag?.attributes ?? []).map((each) => each.name)]);
    for (const [, attribute = ''] of attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)) {
      if (!known.has(attribute)) found.push(`${name} ${attribute}`);
    }
  }
  const slots = new Set([...tags.values()].flatMap((tag) => tag.slots ?? []).map(({ name }) => name));
  for (const [, slot = ''] of html.matchAll(/\bslot="([\w-]+)"/g)) if (!slots.has(slot)) found.push(`slot ${slot}`);
  for (const [, command = ''] of html.matchAll(/\bcommand="([\w-]+)"/g)) if (!isCommand(command)) found.push(command);
  return found;
}

/** The tokens, parts and tags in a style sheet that the kit does not have. */
function unknownInCss(css: string): string[] {
  const parts = new Set([...tags.values()].flatMap((tag) => tag.cssParts ?? []).map(({ name }) => name));
  const tokens = themeTokens();
  return [
    ...[...css.matchAll(/--noom-[\w-]+/g)].map(([token]) => token).filter((token) => !tokens.has(token)),
    ...[...css.matchAll(/::part\(([\w-]+)\)/g)].flatMap(([, part = '']) => (parts.has(part) ? [] : [part])),
    ...[...css.matchAll(/(?<![\w-])noom-[\w-]+/g)].map(([tag]) => tag).filter((tag) => !tags.has(tag)),
  ];
}

test('the TypeScript and JavaScript in every document compile', () => {
  const examples = DOCUMENTS.flatMap((path) =>
    (['ts', 'js'] as const).flatMap((extension) =>
      documentBlocks(path, extension).map((code) => ({ path, code, extension })),
    ),
  );
  assert.ok(examples.length >= 12);
  const complaints = complaintsOf(examples);
  const wrong = examples.flatMap(({ path, code }, index) =>
    (complaints[index] ?? []).map((complaint) => `${path}: ${complaint}\n${code}`),
  );
  assert.deepEqual(wrong, []);
});

const settings = new Set(helpText().match(/\b(?:NOOM_\w+|PORT|HOST)\b/g));

for (const path of DOCUMENTS) {
  const text = readDocument(path);

  test(`the markup, style sheets and JSON in ${path} use only what exists`, () => {
    assert.deepEqual(documentBlocks(path, 'html').flatMap(unknownIn), []);
    assert.deepEqual(documentBlocks(path, 'css').flatMap(unknownInCss), []);
    for (const json of documentBlocks(path, 'json')) JSON.parse(json);
    // A style in a page, too.
    for (const [, css = ''] of text.matchAll(/<style>(.*?)<\/style>/gs)) assert.deepEqual(unknownInCss(css), []);
  });

  test(`every setting, script and link in ${path} exists`, () => {
    const named = text.match(/\bNOOM_[A-Z_]*[A-Z]\b(?!_)/g) ?? [];
    assert.deepEqual(
      named.filter((name) => name !== 'NOOM_LIMIT' && !settings.has(name)),
      [],
    );
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, script);
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)|(?<=\b(?:src|srcset)="(?=docs\/))([^"]+)/g)) {
      const [file = '', anchor] = link.split('#');
      if (/^https?:/.test(link)) continue;
      const target = file === '' ? path : resolve(root, dirname(path), file);
      assert.ok(existsSync(resolve(root, target)), link);
      if (anchor !== undefined) assert.ok(anchorsOf(readFileSync(resolve(root, target), 'utf8')).has(anchor), link);
    }
  });
}

/** The anchors that headings get, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

for (const [english, korean] of [
  ['README.md', 'README.ko.md'],
  ['docs/server.md', 'docs/server.ko.md'],
  ['docs/from-the-course.md', 'docs/from-the-course.ko.md'],
] as const) {
  test(`${korean} shows the same code as ${english}, under as many headings`, () => {
    for (const language of ['html', 'ts', 'js', 'css', 'sh']) {
      assert.deepEqual(documentBlocks(korean, language), documentBlocks(english, language), language);
    }
    assert.deepEqual(levelsOf(korean), levelsOf(english));
  });
}

test('the Korean guide has the sections of the English one, in their order', () => {
  assert.deepEqual(levelsOf('docs/guide.ko.md'), levelsOf('docs/guide.md'));
});

/** How deep each heading of a document is. */
function levelsOf(path: string): number[] {
  return [...readDocument(path).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
}

test('the code of the course’s steps is that of its pages, which run', async () => {
  const [document, folder] = ['docs/from-the-course.md', 'examples/from-the-course'];
  const scripts = await Promise.all(filesUnder(folder, '.js').map((file) => laidOut(readDocument(file))));
  const blocks = await Promise.all(documentBlocks(document, 'js').map(laidOut));
  assert.ok(blocks.length > 8);
  assert.deepEqual(
    blocks.filter((block) => !scripts.some((script) => script.includes(block))),
    [],
  );
  const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const pages = filesUnder(folder, 'in-tags.html').map((file) => inOneLine(readDocument(file)));
  const markup = documentBlocks(document, 'html').map(inOneLine);
  assert.ok(markup.length > 6);
  assert.deepEqual(
    markup.filter((block) => !pages.some((page) => page.includes(block))),
    [],
  );
});

/** Code as Prettier writes it in a file: in a document, its lines are shorter. */
async function laidOut(code: string): Promise<string> {
  return format(code, { parser: 'babel', singleQuote: true, printWidth: 120 });
}

for (const path of ['README.md', 'README.ko.md']) {
  test(`${path} is at most 170 lines long`, () => {
    assert.ok(readDocument(path).split('\n').length <= 171);
  });
}

test('the prose of every document wraps at 100 characters', () => {
  const long = DOCUMENTS.flatMap((path) => longLines(readDocument(path)).map((line) => `${path}: ${line}`));
  assert.deepEqual(long, []);
  const [most, more] = ['a '.repeat(50), 'a '.repeat(51)].map((line) => line.trimEnd());
  assert.deepEqual(longLines(`${most}\n${more}\n| ${more} |\n\`\`\`sh\n${more}\n\`\`\`\n\`\`\`\n${more}\n\`\`\``), [
    more,
    more,
  ]);
});

/** Lines of text and of drawings over 100 characters: not of tables, code or HTML, and no single link. */
function longLines(text: string): string[] {
  const prose = text.replace(/^```\w+\n.*?^```$/gms, '');
  return prose
    .split('\n')
    .filter((line) => line.length > 100 && !/^\||^\s*<|^(?:- |\d+\. )\[[^\]]*\]\([^)]*\)$/.test(line));
}

test('what `npm run reference` writes is as the sources are', async () => {
  const manifest = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as Manifest;
  assert.equal(readFileSync(`${root}src/frameworks/tags.ts`, 'utf8'), await tagTypes(manifest));
  assert.equal(readDocument('docs/elements.md'), await elementsDocument(manifest));
  const server = readDocument('docs/server.md');
  assert.equal(server, await serverDocument(server));
});

test('a mistake in a document is found', () => {
  const code = documentBlocks('docs/guide.ko.md', 'ts').find((each) => each.includes('--toggle-camera')) ?? '';
  const wrong = code.replace('--toggle-camera', '--toggle-toaster');
  assert.deepEqual(
    complaintsOf([code, wrong].map((each) => ({ code: each, extension: 'ts' }))).map(({ length }) => length),
    [0, 1],
  );
  assert.deepEqual(unknownIn('<noom-chat for="a" loud><p slot="attic"></p></noom-chat><noom-tea>'), [
    'noom-chat loud',
    'noom-tea',
    'slot attic',
  ]);
  assert.deepEqual(unknownIn('<button command="--brew">'), ['--brew']);
  assert.deepEqual(unknownInCss('noom-tea::part(cup) { --noom-gap: 1px; --noom-milk: 1; }'), [
    '--noom-milk',
    'cup',
    'noom-tea',
  ]);
});
