import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';
import { itNeeds } from '../../../harness/machine.js';
import { until } from '../../../harness/until.js';
import { deep } from '../../pages/any-page.js';
import { focused, RoomPage } from '../room-page.js';

const UPRIGHT = { width: 390, height: 700 };
const TURNED = { width: 700, height: 390 };

describe('a room on a phone', () => {
  const { innerWidth: width, innerHeight: height } = window;
  let page: RoomPage;

  async function turn(size: typeof UPRIGHT): Promise<void> {
    await setViewport(size);
    await until(() => innerWidth === size.width && innerHeight === size.height);
    await page.drawn();
  }

  beforeEach(async () => {
    await setViewport(UPRIGHT);
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }, { name: 'Bo' }] });
    page.box.style.cssText = 'position: fixed; inset: 0;';
    // The toolbar comes a moment later, and takes its space from the stage.
    await until(() => tiles().length === 3 && page.controls.shadowRoot?.querySelector('.leave'));
    await turn(UPRIGHT);
    // What is loaded later is drawn too, and takes its space.
    const seen: string[] = [];
    await until(() => {
      seen.push(
        tiles()
          .map((tile) => boxOf(tile).height)
          .join(),
      );
      return seen.length > 10 && seen.slice(-10).every((heights) => heights === seen.at(-1));
    });
  });

  afterEach(async () => {
    await page.close();
    await executeServerCommand('safe-area', {});
    await setViewport({ width, height });
  });

  const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();
  const tiles = (): HTMLElement[] =>
    deep(page.box).filter((element) => element.localName === 'noom-video') as HTMLElement[];
  /** Whether all of it is inside a box with these edges. */
  const isWithin = (
    element: Element,
    { left = 0, top = 0, right = innerWidth, bottom = innerHeight } = {},
  ): boolean => {
    const box = boxOf(element);
    return box.left >= left - 1 && box.top >= top - 1 && box.right <= right + 1 && box.bottom <= bottom + 1;
  };

  describe('that is turned', () => {
    it('keeps its tiles, which use the new space', async () => {
      const before = tiles();
      const heights = (): number[] => tiles().map((tile) => Math.round(boxOf(tile).height));
      const upright = heights();
      await turn(TURNED);
      await until(() => boxOf(page.find('noom-stage') as HTMLElement).width > 600 && heights()[0] !== upright[0]);
      await until(() => tiles().every((tile) => isWithin(tile)));
      expect(tiles().map((tile, index) => tile === before[index])).to.deep.equal([true, true, true]);
      await turn(UPRIGHT);
      await until(() => heights().join() === upright.join());
    });

    it('keeps the chat open, with its draft, its cursor and its newest message', async () => {
      for (let index = 0; index < 20; index += 1) await page.room.sendMessage(`Message ${String(index)}`);
      page.room.panel = 'chat';
      await page.drawn();
      const field = (): HTMLTextAreaElement | undefined =>
        deep(page.box).find((element): element is HTMLTextAreaElement => element.localName === 'textarea');
      await until(() => field());
      const before = field();
      before?.focus();
      document.execCommand('insertText', false, 'half a sent');
      for (const size of [TURNED, UPRIGHT]) {
        await turn(size);
        const newest = (): Element | undefined =>
          deep(page.box).findLast((element) => element.matches('[part~=message]'));
        await until(() => before && isWithin(before) && isWithin(newest() as Element, { bottom: boxOf(before).top }));
        expect([field() === before, focused() === before, before?.value]).to.deep.equal([true, true, 'half a sent']);
      }
    });

    it('keeps a dialog open, with the focus in it, inside the window', async () => {
      page.room.dialog = 'shortcuts';
      const dialog = (): HTMLElement | null => page.find('dialog');
      await until(() => dialog()?.matches(':modal'));
      const before = dialog() as HTMLElement;
      for (const size of [TURNED, UPRIGHT]) {
        await turn(size);
        expect([dialog() === before, before.matches(':modal'), before.contains(focused())]).to.deep.equal([
          true,
          true,
          true,
        ]);
        expect(isWithin(before)).to.equal(true);
      }
    });
  });

  describe('with a notch', () => {
    it('keeps everything out of the area that its page names, and fills its box with its colour', async () => {
      page.room.style.setProperty('--noom-safe-area', '40px 30px 20px 10px');
      await page.drawn();
      const safe = { left: 10, top: 40, right: UPRIGHT.width - 30, bottom: UPRIGHT.height - 20 };
      const all = (): boolean =>
        ['.header', '.stage', '.controls'].every((part) => isWithin(page.find(part) as Element, safe));
      await until(all);
      await until(() => tiles().every((tile) => isWithin(tile, safe)));
      page.room.panel = 'chat';
      await page.drawn();
      // It slides in.
      await until(() => isWithin(page.find('.side') as Element, safe));
      expect(boxOf(page.room).width).to.equal(UPRIGHT.width);
      await turn({ width: 600, height: 390 });
      await until(() => isWithin(page.find('.side') as Element, { left: 10, top: 40, right: 570, bottom: 370 }));
    });

    itNeeds(
      'the DevTools protocol',
      'keeps rooms, dialogs and menus out of the area that the phone names',
      async () => {
        const insets = { top: 50, right: 60, bottom: 40, left: 60 };
        await executeServerCommand('safe-area', insets);
        const safe = (): { left: number; top: number; right: number; bottom: number } => ({
          ...{ left: insets.left, top: insets.top },
          ...{ right: innerWidth - insets.right, bottom: innerHeight - insets.bottom },
        });
        await until(() => isWithin(page.find('.controls') as Element, safe()));
        const menu = (): Element | undefined =>
          deep(page.box).find((element) => element.matches('[popover]:popover-open'));
        const more = (): HTMLElement | null | undefined =>
          page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=more]');
        // Folded by the new space.
        await until(more);
        more()?.click();
        await until(() => menu());
        await until(() => isWithin(menu() as Element, safe()));
        more()?.click();
        for (const size of [UPRIGHT, TURNED]) {
          await turn(size);
          page.room.dialog = 'shortcuts';
          await until(() => page.find('dialog')?.matches(':modal'));
          expect(isWithin(page.find('dialog') as Element, safe())).to.equal(true);
          page.room.dialog = null;
          await until(() => page.find('dialog') === null);
        }
        page.room.panel = 'settings';
        const settings = (): Element | undefined => deep(page.box).find((element) => element.matches('dialog:modal'));
        await until(() => settings()?.querySelector('.body'));
        for (const size of [TURNED, UPRIGHT]) {
          await turn(size);
          const parts = [...(settings()?.querySelectorAll('.head, .body') ?? [])];
          expect(parts.map((part) => isWithin(part, safe()))).to.deep.equal([true, true]);
        }
      },
    );
  });
});
