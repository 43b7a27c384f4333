import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/browser/launch-browser.js';
import { told } from './preview-channel.js';
import { readEntries, useStorybook } from './storybook.js';

interface Named {
  name: string;
  kind?: string;
  readonly?: boolean;
}
type Declaration = { tagName?: string; attributes?: (Named & { fieldName?: string })[] } & Partial<
  Record<'members' | 'events' | 'slots' | 'cssParts' | 'cssStates' | 'cssProperties', Named[]>
>;

const manifest = JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')) as {
  modules: { declarations: Declaration[] }[];
};
const tags = manifest.modules.flatMap(({ declarations }) => declarations);

const addressOf = useStorybook();
let browser: TestBrowser;
/** It keeps Storybook in its cache. */
let one: TestPage;
before(async () => {
  browser = await launchBrowser();
  one = await browser.openPage('about:blank');
});
after(() => browser.close());

test('every tag has a page of documentation', () => {
  const documented = readEntries('docs').map(({ title }) => title);
  assert.deepEqual(documented.sort(), tags.map(({ tagName }) => tagName).sort());
});

for (const docs of readEntries('docs')) {
  test(`the documentation of <${docs.title}> opens at its top: what the tag is for, HTML to copy, all that can be set`, async () => {
    const { page, complaints } = one;
    const heardBefore = complaints.length;
    await page.goto(addressOf(docs));
    await told(page, 'docsRendered');
    const shown = await readTable(page);
    const tag = tags.find(({ tagName }) => tagName === docs.title);
    const fields = tag?.members?.filter(({ kind }) => kind === 'field') ?? [];
    const rows = [...(shown['properties'] ?? []), ...(shown['attributes'] ?? [])];
    const isAttribute = ({ name }: Named): boolean =>
      tag?.attributes?.some(({ fieldName }) => fieldName === name) ?? false;
    const canBeSet = fields.filter((field) => field.readonly !== true && !isAttribute(field));
    const written = fields.filter(({ readonly }) => readonly).map(({ name }) => toAttribute(name));
    assert.deepEqual(missing(canBeSet, rows), []);
    assert.deepEqual(
      missing(
        tag?.attributes?.filter(({ name }) => !written.includes(name)),
        shown['attributes'],
      ),
      [],
    );
    const readOnly = fields.filter((field) => field.readonly).flatMap(({ name }) => [name, toAttribute(name)]);
    assert.deepEqual(
      rows.filter((name) => readOnly.includes(name)),
      [],
      'what can only be read',
    );
    assert.deepEqual(missing(tag?.events, shown['events']), []);
    assert.deepEqual(
      missing(tag?.slots, shown['slots'], (name) => (name ? `slot="${name}"` : '(default slot)')),
      [],
    );
    assert.deepEqual(
      missing(tag?.cssParts, shown['css shadow parts'], (name) => `::part(${name})`),
      [],
    );
    assert.deepEqual(
      missing(tag?.cssStates, shown['css states'], (name) => `:state(${name})`),
      [],
    );
    assert.deepEqual(missing(tag?.cssProperties, shown['css custom properties']), []);
    assert.equal(Object.keys(shown)[0], 'attributes');

    // The first code on the page is the HTML to copy; it is drawn late.
    await page.waitForFunction(
      (tag) => document.querySelector('.sbdocs-content pre')?.textContent.includes(`<${tag}`),
      {},
      docs.title,
    );
    const top = await page.evaluate(() => {
      const title = document.querySelector('.sbdocs-content h1');
      const { left = 0, top = 0, height = 0 } = title?.getBoundingClientRect() ?? {};
      return {
        scrolled: scrollY,
        description: document.querySelector('h1 ~ p, h1 ~ div p')?.textContent.trim() ?? '',
        isCovered: title?.contains(document.elementFromPoint(left + 8, top + height / 2)) !== true,
      };
    });
    assert.equal(top.scrolled, 0);
    assert.equal(top.isCovered, false, 'something covers the page, as a modal dialog of a story');
    assert.match(top.description, /\w+ \w+/);
    assert.deepEqual(complaints.slice(heardBefore), []);
  });
}

function toAttribute(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What is not shown, as it would be written. */
function missing(
  wanted: readonly Named[] = [],
  shown: readonly string[] = [],
  write = (name: string): string => name,
): string[] {
  return wanted.map(({ name }) => write(name)).filter((name) => !shown.includes(name));
}

/** The names in the table of the tag, by the heading above them. */
async function readTable(page: Page): Promise<Record<string, string[]>> {
  const table = await page.waitForSelector('.docblock-argstable');
  assert(table);
  return table.$$eval('tbody > tr', (rows) => {
    const names: Record<string, string[]> = {};
    let heading = '';
    for (const row of rows) {
      const title = /^Hide (.+) items$/.exec(row.title)?.[1];
      if (title) heading = title;
      else (names[heading] ??= []).push(row.querySelector('td')?.innerText.trim() ?? '');
    }
    return names;
  });
}
