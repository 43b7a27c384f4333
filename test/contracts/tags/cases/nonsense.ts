import { expect } from '@open-wc/testing';
import type { ReactiveElement } from 'lit';
import { hearWarnings } from '../../../harness/browser/hear-warnings.js';
import type { TagCase } from '../tag-case.js';
import { TagWorld } from '../tag-world.js';

/** What templates write for a value that is missing or of another kind, and what a person may have typed into one. */
const TEXTS = ['', ' ', 'nonsense', 'x'.repeat(4096), '\u202Eabc\u2066', '__proto__', '-1', 'NaN', '[object Object]'];
const VALUES = [...TEXTS, 0, -1, NaN, Infinity, true, false, null, undefined, {}, [], [null], () => 'x', new Date(0)];

/** Each attribute and property of a tag takes what it has no use for, and the tag is drawn all the same. */
export const nonsense: TagCase = (entry) => {
  it(`<${entry.name}> is drawn whatever its attributes and properties are set to`, async () => {
    // What is wrong may be said, as a warning.
    const warnings = hearWarnings();
    const world = new TagWorld(entry);
    try {
      const site = await world.open();
      const tag = world.make();
      site.places[0].append(tag);
      await world.drawn();
      const { observedAttributes, elementProperties } = tag.constructor as typeof ReactiveElement;
      for (const name of observedAttributes) {
        for (const text of TEXTS) {
          tag.setAttribute(name, text);
          await isDrawn(tag, `${name}="${text.slice(0, 20)}"`);
        }
        tag.removeAttribute(name);
      }
      // Which call and which room: what is neither has no meaning there.
      const own = [...elementProperties].filter(([name, { state }]) => state !== true && name !== 'call');
      for (const [name] of own) {
        for (const value of VALUES) {
          Object.assign(tag, { [name]: value });
          await isDrawn(tag, `${String(name)}, the value ${String(VALUES.indexOf(value))}`);
        }
      }
      await world.drawn();
      expect(world.complaints.all.filter((each) => /^(uncaught|rejected|console\.error)/.test(each))).to.deep.equal([]);
    } finally {
      await world.close();
      warnings.end();
    }
  });
};

async function isDrawn(tag: ReactiveElement, what: string): Promise<void> {
  const failure = await tag.updateComplete.then(
    () => undefined,
    (error: unknown) => String(error),
  );
  expect(failure, what).to.equal(undefined);
}
