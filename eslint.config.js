import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import ts from 'typescript-eslint';
import { importBorders } from './scripts/import-borders.mjs';

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const noExportAll = { selector: 'ExportAllDeclaration', message: 'A door names what it lets through.' };
const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' };
const noParameterProperty = { selector: 'TSParameterProperty', message: 'Declare the field.' };
const noTypeScriptPrivate = {
  selector: ':matches(PropertyDefinition, MethodDefinition)[accessibility=/private|public/]',
  message: 'Private is #x, and nothing is marked public.',
};
const noMediaDevices = {
  selector: "MemberExpression[property.name='mediaDevices']",
  message: 'Only devices/browser-devices.ts, display-support.ts and open-display.ts touch navigator.mediaDevices.',
};
const noAfter = {
  selector: "CallExpression[callee.object.name='t'][callee.property.name='after']",
  message: 'Use afterwards(t, …): where one end fails, t.after leaves the rest open.',
};
const house = [noDefaultExport, noExportAll, noEnum, noParameterProperty, noTypeScriptPrivate];

export default defineConfig(
  globalIgnores([
    'dist/',
    'demo-server/dist/',
    'storybook-static/',
    'site-static/',
    'site/.vitepress/pages/',
    'coverage/',
    // Examples of frameworks are built, and so checked, by their own tools.
    'examples/*/',
    '!examples/from-the-course/',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked],
    plugins: { noom: { rules: { 'import-borders': importBorders } } },
    // One program, made once: a service for editors, `projectService`, looks at the project anew with each file.
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'noom/import-borders': 'error',
      'no-restricted-syntax': ['error', ...house],
      // `@click=${this.handleClick}` is how lit takes listeners: it binds them.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The wire counts code points, which is what spreading a string gives.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // An event without fields and a reply without facts are empty on purpose, and so is an interface that joins others.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...house, noMediaDevices],
    },
  },
  {
    // A room server runs in Node and in a page: it has the globals of neither, and what time it is is handed in.
    files: ['src/room-server/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Buffer', 'process', 'crypto', 'window', 'document', 'setTimeout', 'Date'],
    },
  },
  {
    files: ['src/**/*.ts', 'demo-server/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    files: [
      'src/core/devices/browser-devices.ts',
      'src/core/devices/displays/display-support.ts',
      'src/core/devices/displays/open-display.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...house] },
  },
  {
    // Configuration and stories are read by tools that ask for a default export.
    files: ['*.ts', '.storybook/*.ts', 'site/.vitepress/**/*.ts', 'src/**/*.stories.ts'],
    rules: { 'no-restricted-syntax': ['error', ...house.filter((rule) => rule !== noDefaultExport)] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...house, noAfter],
      // A method is deprecated for one of its overloads when it is named, as a spy does, rather than called.
      '@typescript-eslint/no-deprecated': 'off',
      // Node's runner waits for its tests by itself. The types of @open-wc/testing make a promise of `equal`, which is
      // none; `accessible()`, a real one, is still seen.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
            { from: 'package', package: '@open-wc/semantic-dom-diff', name: 'Equal' },
          ],
        },
      ],
      // Most of the time of these two is spent here, where stand-ins are meant, and enums are of packages alone.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // An assertion such as `to.be.true` is read, not called.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['demo-server/pages/**/*.js', 'examples/from-the-course/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
);
