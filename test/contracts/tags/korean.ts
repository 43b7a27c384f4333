import { expect } from '@open-wc/testing';
import { wordsOf } from './inside.js';
import { tagCase } from './tag-case.js';

/** Names are no words: of browsers, and of devices, which stand in quotes. */
const NAMES = /“[^”]*”|Chrome|Edge|Firefox|Safari/g;

export const korean = tagCase('says everything in Korean on a Korean page', async (world) => {
  for (const look of world.entry.looks) {
    const { tag } = await world.show(look, { attributes: 'lang="ko"' });
    const words = wordsOf(tag);
    expect(words.join(' '), look.title).to.match(/\p{Script=Hangul}/u);
    expect(
      words.filter((text) => /\p{Script=Latin}/u.test(text.replaceAll(NAMES, ''))),
      look.title,
    ).to.deep.equal([]);
  }
});
