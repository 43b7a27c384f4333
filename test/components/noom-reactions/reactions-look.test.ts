import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { itNeeds } from '../../harness/machine.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

const NEED = 'the DevTools protocol';
const LONG = 'Maximiliana von und zu Hohenlohe-Langenburg';
const DIRECTIONS = ['ltr', 'rtl'] as const;

describe('how <noom-reactions> looks', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  /** A narrow page with a reaction of each: Ann, one with a long name, and then as often as wanted the local participant. */
  async function reactedIn(dir: string, own: number): Promise<HTMLElement[]> {
    page = await RoomPage.joined({
      width: 320,
      children: '<div style="position: relative; height: 400px" id="whole"><noom-reactions></noom-reactions></div>',
      participants: [{ name: 'Ann' }, { name: LONG }],
    });
    page.box.dir = dir;
    await until(() => root()?.querySelector('.base'));
    for (const [index, participant] of page.memory.participants.entries()) {
      await participant.react('🎉');
      await until(() => reactions().length === index + 1);
    }
    for (let count = 0; count < own; count += 1) await page.room.react('👍');
    await until(() => reactions().length === page.memory.participants.length + own);
    return reactions();
  }

  const root = (): ShadowRoot | null | undefined => page.room.querySelector('noom-reactions')?.shadowRoot;
  const reactions = (): HTMLElement[] => [...(root()?.querySelectorAll<HTMLElement>('.reaction') ?? [])];
  const around = (): DOMRect => page.find('noom-reactions')?.getBoundingClientRect() ?? new DOMRect();
  /** How far the inline start of an element is from that of the whole, in pixels. */
  const startOf = (element: Element, dir: string): number => {
    const { left, right } = element.getBoundingClientRect();
    return dir === 'rtl' ? around().right - right : left - around().left;
  };
  const isInside = (element: Element): boolean => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const whole = around();
    return left >= whole.left && right <= whole.right && top >= whole.top && bottom <= whole.bottom;
  };

  for (const dir of DIRECTIONS) {
    it(`begins at the foot, each beside the one before, with long names cut off (${dir})`, async () => {
      const shown = await reactedIn(dir, 4);
      for (const animation of root()?.getAnimations() ?? []) {
        animation.pause();
        animation.currentTime = 0;
      }
      const { width, bottom } = around();
      const starts = shown.map((each) => Math.round((startOf(each, dir) / width) * 100));
      expect(starts).to.deep.equal([36, 14, 48, 25, 59, 2]);
      for (const each of shown) {
        const name = each.querySelector('.name') as HTMLElement;
        expect([isInside(each), isInside(name)], name.textContent.trim()).to.deep.equal([true, true]);
        expect(Math.round(bottom - each.getBoundingClientRect().bottom)).to.equal(8);
      }
      const cut = shown[1]?.querySelector('.name > *');
      expect((cut?.scrollWidth ?? 0) > (cut?.clientWidth ?? 0)).to.equal(true);
    });
  }

  describe('with reduced motion', () => {
    afterEach(async () => {
      await executeServerCommand('reduced-motion', false);
    });

    for (const dir of DIRECTIONS) {
      itNeeds(
        NEED,
        `is a list that stands still at the start, the newest last and all of it seen (${dir})`,
        async () => {
          await executeServerCommand('reduced-motion', true);
          await until(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
          const shown = await reactedIn(dir, 4);
          expect(root()?.getAnimations().length).to.equal(0);
          let above = around().top;
          for (const each of shown) {
            const { top, bottom } = each.getBoundingClientRect();
            expect(top >= above).to.equal(true);
            above = bottom;
            expect(Math.round(startOf(each, dir))).to.equal(20);
            expect([isInside(each), getComputedStyle(each).opacity], each.textContent.trim()).to.deep.equal([
              true,
              '1',
            ]);
          }
        },
      );
    }

    itNeeds(NEED, 'keeps the newest in view where not all have room', async () => {
      await executeServerCommand('reduced-motion', true);
      await until(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
      const shown = await reactedIn('ltr', 10);
      (page.find('#whole') as HTMLElement).style.height = '160px';
      const newest = shown.at(-1) as HTMLElement;
      await until(() => around().height < 200);
      expect(isInside(newest)).to.equal(true);
      expect(shown.some((each) => !isInside(each))).to.equal(true);
    });
  });

  describe('in forced colours', () => {
    afterEach(async () => {
      await executeServerCommand('forced-colors', false);
    });

    itNeeds(NEED, 'has names in an edge of their own, on a background of the system', async () => {
      await executeServerCommand('forced-colors', true);
      await until(() => matchMedia('(forced-colors: active)').matches);
      const shown = await reactedIn('ltr', 1);
      const canvas = document.createElement('p');
      canvas.style.cssText = 'color: CanvasText; background: Canvas';
      page.box.append(canvas);
      const system = getComputedStyle(canvas);
      for (const each of shown) {
        const { backgroundColor, color, borderColor, borderStyle } = getComputedStyle(
          each.querySelector('.name') as Element,
        );
        expect([backgroundColor, color, borderColor, borderStyle]).to.deep.equal([
          system.backgroundColor,
          system.color,
          system.color,
          'solid',
        ]);
      }
    });
  });
});
