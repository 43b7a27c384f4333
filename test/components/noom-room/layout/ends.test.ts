import { expect } from '@open-wc/testing';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

describe('the screens of <noom-room> after a call', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  it('leads back to prejoin without a failure that the call has survived', async () => {
    page = await RoomPage.joined();
    await page.room.sendMessage('x'.repeat(5000)).catch(() => undefined);
    expect(page.room.snapshot.error?.code).to.equal('message-too-large');
    await page.room.leave();
    await page.inState('left');
    expect(page.room.snapshot.error).to.equal(null);
    await until(() => page.find('.screen .back'));
    page.find('.screen .back')?.click();
    await page.inState('prejoin');
    await until(() => page.prejoin.shadowRoot?.querySelector('.join:enabled'));
    await page.drawn();
    expect(page.prejoin.shadowRoot?.querySelector('.notice')).to.equal(null);
  });

  it('has buttons of one width on each screen', async () => {
    page = await RoomPage.joined();
    const widths = (): number[] =>
      [...(page.room.shadowRoot?.querySelectorAll('.screen .button') ?? [])].map(
        (button) => button.getBoundingClientRect().width,
      );
    await page.room.leave();
    await page.inState('left');
    for (const [width, em] of [
      [1000, 1],
      [320, 1],
      [320, 2],
    ] as const) {
      page.box.style.width = `${String(width)}px`;
      page.room.style.fontSize = `${String(em * 15)}px`;
      await until(() => widths().length === 2);
      const [first = 0, second = 0] = widths();
      expect(first, String(width)).to.equal(second);
      expect(first, String(width)).to.be.within(Math.min(240 * em, 272), width - 40);
    }
  });
});
