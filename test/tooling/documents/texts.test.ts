import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ko } from '../../../src/components/internal/localization/ko/index.js';
import { filesUnder } from '../../harness/files.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What code names: as a text, as a key of an object, and by templates such as `${name}Label`. */
interface Named {
  readonly words: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

function namedIn(code: string): Named {
  const words = new Set<string>();
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) words.add(node.text);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) words.add(node.name.getText());
    if (ts.isTemplateExpression(node)) patterns.push(...patternOf(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', code, ts.ScriptTarget.Latest, true));
  return { words, patterns };
}

/** Matches what a template makes: what is put in is any word, or one of the texts that its expression chooses from. */
function patternOf({ head, templateSpans }: ts.TemplateExpression): RegExp[] {
  const parts = templateSpans.map(({ expression, literal }) => ({
    choices: choicesOf(expression),
    after: literal.text,
  }));
  const fixed = head.text + parts.map(({ choices, after }) => (choices ?? []).join('') + after).join('');
  // One of nothing but words from elsewhere would match every key, and markup matches none.
  if (!/^\w{2,}$/.test(fixed)) return [];
  const rest = parts.map(({ choices, after }) => `(?:${choices?.join('|') ?? String.raw`\w+`})${after}`);
  return [new RegExp(`^${head.text}${rest.join('')}$`)];
}

function choicesOf(expression: ts.Expression): string[] | null {
  if (!ts.isConditionalExpression(expression)) return null;
  const { whenTrue, whenFalse } = expression;
  return ts.isStringLiteralLike(whenTrue) && ts.isStringLiteralLike(whenFalse) ? [whenTrue.text, whenFalse.text] : null;
}

function isNamed(key: string, { words, patterns }: Named): boolean {
  return words.has(key) || patterns.some((pattern) => pattern.test(key));
}

/** Code that shows texts: not their tables, and not what is for examples only. */
const sources = filesUnder('src/components', '.ts').filter(
  (file) => !file.endsWith('.stories.ts') && !/localization\/(en|ko)\//.test(file),
);

test('each text is shown somewhere', () => {
  const named = namedIn(sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n'));
  // Those of errors, with a colon, are of the codes of the core; the type of the table has each.
  const keys = Object.keys(ko).filter((key) => !key.includes(':'));
  assert.ok(keys.length > 200);
  assert.deepEqual(
    keys.filter((key) => !isNamed(key, named)),
    [],
  );
});

test('a text is found by its name, as a key, and in a template; else it is not', () => {
  const named = namedIn(
    "t('one'); const facts = { two, three: 1 }; t(`${what}Three`); t(`four${is ? 'On' : 'Off'}`); // five\n t(`${a}${b}`);",
  );
  const keys = ['one', 'two', 'three', 'aThree', 'fourOn', 'fourOff', 'four', 'fourAt', 'five', 'Three'];
  assert.deepEqual(
    keys.filter((key) => !isNamed(key, named)),
    ['four', 'fourAt', 'five', 'Three'],
  );
});

test('the example of a third language has each text, with the same that is filled in', () => {
  const given = JSON.parse(readFileSync(join(root, 'demo-server/pages/japanese.json'), 'utf8')) as Record<
    string,
    string
  >;
  assert.deepEqual(Object.keys(given).sort(), Object.keys(ko).sort());
  const filledIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [key, text] of Object.entries(ko)) assert.deepEqual(filledIn(given[key] ?? ''), filledIn(text), key);
});
