import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readmeBlocks } from '../harness/readme.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the compiler has to say of a module at the project's root, where the package's own name leads to its sources. */
function complaintsOf(code: string): string[] {
  const path = `${root}readme-example.ts`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  options.paths = { 'noom-elements': ['./src/index.ts'], 'noom-elements/*': ['./src/*/index.ts'] };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (file) => (file === path ? code : readFile(file));
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (file) => file === path || fileExists(file);
  const program = ts.createProgram([path], options, host);
  const source = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

test('the TypeScript in the README compiles', () => {
  const examples = readmeBlocks('ts');
  assert.equal(examples.length, 2);
  for (const code of examples) assert.deepEqual(complaintsOf(code), []);
});

test('a mistake in it would be found', () => {
  const [code = ''] = readmeBlocks('ts');
  assert.deepEqual(complaintsOf(code.replace('--toggle-camera', '--toggle-toaster')).length, 1);
});
