import { expect } from '@open-wc/testing';
import { nameOf, seenIn, wordsOf } from '../inside.js';
import { tagCase } from '../tag-case.js';

/** Names are no words: of browsers, and of devices, which stand in quotes. */
const NAMES = /“[^”]*”|Chrome|Edge|Firefox|Safari/g;

export const korean = tagCase('says everything in Korean on a Korean page, in whole words', async (world) => {
  for (const look of world.entry.looks) {
    const { tag } = await world.show(look, { attributes: 'lang="ko"' });
    const words = wordsOf(tag);
    expect(words.join(' '), look.title).to.match(/\p{Script=Hangul}/u);
    expect(
      words.filter((text) => /\p{Script=Latin}/u.test(text.replaceAll(NAMES, ''))),
      look.title,
    ).to.deep.equal([]);
    // Without it, a line may break inside of a word.
    const broken = seenIn(tag).filter(
      (element) => hasKorean(element) && getComputedStyle(element).wordBreak === 'normal',
    );
    expect(broken.map(nameOf), look.title).to.deep.equal([]);
  }
});

/** Whether an element has Korean text of its own. */
function hasKorean(element: Element): boolean {
  const texts = [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data);
  return !element.matches('option, style, [translate=no]') && /\p{Script=Hangul}/u.test(texts.join(''));
}
