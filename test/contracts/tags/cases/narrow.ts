import { expect } from '@open-wc/testing';
import { nameOf, seenIn } from '../inside.js';
import { sticksOut } from '../overflow.js';
import { tagCase } from '../tag-case.js';

/** WCAG 2.2, 2.5.8. */
const SMALLEST_TARGET_PX = 24;
const TARGETS = 'button, input, select, textarea, [role=menuitem]';

export const narrow = tagCase('fits into 320 px, with targets that can be pressed', async (world) => {
  for (const look of world.entry.looks) {
    const { tag } = await world.show(look, { width: 320 });
    expect(sticksOut(tag), look.title).to.deep.equal([]);
    const small = seenIn(tag).filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.matches(TARGETS) && Math.min(width, height) < SMALLEST_TARGET_PX;
    });
    expect(small.map(nameOf), look.title).to.deep.equal([]);
  }
});
