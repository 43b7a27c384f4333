import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { helpText } from '../../../demo-server/settings/settings.js';
import type { Manifest } from '../../../scripts/reference/manifest.js';
import { elementsDocument, serverDocument } from '../../../scripts/reference/reference.js';
import { tagTypes } from '../../../scripts/reference/tag-types.js';
import { allBlocks, DOCUMENTS, documentBlocks, readDocument } from '../../harness/documents.js';
import { filesUnder } from '../../harness/files.js';
import { complaintsOf } from './compile-code.js';
import { unknownIn, unknownInCss, unknownInScript } from './known-names.js';
import { markupAsCode } from './markup-as-code.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: object };

test('the TypeScript, JavaScript and markup in every document compile', () => {
  const examples = allBlocks().flatMap(({ path, language, code }) => {
    const modules =
      language === 'html'
        ? markupAsCode(code)
        : language === 'ts' || language === 'js'
          ? [{ code, extension: language } as const]
          : [];
    return modules.map((module) => ({ path, shown: code, ...module }));
  });
  assert.ok(examples.length >= 60);
  const complaints = complaintsOf(examples);
  const wrong = examples.flatMap(({ path, shown }, index) =>
    (complaints[index] ?? []).map((complaint) => `${path}: ${complaint}\n${shown}`),
  );
  assert.deepEqual(wrong, []);
});

test('the markup, scripts and style sheets in every document use only what exists', () => {
  const wrong = allBlocks().flatMap(({ path, language, code }) => {
    const styles = [...code.matchAll(/<style>(.*?)<\/style>|\sstyle="([^"]*)"/gs)].map(
      ([, sheet, line = '']) => sheet ?? line,
    );
    const unknown = [
      ...(language === 'html' ? [...unknownIn(code), ...styles.flatMap(unknownInCss)] : []),
      ...(language === 'css' ? unknownInCss(code) : []),
      ...(['html', 'ts', 'js', 'tsx', 'vue', 'svelte', 'typescript', 'javascript', 'astro'].includes(language)
        ? unknownInScript(code)
        : []),
    ];
    return unknown.map((name) => `${path}: ${name}`);
  });
  assert.deepEqual(wrong, []);
});

const settings = new Set(helpText().match(/\b(?:NOOM_\w+|PORT|HOST)\b/g));

for (const path of DOCUMENTS) {
  const text = readDocument(path);

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

const WRONG_MARKUP = [
  '<noom-tea></noom-tea>',
  '<noom-room displya-name="Ann"></noom-room>',
  '<noom-room autojoin="yes"></noom-room>',
  '<noom-stage self-view="sink"></noom-stage>',
  '<noom-stage max-tiles="many"></noom-stage>',
  '<noom-controls controls="microphone kettle"></noom-controls>',
  '<noom-room id="call"></noom-room><script type="module">document.querySelector("#call").brew();</script>',
  '<script type="module">document.querySelector("noom-room").room = 7;</script>',
];

test('a mistake in code and in markup is found', () => {
  const code = documentBlocks('docs/guide.ko.md', 'ts').find((each) => each.includes('--toggle-camera')) ?? '';
  const modules = [code, code.replace('--toggle-camera', '--toggle-toaster')].map((each) => ({
    code: each,
    extension: 'ts' as const,
  }));
  const markup = WRONG_MARKUP.map((html) => markupAsCode(html));
  const [right, wrong, ...others] = complaintsOf([...modules, ...markup.flat()]).map(({ length }) => length);
  assert.deepEqual([right, wrong], [0, 1]);
  for (const [index, { length }] of markup.entries()) {
    assert.ok(
      others.splice(0, length).some((complaints) => complaints > 0),
      WRONG_MARKUP[index],
    );
  }
});

test('a name that the kit does not have is found', () => {
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
  assert.deepEqual(unknownInScript("room.addEventListener('noom-jonied', boil);"), ['noom-jonied']);
});
