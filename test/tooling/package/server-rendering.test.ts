import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readTagProperties } from '../../harness/tag-properties.js';
import { installPackage } from './install-package.js';

const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  dependencies: object;
};
const { project } = installPackage([...Object.keys(dependencies), '@lit-labs/ssr']);
after(() => {
  rmSync(project, { recursive: true });
});

const tags = readTagProperties();

/** What is given to a tag without a page: there are no rooms and calls, so that others replace them. */
const ON_SERVER = 'const room = null, otherRoom = null, cameras = [""], makeCall = () => new CallController();';

/** Renders templates in Node as the package's users do, after `prelude`, and returns their HTML, or what it threw. */
function render(
  templates: Readonly<Record<string, string>>,
  prelude = '',
): Record<string, { html?: string; error?: string }> {
  const path = join(project, 'render.js');
  const cases = Object.entries(templates).map(([name, code]) => `${JSON.stringify(name)}: () => ${code}`);
  writeFileSync(
    path,
    `${prelude}
     const { render } = await import('@lit-labs/ssr');
     const { collectResult } = await import('@lit-labs/ssr/lib/render-result.js');
     const { html } = await import('lit');
     const { CallController } = await import('noom-elements');
     ${ON_SERVER}
     const results = {};
     for (const [name, make] of Object.entries({ ${cases.join(',\n')} })) {
       try { results[name] = { html: await collectResult(render(make())) }; }
       catch (error) { results[name] = { error: String(error.stack) }; }
     }
     process.stdout.write(JSON.stringify(results), () => process.exit());`,
  );
  const output = execFileSync(process.execPath, [path], {
    cwd: project,
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(output) as ReturnType<typeof render>;
}

/** The HTML of a tag, without its styles and the marks for hydration. */
function drawn(html = ''): string {
  return html.replaceAll(/<style>.*?<\/style>|<!--.*?-->/gs, '').replaceAll(/\s+/g, ' ');
}

/** What frameworks write for an attribute, in several ways. */
const spellings = (attribute: string, name: string): string[] =>
  [attribute, name.toLowerCase()].flatMap((spelling) =>
    ['', '="false"', '="7"', '="{{ }}"', '="undefined"'].map((value) => spelling + value),
  );

for (const [tag, properties] of tags) {
  const settable = properties.filter(({ isReadonly }) => !isReadonly);
  const templates: Record<string, string> = {
    [tag]: `html\`<${tag}></${tag}>\``,
    'with text': `html\`<${tag}>text<p>and <b>tags</b></p></${tag}>\``,
  };
  for (const { name, attribute, values } of settable) {
    for (const value of [...values, 'null', 'undefined', '""', '"false"'])
      templates[`.${name} = ${value}`] = `html\`<${tag} .${name}=\${${value}}></${tag}>\``;
    if (attribute === undefined) continue;
    for (const spelling of spellings(attribute, name)) templates[spelling] = `html\`<${tag} ${spelling}></${tag}>\``;
  }
  let results: ReturnType<typeof render>;
  before(() => {
    results = render(templates);
  });

  test(`<${tag}> is rendered where there is no page, whatever is set on it`, () => {
    const failures = Object.entries(results).filter(([, { error }]) => error !== undefined);
    assert.deepEqual(failures, []);
    for (const [name, { html }] of Object.entries(results)) {
      const text = drawn(html);
      assert.match(text, new RegExp(`^<${tag}[^>]*><template shadowroot="open"`), name);
      assert.doesNotMatch(text, /\[object|undefined(?!")|NaN/, name);
    }
  });
}

/** What programs do that render. */
const PRELUDES = {
  'as it is': '',
  'with a window and a document that are only shims': `await import('@lit-labs/ssr/lib/install-global-dom-shim.js');`,
  'that says tags are connected': 'globalThis.litSsrCallConnectedCallback = true;',
  'that gives tags no internals, as happy-dom in unit tests': `
    await import('noom-elements');
    let prototype = customElements.get('noom-room').prototype;
    while (!Object.hasOwn(prototype, 'attachInternals')) prototype = Object.getPrototypeOf(prototype);
    delete prototype.attachInternals;`,
};

for (const [name, prelude] of Object.entries(PRELUDES)) {
  test(`a whole page is rendered, and each of its tags, by Node ${name}`, () => {
    const page = `html\`<noom-room id="room" autojoin="false" lang="ko" .panel=\${'chat'} ?shortcuts=\${false}>
      \${[1, 2].map((id) => html\`<noom-video participant=\${id}></noom-video>\`)}<noom-stage layout="grid"></noom-stage>
      <noom-controls labels="false"></noom-controls></noom-room><noom-chat for="room"></noom-chat>
      <noom-prejoin></noom-prejoin><noom-device-select required></noom-device-select>\``;
    const { error, html = '' } = render({ page }, prelude)['page'] ?? {};
    assert.equal(error, undefined);
    assert.equal(html.match(/<template shadowroot="open"/g)?.length, 8);
  });
}
