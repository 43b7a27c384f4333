import { expect } from '@open-wc/testing';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('the Tab stop of <noom-controls>', () => {
  let page: RoomPage;

  afterEach(async () => {
    restore();
    await page.close();
  });

  const buttons = (): HTMLButtonElement[] => [
    ...(page.controls.shadowRoot?.querySelectorAll<HTMLButtonElement>('.round') ?? []),
  ];
  const button = (name: string): HTMLButtonElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;

  it('needs no layout for another number or another state of a button', async () => {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', participants: [{ name: 'Ann' }] });
    await page.drawn();
    let looked = 0;
    const { checkVisibility } = HTMLElement.prototype;
    replace(HTMLElement.prototype, 'checkVisibility', function (this: HTMLElement) {
      looked += 1;
      return checkVisibility.call(this);
    });
    await page.memory.addCrowd(3);
    await until(() => button('participants').getAttribute('aria-label') === 'Open participants, 5 participants');
    page.room.panel = 'chat';
    await page.drawn();
    expect(button('chat').getAttribute('aria-label')).to.equal('Close chat');
    expect(looked).to.equal(0);
    page.controls.controls = 'hand leave';
    await page.drawn();
    expect(looked).to.be.above(0);
    expect(buttons().map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1]);
  });

  it('has a Tab stop when it is seen after it was drawn unseen', async () => {
    page = await RoomPage.joined({ children: '<div hidden><noom-controls></noom-controls></div>' });
    await page.drawn();
    (page.controls.parentElement as HTMLElement).hidden = false;
    await until(() => buttons().filter(({ tabIndex }) => tabIndex === 0).length === 1);
  });
});
