import { expect } from '@open-wc/testing';
import { RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep } from './any-page.js';

describe('in any page with text styles of its own', () => {
  const world = new AnyPage();

  describe('the page’s own text styles', () => {
    const HOSTILE: Record<string, string> = {
      'text-align': 'right',
      'text-align-last': 'center',
      'text-indent': '3em',
      'text-transform': 'uppercase',
      'text-shadow': '1px 1px red',
      'text-rendering': 'optimizeSpeed',
      'text-underline-offset': '8px',
      'text-underline-position': 'under',
      'text-emphasis': 'dot red',
      'text-orientation': 'upright',
      'text-wrap': 'nowrap',
      'text-decoration-skip-ink': 'none',
      'letter-spacing': '5px',
      'word-spacing': '9px',
      'white-space': 'pre',
      'word-break': 'break-all',
      'overflow-wrap': 'anywhere',
      'line-break': 'anywhere',
      hyphens: 'auto',
      'tab-size': '2',
      font: 'italic small-caps 900 condensed 30px / 3 serif',
      'font-size-adjust': '0.9',
      'font-kerning': 'none',
      'font-feature-settings': '"smcp"',
      'font-variation-settings': '"wght" 900',
      'font-synthesis': 'none',
      'font-optical-sizing': 'none',
      'writing-mode': 'vertical-rl',
      quotes: 'none',
      'list-style': 'square inside',
      cursor: 'wait',
      color: 'red',
      'caret-color': 'red',
      'accent-color': 'red',
      'scrollbar-color': 'red blue',
      'border-collapse': 'collapse',
      'border-spacing': '9px',
      'caption-side': 'bottom',
      'empty-cells': 'hide',
      'image-rendering': 'pixelated',
      fill: 'red',
      'fill-opacity': '0.2',
      'fill-rule': 'evenodd',
      stroke: 'red',
      'stroke-width': '9px',
      'stroke-opacity': '0.2',
      'stroke-dasharray': '4px',
      'stroke-linecap': 'square',
      'paint-order': 'stroke',
      'text-anchor': 'end',
      'dominant-baseline': 'hanging',
      'ruby-position': 'under',
      orphans: '5',
      widows: '5',
      '-webkit-text-fill-color': 'red',
      '-webkit-text-stroke': '2px red',
      '-webkit-text-security': 'disc',
      'user-select': 'none',
    };
    /** What follows from where a tag is rather than from what it inherits. */
    const PLACE =
      /^(?:width|height|(?:block|inline)-size|inset|top|left|right|bottom|(?:perspective|transform)-origin|user-select|-webkit-user-select|-moz-user-select)/;

    it('stop at every tag: nothing inside is drawn differently', async () => {
      await world.everything();
      const stylesOf = (element: Element): Map<string, string> => {
        const style = getComputedStyle(element);
        return new Map(
          [...style].filter((name) => !PLACE.test(name)).map((name) => [name, style.getPropertyValue(name)]),
        );
      };
      // A size of its own for each, because text that runs downwards lays out again what is around it.
      for (const tag of world.page.box.children) (tag as HTMLElement).style.cssText = 'width: 600px; height: 500px';
      await new Promise(requestAnimationFrame);
      await world.page.drawn();
      const tags = deep(world.page.box).filter(({ localName }) => localName.startsWith('noom-'));
      expect(new Set(tags.map(({ localName }) => localName)).size).to.be.greaterThan(6);
      const inside = tags.flatMap((tag) => (tag.shadowRoot ? deep(tag.shadowRoot) : []));
      const before = new Map(inside.map((element) => [element, stylesOf(element)]));
      for (const [name, value] of Object.entries(HOSTILE)) world.page.box.style.setProperty(name, value);
      const reached = new Set<string>();
      for (const [element, styles] of before) {
        if (!element.isConnected) continue;
        for (const [name, value] of stylesOf(element)) {
          if (styles.get(name) !== value)
            reached.add(`${name}: ${styles.get(name) ?? ''} -> ${value} (${element.localName})`);
        }
      }
      expect([...reached].slice(0, 20)).to.deep.equal([]);
      // A message can still be copied.
      const body = deep(world.page.box).find((element) => element.matches('.body'));
      expect(body && getComputedStyle(body).userSelect).to.equal('text');
    });

    it('pass through a room that only wraps the page’s own UI', async () => {
      world.page = new RoomPage({ children: '<p id="own">…</p>' });
      world.page.box.style.cssText =
        'color: rgb(1, 2, 3); font: italic 21px serif; text-align: center; letter-spacing: 3px';
      await world.page.drawn();
      const { color, fontSize, fontStyle, textAlign, letterSpacing } = getComputedStyle(
        world.page.find('#own') as Element,
      );
      expect([color, fontSize, fontStyle, textAlign, letterSpacing]).to.deep.equal([
        'rgb(1, 2, 3)',
        '21px',
        'italic',
        'center',
        '3px',
      ]);
    });

    it('hide a tag when they hide everything', async () => {
      await world.everything();
      world.page.box.style.visibility = 'hidden';
      const base = world.page.find('.base') as HTMLElement;
      expect(getComputedStyle(base).visibility).to.equal('hidden');
    });
  });
});
