import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'vite';
import { minifyCss, minifyHtml, minifyTemplates } from '../../scripts/vite/minify-templates.js';

test('a style sheet loses comments and space', () => {
  const css = `
    /* why */
    :host([hidden]),
    .a > .b :hover {
      margin: 0 4px;
      /* and why */ inset: calc(1px + 2px) auto;
    }
    @container (min-width: 300px) and (max-width: 400px) { * { color: red } }
  `;
  const expected =
    ':host([hidden]),.a > .b :hover{margin:0 4px; inset:calc(1px + 2px) auto}' +
    '@container (min-width:300px) and (max-width:400px){*{color:red}}';
  assert.equal(minifyCss(css), expected);
});

test('what is quoted in a style sheet stays', () => {
  const css = `a::before{content:'/* : ;  } \\' "';font-family:"A,  B"}`;
  assert.equal(minifyCss(css), css);
});

test('markup loses its indentation and keeps its spaces', () => {
  assert.equal(minifyHtml('<b>a</b> <i>b</i>\n      <u>\n  c  d</u>'), '<b>a</b> <i>b</i>\n<u>\nc  d</u>');
});

test('templates in templates keep their expressions', async () => {
  const id = '/src/it.ts';
  const code =
    'export const f = (html, css, x) => [html`<a>\n  ${x.map((y) => html`<b\n  c=${y}\n>`)}\n</a>`, css`a {\n b: ${x}; }`]';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'source',
        resolveId: (source) => (source === id ? id : null),
        load: (path) => (path === id ? code : null),
      },
      minifyTemplates(),
    ],
    build: { write: false, minify: false, lib: { entry: id, formats: ['es'] } },
  });
  const [{ output }] = result as unknown as [{ output: [{ code: string }] }];
  const { f } = (await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)) as {
    f: (html: typeof String.raw, css: typeof String.raw, x: string[]) => string[];
  };
  const join = (strings: { raw: readonly string[] | ArrayLike<string> }, ...values: unknown[]) =>
    String.raw(strings, ...values.map((value) => (Array.isArray(value) ? value.join('') : value)));
  assert.deepEqual(f(join, join, ['1', '2']), ['<a>\n<b\nc=1\n><b\nc=2\n>\n</a>', 'a{b:12}']);
});
