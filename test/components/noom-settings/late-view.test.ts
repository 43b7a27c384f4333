import { expect } from '@open-wc/testing';
import { settingsParts } from '../../../src/components/internal/lazy/parts.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { forgetAll, KEY, remembered, settingsIn } from './settings-page.js';

describe('settings whose view cannot be loaded', () => {
  const { load } = settingsParts;
  let page: RoomPage;
  const { box, control, isShown, settings } = settingsIn(() => page);

  beforeEach(forgetAll);
  afterEach(async () => {
    settingsParts.load = load;
    await page.close();
    forgetAll();
  });

  const notice = (): HTMLElement | null | undefined => settings()?.shadowRoot?.querySelector<HTMLElement>('.missing');

  it('say so where they are opened, not where they carry out choices, and are tried again with a press', async () => {
    localStorage.setItem(KEY, '{"messageSound":true}');
    let tries = 0;
    settingsParts.load = () => {
      tries += 1;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    page = await RoomPage.joined();
    await until(() => tries > 0);
    await page.drawn();
    expect(notice()).to.equal(null);
    control().click();
    await until(() => notice()?.textContent.includes('This could not be loaded.'));
    await expectAccessible(page.box);
    control().click();
    await until(() => notice() === null);
    expect(page.room.panel).to.equal(null);
    control().click();
    await until(() => notice());
    settingsParts.load = load;
    notice()?.querySelector('button')?.click();
    await until(() => isShown());
    await page.drawn();
    expect([box('messageSound').checked, remembered()]).to.deep.equal([true, { messageSound: true }]);
  });
});
