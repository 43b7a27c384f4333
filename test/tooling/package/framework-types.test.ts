import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { documentBlocks } from '../../harness/documents.js';
import { installPackage } from './install-package.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = join(root, 'test/types/frameworks');
const { resolve: find } = createRequire(import.meta.url);
const program = (name: string, path: string): string => join(dirname(find(`${name}/package.json`)), path);

const FRAMEWORKS = ['@types/react', 'vue', 'svelte', 'solid-js'];
const { project } = installPackage(['lit', 'socket.io-client', '@types/trusted-types', 'typescript', ...FRAMEWORKS]);
after(() => {
  rmSync(project, { recursive: true });
});

/** The program that a framework's own documents name for its types. */
interface Checker {
  readonly command: readonly string[];
  /** How it prints the file and the line of a mistake. */
  readonly complaint: RegExp;
  /** The language of the examples in the guide. */
  readonly language?: string;
}

const asTypeScript = { complaint: /^(\S+)\((\d+),\d+\): error/gm };
const tsc = [program('typescript', 'bin/tsc'), '--pretty', 'false'];
const CHECKERS: Readonly<Record<string, Checker>> = {
  react: { command: tsc, ...asTypeScript, language: 'tsx' },
  solid: { command: tsc, ...asTypeScript },
  vue: { command: [program('vue-tsc', 'bin/vue-tsc.js'), '--pretty', 'false'], ...asTypeScript, language: 'vue' },
  svelte: {
    command: [program('svelte-check', 'bin/svelte-check'), '--tsconfig', './tsconfig.json', '--output', 'machine'],
    complaint: /^\d+ (?:ERROR|WARNING) "([^"]+)" (\d+):/gm,
    language: 'svelte',
  },
};

/** What a checker complains of, as `file:line`, and its output. */
interface Findings {
  readonly lines: readonly string[];
  readonly output: string;
}

function check(framework: string, { command, complaint, language }: Checker): Promise<Findings> {
  const folder = join(project, framework);
  cpSync(join(sources, framework), folder, { recursive: true });
  for (const [index, code] of examplesIn(language).entries()) {
    writeFileSync(join(folder, `guide-${String(index)}.${language ?? ''}`), code);
  }
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd: folder }, (_failure, stdout, stderr) => {
      const output = stdout + stderr;
      const lines = [...output.matchAll(complaint)].map(([, file = '', line = '']) => `${basename(file)}:${line}`);
      done({ lines: [...new Set(lines)].sort(), output });
    });
  });
}

/** The examples of the guide, in both languages. */
function examplesIn(language: string | undefined): string[] {
  if (language === undefined) return [];
  return ['docs/guide.md', 'docs/guide.ko.md'].flatMap((path) => documentBlocks(path, language));
}

/** The lines after those that name a mistake. */
function mistakesIn(framework: string): string[] {
  const folder = join(sources, framework);
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (/(?:\/\/|\*|<!--) mistake: /.test(line) ? [`${file}:${String(index + 2)}`] : [])),
  );
}

for (const [framework, checker] of Object.entries(CHECKERS)) {
  // All at once: each is one process, and machines have more than one core.
  const findings = check(framework, checker);

  test(`the checker of ${framework} finds each mistake with a tag, and no other in components and the guide`, async () => {
    const { lines, output } = await findings;
    const mistakes = mistakesIn(framework).sort();
    assert.ok(mistakes.length >= 14);
    assert.ok(checker.language === undefined || examplesIn(checker.language).length > 0);
    assert.deepEqual(lines, mistakes, output);
    // By its name, and not for what follows from it.
    if (framework === 'react' || framework === 'solid') {
      assert.match(output, /^wrong\.tsx\(\d+,\d+\): error TS2(?:353|561): .*'on:?noom-jonied'/m);
    }
  });
}
