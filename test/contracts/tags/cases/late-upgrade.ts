import { expect } from '@open-wc/testing';
import { until } from '../../../harness/until.js';
import { tagCase } from '../tag-case.js';

/** A name is defined once in a page. */
let count = 0;

export const lateUpgrade = tagCase('has what the page gave it before it was defined', async (world) => {
  const { entry, outside } = world;
  const site = await world.open();
  count += 1;
  const name = `early-${entry.name}-${String(count)}`;
  const tag = world.make(entry.attributes, name);
  outside.append(tag);
  const early: Record<string, unknown> = { ...entry.early, ...(!world.isRoom && { room: site.room }) };
  Object.assign(tag, early);
  expect(tag.shadowRoot).to.equal(null);

  const known = customElements.get(entry.name) as CustomElementConstructor;
  customElements.define(name, class extends known {});
  await until(() => tag.shadowRoot);
  await tag.updateComplete;
  for (const [property, value] of Object.entries(early)) {
    expect(Object.hasOwn(tag, property), `${property} is the class’s`).to.equal(false);
    expect(tag[property], property).to.deep.equal(value);
  }
  world.expectIn(tag, site, 'upgraded');
  await world.tell(tag, site, 'upgraded');
});
