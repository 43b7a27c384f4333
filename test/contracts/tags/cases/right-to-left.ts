import { expect } from '@open-wc/testing';
import { settled } from '../../../harness/browser/look/settled.js';
import { notMirrored, placesIn } from './mirrored.js';
import { sticksOut } from '../overflow.js';
import { oneSided } from './one-sided.js';
import { tagCase } from '../tag-case.js';

export const rightToLeft = tagCase('is its own mirror image in a page that runs from right to left', async (world) => {
  for (const look of world.entry.looks) {
    const { tag, box } = await world.show(look);
    const before = placesIn(tag);
    box.dir = 'rtl';
    await settled(5);
    expect(notMirrored(before, placesIn(tag)), look.title).to.deep.equal([]);
    expect(sticksOut(tag), look.title).to.deep.equal([]);
    expect(oneSided(tag), look.title).to.deep.equal([]);
  }
});
