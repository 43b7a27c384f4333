import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LitElement } from 'lit';
import * as kit from '../../../src/index.js';
import * as classes from '../../../src/components/index.js';
import { attributeAliases } from '../../../src/components/internal/element/attributes.js';
import { emittedEvents, namedTexts, readTag, themeTokens, typedEvents, typedTags } from '../../harness/tag-sources.js';
import { ERROR_TEXTS } from '../../../src/core/base/errors.js';
import { VERSION } from '../../../src/version.js';

interface Named {
  name: string;
  description?: string;
  type?: { text: string };
  default?: string;
}
type Kind = 'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates';
type Declaration = { name: string; tagName: string; summary?: string; description?: string } & Partial<
  Record<Kind, Named[]>
>;

const KINDS: Kind[] = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];
const { modules } = read('custom-elements.json') as { modules: { path: string; declarations: Declaration[] }[] };
const tags = modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName);

/** A file that `npm run analyze` writes. */
function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));
}

/** Everything of a tag that a page can use and that has no description. */
function undescribed(tag: Declaration): string[] {
  const all = KINDS.flatMap((kind) => (tag[kind] ?? []).map((item) => ({ ...item, name: `${kind} ${item.name}` })));
  return [...all, { name: 'summary', description: tag.summary }, { name: 'description', description: tag.description }]
    .filter(({ description = '' }) => description.trim() === '')
    .map(({ name }) => name);
}

const names = (list: readonly Named[] = []): string[] => list.map(({ name }) => name).sort();

test('the manifest has every tag of HTMLElementTagNameMap, with its class, and no other', () => {
  assert.deepEqual(new Map(tags.map(({ tagName, name }) => [tagName, name])), new Map([...typedTags].sort()));
  const paths = modules.map(({ path }) => path).sort();
  assert.deepEqual(
    paths,
    [...typedTags.keys()].sort().map((tag) => `dist/lib/components/${tag}/${tag}.element.js`),
  );
});

test('every tag has a class to import and an entry of its own in the package', () => {
  const { exports } = read('package.json') as { exports: object };
  for (const { tagName, name } of tags) {
    assert.ok(name in classes, name);
    assert.ok(name in kit, `${name} of the whole kit`);
    assert.ok(`./${tagName}` in exports, tagName);
  }
});

for (const tag of tags) {
  const { tagName } = tag;
  const facts = readTag(tagName);

  test(`everything of <${tagName}> is described`, () => {
    assert.deepEqual(undescribed(tag), []);
  });

  test(`<${tagName}> draws, tells and shows what its manifest lists, and nothing else`, () => {
    assert.deepEqual(names(tag.cssParts), [...facts.parts].sort());
    assert.deepEqual(names(tag.slots), [...facts.slots].sort());
    assert.deepEqual(names(tag.events), [...facts.events].sort());
    assert.deepEqual(names(tag.cssStates), [...facts.states].sort());
  });

  test(`<${tagName}> takes every token of the theme, and the manifest lists them`, () => {
    assert.deepEqual(names(tag.cssProperties), [...themeTokens()].sort());
  });

  test(`the manifest lists the attributes that <${tagName}> observes, and no other that a page could set`, () => {
    const element = Object.entries(classes).find(([name]) => name === tag.name)?.[1] as {
      observedAttributes: string[];
    } & typeof LitElement;
    const others = new Set(['id', ...attributeAliases(element).keys()]);
    const settable = (tag.attributes ?? []).filter(({ description = '' }) => !description.startsWith('Read-only'));
    assert.deepEqual(names(settable), element.observedAttributes.filter((name) => !others.has(name)).sort());
  });

  test(`every event of <${tagName}> has a type, and every attribute too`, () => {
    for (const { name, type } of tag.events ?? []) {
      assert.equal(type?.text, `HTMLElementEventMap['${name}']`);
      assert.ok(typedEvents.has(name) || name === 'change', name);
    }
    for (const { name, type } of tag.attributes ?? []) assert.ok(type?.text, name);
  });
}

test('every event type is dispatched by some tag', () => {
  const told = new Set(tags.flatMap(({ events }) => names(events)));
  assert.deepEqual(
    [...typedEvents].filter((name) => !told.has(name)),
    [],
  );
});

test('the default of an attribute is a value, not the name that the code has for it', () => {
  const named = tags.flatMap(({ tagName, attributes = [] }) =>
    attributes.map((attribute) => `${tagName} ${attribute.name}=${attribute.default ?? ''}`),
  );
  assert.deepEqual(
    named.filter((text) => /=[A-Z]/.test(text)),
    [],
  );
});

test('a missing description is found', () => {
  const [tag] = tags;
  assert.ok(tag);
  for (const kind of KINDS) {
    assert.deepEqual(undescribed({ ...tag, [kind]: [{ name: 'toast', description: ' ' }] }), [`${kind} toast`]);
  }
});

test('VS Code is given every tag and attribute, with descriptions and values', () => {
  const html = read('vscode.html-custom-data.json') as {
    tags: (Named & { attributes: (Named & { values: Named[] })[] })[];
  };
  assert.deepEqual(names(html.tags), [...typedTags.keys()].sort());
  for (const { name, description, attributes } of html.tags) {
    assert.ok(description, name);
    assert.deepEqual(names(attributes), names(tags.find(({ tagName }) => tagName === name)?.attributes));
    for (const attribute of attributes) assert.ok(attribute.description, attribute.name);
  }
  const room = html.tags.find(({ name }) => name === 'noom-room');
  const layout = room?.attributes.find(({ name }) => name === 'layout');
  assert.deepEqual(names(layout?.values), ['auto', 'filmstrip', 'grid', 'spotlight']);
});

test('VS Code is given every token of the theme', () => {
  const css = read('vscode.css-custom-data.json') as { properties: Named[] };
  assert.deepEqual(names(css.properties), [...themeTokens()].sort());
  for (const { name, description } of css.properties) assert.ok(description, name);
});

test('every event type is created somewhere', () => {
  const emitted = emittedEvents();
  assert.deepEqual(
    [...typedEvents].filter((name) => !emitted.has(name)),
    [],
  );
});

test('every error code is used somewhere', () => {
  const named = namedTexts();
  assert.deepEqual(
    Object.keys(ERROR_TEXTS).filter((code) => !named.has(code)),
    [],
  );
});

test('the kit knows its version', () => {
  const { version } = read('package.json') as { version: string };
  assert.equal(VERSION, version);
});
