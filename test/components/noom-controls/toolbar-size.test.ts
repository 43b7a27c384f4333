import { expect } from '@open-wc/testing';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('the size of the buttons of <noom-controls>', () => {
  let page: RoomPage;

  afterEach(async () => {
    restore();
    await page.close();
  });

  const buttons = (): HTMLButtonElement[] => [
    ...(page.controls.shadowRoot?.querySelectorAll<HTMLButtonElement>('.round') ?? []),
  ];
  const names = (): (string | undefined)[] => buttons().map(({ dataset }) => dataset.name);
  const centre = (element: Element | null | undefined): number => {
    const { left = 0, right = 0 } = element?.getBoundingClientRect() ?? {};
    return (left + right) / 2;
  };
  const composed = (markup: string, options: object = {}): Promise<RoomPage> =>
    RoomPage.joined({ children: markup, ...options });

  it('stays in one row with the buttons of the page, and with text twice as large', async () => {
    const { style } = document.documentElement;
    page = await composed('<noom-controls></noom-controls>', { width: 1000 });
    const row = (): unknown => {
      const shown = buttons().filter((each) => each.checkVisibility());
      const tops = shown.map((each) => Math.round(each.getBoundingClientRect().bottom));
      return [new Set(tops).size, ...['microphone', 'camera', 'more', 'leave'].map((name) => names().includes(name))];
    };
    const isOneRow = (): boolean => JSON.stringify(row()) === '[1,true,true,true,true]';
    try {
      for (const [px, rem] of [
        [64, 16],
        [64, 32],
        [48, 32],
      ] as const) {
        page.controls.style.setProperty('--noom-button-size', `${String(px)}px`);
        style.fontSize = `${String(rem)}px`;
        for (let width = 640; width >= 296; width -= 43) {
          page.box.style.width = `${String(width)}px`;
          await until(
            isOneRow,
            `${String(px)} px, ${String(rem)} px, ${String(width)} px wide: ${JSON.stringify(row())}`,
          );
        }
      }
      // And as many as fit: in a wide room all.
      page.box.style.width = '1000px';
      await until(() => !names().includes('more'));
    } finally {
      style.fontSize = '';
    }
  });

  it('stays in one row with its labels, each under its button, at 320 px too', async () => {
    page = await composed('<noom-controls labels></noom-controls>', { width: 320 });
    await until(() => names().join() === 'microphone,camera,more,leave');
    for (const width of [320, 288, 400]) {
      page.box.style.width = `${String(width)}px`;
      await until(
        () => new Set(buttons().map((each) => Math.round(each.getBoundingClientRect().top))).size === 1,
        `one row in ${String(width)} px`,
      );
      for (const button of buttons()) {
        const label = button.parentElement?.querySelector('.label');
        expect(centre(label), button.dataset.name).to.be.closeTo(centre(button), 1);
        expect(label?.getBoundingClientRect().height, button.dataset.name).to.be.below(20);
      }
    }
  });

  it('folds the camera too, and then the microphone, where nothing else has room', async () => {
    page = await composed('<noom-controls></noom-controls>', { width: 296 });
    await until(() => names().join() === 'microphone,camera,chat,more,leave');
    for (const [width, left] of [
      [176, 'microphone,more,leave'],
      [130, 'more,leave'],
      [296, 'microphone,camera,chat,more,leave'],
    ] as const) {
      page.box.style.width = `${String(width)}px`;
      await until(() => names().join() === left, `${String(width)} px: ${names().join()}`);
    }
    page.box.style.width = '176px';
    await until(() => names().length === 3);
    page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=more]')?.click();
    const items = [...(page.controls.shadowRoot?.querySelectorAll('[part=menu] [role=menuitem]') ?? [])];
    expect(items[0]?.textContent.trim()).to.equal('Turn camera off');
  });

  it('folds the chat too where buttons are so large, and nothing is measured by an update', async () => {
    page = await composed('<noom-controls style="--noom-button-size: 64px"></noom-controls>', { width: 296 });
    await until(() => names().join() === 'microphone,camera,more,leave');
    page.controls.style.setProperty('--noom-button-size', '40px');
    await until(() => names().includes('chat'));
    let asked = 0;
    replace(ResizeObserver.prototype, 'observe', () => (asked += 1));
    await page.room.raiseHand(true);
    await page.drawn();
    page.controls.requestUpdate();
    await page.drawn();
    expect(asked).to.equal(0);
  });
});
