import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { roomParts } from '../../../../src/components/internal/lazy/parts.js';
import { until } from '../../../harness/until.js';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { focused, RoomPage } from '../room-page.js';

describe('what a room fetches on demand', () => {
  const { load } = roomParts;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const notice = (): string => page.find('.missing')?.textContent ?? '';

  describe('before it is here', () => {
    // Between these tests nothing fetches it either: a room asks when the browser is idle, which may be after its test.
    after(() => {
      roomParts.load = load;
    });

    it('says so when it cannot be fetched, over the call and after it, and keeps saying so while it tries again', async () => {
      let tries = 0;
      const refuse = (): Promise<never> => {
        tries += 1;
        return Promise.reject(new TypeError('Failed to fetch'));
      };
      roomParts.load = refuse;
      page = await RoomPage.joined();
      expect(notice()).to.equal('');
      const triesAhead = tries;
      page.room.panel = 'chat';
      await page.drawn();
      expect(notice()).to.contain('This could not be loaded.');
      expect(page.find('.side')).to.equal(null);
      expect(page.find('noom-stage')).to.not.equal(null);
      await expectAccessible(page.box);
      // One for each drawing, and none for drawing the failure repeatedly.
      expect(tries - triesAhead).to.be.lessThan(10);
      await page.room.leave();
      await page.drawn();
      expect(notice()).to.contain('This could not be loaded.');
      let fail: () => void = () => undefined;
      roomParts.load = () =>
        new Promise<void>((resolve) => {
          fail = resolve;
        }).then(refuse);
      page.find('.missing .button')?.click();
      expect(notice()).to.contain('This could not be loaded.');
      // What the page loads ahead may wait for it too, and is to try again.
      roomParts.load = refuse;
      fail();
    });

    it('keeps the focus in the room, and a place for the toolbar, however long that takes to load', async () => {
      let come: () => void = () => undefined;
      const isHere = new Promise<void>((resolve) => {
        come = resolve;
      });
      roomParts.load = async () => {
        await isHere;
        return load.call(roomParts);
      };
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann"' });
      await page.inState('prejoin');
      page.prejoin.focus();
      await sendKeys({ press: 'Enter' });
      // Not drawn whole before the part is loaded.
      await until(() => page.room.state === 'joined');
      // The room has the focus as long as the toolbar cannot.
      await until(() => focused() === page.find('.base'));
      expect(page.controls.shadowRoot?.querySelector('button') === null).to.equal(true);
      const { height } = page.controls.getBoundingClientRect();
      come();
      await until(() => page.controls.matches(':focus-within'));
      expect(page.controls.getBoundingClientRect().height).to.equal(height);
    });
  });

  describe('once it is here', () => {
    it('takes the focus of the toolbar when the call was left', async () => {
      page = await RoomPage.joined();
      await until(() => page.controls.shadowRoot?.querySelector('[data-name="leave"]') !== null);
      page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name="leave"]')?.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused() === page.find('.screen .button'));
      expect(page.find('.screen h2')?.textContent).to.equal('You left the call');
    });

    it('is drawn in its own styles, in a room that was there before', async () => {
      page = await RoomPage.joined();
      page.room.panel = 'chat';
      await page.drawn();
      const side = page.find('.side');
      expect(side && getComputedStyle(side).width).to.equal('340px');
    });
  });
});
