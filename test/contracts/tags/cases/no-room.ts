import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { find, inside, nameOf, wordsOf } from '../inside.js';
import { tagCase } from '../tag-case.js';

export const noRoom = tagCase('draws itself whole, and of no use, without a room', async (world) => {
  const { alone } = world.entry;
  const { says, disabled } = alone ?? { says: [], disabled: null };
  for (const attributes of ['', 'for="nobody"']) {
    const tag = world.make(attributes);
    world.outside.style.cssText = 'width: 600px; height: 600px';
    world.outside.replaceChildren(tag);
    await until(() => says.every((text) => wordsOf(tag).includes(text)), `${attributes} says ${says.join()}`);
    await world.drawn();
    world.expectIn(tag, null, attributes);
    const { width, height } = tag.getBoundingClientRect();
    if (alone) expect(Math.min(width, height), attributes).to.be.above(40);
    if (disabled !== null) {
      expect(find(tag, disabled), attributes).to.not.equal(undefined);
      const usable = inside(tag).filter((element) => element.matches(disabled) && !element.matches(':disabled'));
      expect(usable.map(nameOf), attributes).to.deep.equal([]);
    }
    // Nothing is there to take the focus, or something is: a page need not know.
    tag.focus();
    await expectAccessible(tag, attributes);
  }
});
