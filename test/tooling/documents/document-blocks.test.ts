import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { format } from 'prettier';
import ts from 'typescript';
import { allBlocks, readDocument, type Block } from '../../harness/documents.js';
import { filesUnder } from '../../harness/files.js';

const root = new URL('../../../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: object };
const blocks = allBlocks();

/** What is wrong with a block, or what checks it elsewhere. */
const CHECKS: Readonly<Record<string, (code: string) => unknown>> = {
  html: checkMarkup,
  css: (code) => format(code, { parser: 'css' }),
  json: (code) => JSON.parse(code) as unknown,
  // Compiled, with their types, by documents.test.ts.
  ts: () => null,
  js: () => null,
  // Those of the guide are compiled by framework-types.test.ts, those of frameworks.md are files of examples.
  tsx: () => null,
  vue: () => null,
  svelte: () => null,
  sh: checkShell,
  // Taken by the programs themselves in proxy-blocks.test.ts.
  nginx: () => null,
  caddyfile: () => null,
  // Read by deploy-files.test.ts, protocol-doc.test.ts.
  ini: () => null,
  transcript: () => null,
  // Drawings, and a header.
  '': () => null,
};

for (const [language, check] of Object.entries(CHECKS)) {
  const those = blocks.filter((block) => block.language === language);
  test(`every block of code in ${language === '' ? 'no language' : language} can be read`, async () => {
    assert.ok(those.length > 0);
    for (const { path, code } of those) {
      await Promise.resolve()
        .then(() => check(code))
        .catch((error: unknown) => assert.fail(`${path}: ${String(error)}\n${code}`));
    }
  });
}

/** Of files in a language whose name is not how they end. */
const ENDINGS: Readonly<Record<string, string>> = { typescript: 'ts', javascript: 'js' };

test('a block in another language is part of an example, which is built', () => {
  const examples = new Map<string, string>();
  const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const isInExample = ({ language, code }: Block): boolean =>
    filesUnder('examples', `.${ENDINGS[language] ?? language}`)
      .filter((file) => !file.includes('/node_modules/'))
      .some((file) => {
        if (!examples.has(file)) examples.set(file, inOneLine(readDocument(file)));
        return examples.get(file)?.includes(inOneLine(code)) === true;
      });
  assert.deepEqual(
    blocks.filter((block) => !(block.language in CHECKS) && !isInExample(block)),
    [],
  );
});

/** Throws where tags do not match, or a script or style sheet in it cannot be read. */
async function checkMarkup(code: string): Promise<void> {
  await format(code, { parser: 'html' });
  for (const [, attributes = '', script = ''] of code.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)) {
    if (/type="(?!module)/.test(attributes)) continue;
    const { diagnostics = [] } = ts.transpileModule(script, {
      reportDiagnostics: true,
      fileName: 'script.mjs',
      compilerOptions: { allowJs: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    });
    assert.deepEqual(
      diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      [],
    );
  }
  for (const [, css = ''] of code.matchAll(/<style>(.*?)<\/style>/gs)) await format(css, { parser: 'css' });
}

/** The programs that documents tell to run, and of which no file here is expected. */
const PROGRAMS = new Set(
  'cd cloudflared docker git kill livekit-server node npm npx openssl printf turnserver'.split(' '),
);

/** Throws where the shell cannot read it, it runs a program, a script or a file that does not exist. */
function checkShell(code: string): void {
  // What the reader is to fill in is no redirection.
  const text = code.replace(/<[\w ]+>/g, 'filled-in');
  execFileSync('bash', ['-n'], { input: text });
  let known: object = scripts;
  for (const line of text.split('\n')) {
    const command = line.replace(/(^|\s)#.*$/, '').trim();
    const words = command.replace(/^(?:[A-Z_]+=(?:'[^']*'|"[^"]*"|\S*)\s*)+/, '').split(/\s+/);
    const [program = ''] = words;
    if (program === '') continue;
    assert.ok(PROGRAMS.has(program), `${program}: is it a program?`);
    const [, verb = '', script = ''] = words;
    if (program === 'cd') known = scriptsIn(verb) ?? known;
    if (program === 'npm' && verb === 'run') assert.ok(script in known, `npm run ${script}`);
    if (program === 'npm' && verb !== 'run') assert.ok(['start', 'test', 'ci', 'install', 'i'].includes(verb), command);
    if (program === 'printf') checkEnvironment(line);
    for (const word of words.filter((each) => /^(?!https?:)[\w.-]+\/[\w./-]+$|^[\w-]+\.(ts|mjs|js|yaml)$/.test(each))) {
      assert.ok(existsSync(new URL(word, root)), word);
    }
  }
}

const compose = readFileSync(new URL('compose.yaml', root), 'utf8');

/** Runs a line that writes the settings of Docker; throws where `compose.yaml` takes one of them from nowhere. */
function checkEnvironment(line: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'noom-blocks-'));
  execFileSync('bash', ['-c', line], { cwd: folder });
  const written = readFileSync(join(folder, '.env'), 'utf8');
  rmSync(folder, { recursive: true });
  assert.match(written, /^(\w+=\S+\n)+$/);
  for (const [, name = '', value = ''] of written.matchAll(/^(\w+)=(.*)$/gm)) {
    const taken = name === 'COMPOSE_PROFILES' ? `profiles: [${value}]` : `\${${name}:`;
    assert.ok(compose.includes(taken), `${name}=${value}`);
  }
}

/** The npm scripts of a folder of the project that is a package. */
function scriptsIn(folder: string): object | undefined {
  const manifest = new URL(`${folder}/package.json`, root);
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { scripts: object }).scripts : undefined;
}

test('mistakes in blocks are found', async () => {
  await assert.rejects(checkMarkup('<main><p></main></p>'));
  await assert.rejects(checkMarkup('<script type="module">const = 1;</script>'));
  for (const wrong of [
    'npm run brew',
    'npm strat',
    'brew tea',
    "echo 'a",
    'node scripts/brew.mjs',
    'cd examples/kettle',
    "printf 'KETTLE=1\\n' > .env",
    "printf 'COMPOSE_PROFILES=tea\\n' > .env",
  ]) {
    assert.throws(() => {
      checkShell(wrong);
    }, `${wrong}: read`);
  }
});
