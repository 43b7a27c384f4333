import { expect } from '@open-wc/testing';
import { CountedListeners } from '../../../fakes/counted/counted-listeners.js';
import { countLoops } from '../../../fakes/counted/counted-loops.js';
import { restore } from '../../../fakes/browser/replaced.js';
import { drawnWhole } from '../../../harness/browser/look/drawn-whole.js';
import { until } from '../../../harness/until.js';
import type { Tag } from './entry.js';
import { inside, nameOf } from '../inside.js';
import { tagCase } from '../tag-case.js';

/** What the kit's style sheets say, and no size of a window. */
const STYLES = [
  ...['display', 'position', 'color', 'background-color', 'font-size', 'font-weight', 'line-height', 'direction'],
  ...['padding', 'border-radius', 'column-gap', 'opacity', 'cursor', 'box-sizing'],
];

export const otherDocument = tagCase('works in another document as in its own, and back', async (world) => {
  const site = await world.open();
  const [place] = site.places;
  // A picture begins anew, some frames later.
  const tag = world.make(`${world.entry.attributes ?? ''} ${world.isRoom ? 'camera="off"' : ''}`);
  place.append(tag);
  if (world.isRoom) await until(() => tag.state === 'joined');
  await drawnWhole();
  const here = stylesOf(tag);
  const there = await world.openFrame();
  const listeners = new CountedListeners([there]);
  try {
    const elsewhere = there.document.createElement('div');
    elsewhere.style.cssText = place.style.cssText;
    there.document.body.append(elsewhere);
    elsewhere.append(tag);
    world.expectIn(tag, site, 'in another document');
    await until(() => stylesOf(tag).join() === here.join()).catch(() => undefined);
    expect(stylesOf(tag)).to.deep.equal(here);
    const { CSSStyleSheet } = there;
    expect(tag.shadowRoot?.adoptedStyleSheets.every((sheet) => sheet instanceof CSSStyleSheet)).to.equal(true);
    await world.tell(tag, site, 'in another document');
    // A page that is hidden, as one behind its picture-in-picture window may be, has no frames.
    expect(await countLoops(), 'what draws on by the frames of the page that it came from').to.equal(0);

    place.append(tag);
    world.expectIn(tag, site, 'back');
    await until(() => world.entry.isTold(tag), 'it is as it was, back');
    await world.drawn();
    expect(listeners.names).to.deep.equal([]);
  } finally {
    restore();
    listeners.close();
  }
});

/** How everything in a tag is drawn, by the window that draws it. */
function stylesOf(tag: Tag): string[] {
  const window = tag.ownerDocument.defaultView ?? globalThis;
  return inside(tag).map((element) => {
    const style = window.getComputedStyle(element);
    return `${nameOf(element)}: ${STYLES.map((name) => style.getPropertyValue(name)).join(' | ')}`;
  });
}
