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
});
