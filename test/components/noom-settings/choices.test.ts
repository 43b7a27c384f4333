import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { KEY, openedPage, remembered, useSettings } from './settings-page.js';

describe('what is chosen in <noom-settings>', () => {
  let page: RoomPage;
  const { box, choose, dialogOf, inside, isShown } = useSettings(() => page);

  it('counts at once, is remembered, and counts in the next room too', async () => {
    page = await openedPage();
    choose('theme', 'dark');
    choose('language', 'ko');
    box('messageSound').click();
    await until(() => inside('#title')?.textContent.trim() === '설정');
    expect([page.room.theme, page.room.lang, box('messageSound').checked]).to.deep.equal(['dark', 'ko', true]);
    expect(remembered()).to.deep.equal({ theme: 'dark', language: 'ko', messageSound: true });
    await page.close();
    page = await RoomPage.joined();
    await until(() => page.room.theme === 'dark' && page.room.lang === 'ko');
    expect(isShown()).to.equal(false);
  });

  it('can be forgotten, and the page’s own counts again', async () => {
    localStorage.setItem('noom:devices', '{"camera":"desk"}');
    localStorage.setItem('noom:name', '{"name":"Ann"}');
    page = await openedPage('theme="light" lang="en"');
    choose('theme', 'dark');
    choose('language', 'ko');
    await until(() => page.room.lang === 'ko');
    inside('.forget')?.click();
    await until(() => inside('.forget + [role=status]')?.textContent.trim() === 'Forgotten.');
    expect([page.room.theme, page.room.lang, remembered()]).to.deep.equal(['light', 'en', null]);
    expect(localStorage.getItem('noom:devices')).to.not.contain('desk');
    expect(localStorage.getItem('noom:name')).to.equal(null);
  });

  it('gives back what the page has set since', async () => {
    page = await openedPage('theme="light" lang="en"');
    page.room.theme = 'dark';
    page.room.lang = 'fr';
    choose('theme', 'light');
    choose('language', 'ko');
    await until(() => page.room.lang === 'ko' && page.room.theme === 'light');
    choose('language', '');
    await until(() => page.room.lang === 'fr');
    page.room.lang = 'de';
    inside('.forget')?.click();
    await until(() => remembered() === null);
    expect([page.room.theme, page.room.lang]).to.deep.equal(['dark', 'de']);
  });

  it('saves data in the call under way, and no longer when it is forgotten or the page says so', async () => {
    page = await openedPage();
    const told: unknown[] = [];
    const { call } = page.room;
    const configure = call.configure.bind(call);
    call.configure = (options) => {
      told.push(options.dataSaver);
      configure(options);
    };
    box('dataSaver').click();
    await until(() => told.at(-1) === true && box('dataSaver').checked);
    expect([page.room.dataSaver, remembered()]).to.deep.equal([true, { dataSaver: true }]);
    inside('.forget')?.click();
    await until(() => told.at(-1) === false && !box('dataSaver').checked);
    page.room.setAttribute('data-saver', '');
    await until(() => told.at(-1) === true && box('dataSaver').checked);
    page.room.setAttribute('data-saver', 'false');
    await until(() => told.at(-1) === false && !box('dataSaver').checked);
    expect(remembered()).to.equal(null);
  });

  it('is a language before the page’s own texts, which count again once its own is chosen', async () => {
    page = await openedPage('lang="ja"');
    const title = (): string | undefined => inside('#title')?.textContent.trim();
    page.room.strings = { settings: '設定' };
    await until(() => title() === '設定');
    choose('language', 'ko');
    await until(() => title() === '설정');
    // The page gives them anew, or later.
    page.room.strings = { settings: '設定！' };
    await page.drawn();
    expect(title()).to.equal('설정');
    choose('language', '');
    await until(() => title() === '設定！');
    expect(page.room.lang).to.equal('ja');
  });

  it('is shown as it is where the page changes it while the dialog is open', async () => {
    page = await openedPage('shortcuts');
    page.room.theme = 'dark';
    await until(() => (inside('#theme') as HTMLSelectElement).value === 'dark');
    page.room.shortcutKeys = { 'toggle-hand': 'y' };
    await until(() => inside('[data-action=toggle-hand]')?.textContent.trim() === 'Y');
    expect(remembered()).to.equal(null);
  });

  it('can be refused by the page, and is shown as it is then', async () => {
    page = await openedPage();
    const asked: unknown[] = [];
    page.room.addEventListener('noom-setting-request', (event) => {
      asked.push([event.setting, event.value]);
      event.preventDefault();
    });
    box('joinSound').click();
    choose('theme', 'light');
    await page.drawn();
    expect(asked).to.deep.equal([
      ['joinSound', true],
      ['theme', 'light'],
    ]);
    expect([box('joinSound').checked, page.room.theme, remembered()]).to.deep.equal([false, 'auto', null]);
    expect((inside('#theme') as HTMLSelectElement).value).to.equal('auto');
  });

  it('lasts as long as the page where the browser keeps nothing, which it says', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      page = await openedPage();
      choose('theme', 'dark');
      await until(() => dialogOf()?.textContent.includes('This browser remembers nothing') === true);
      expect(page.room.theme).to.equal('dark');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });

  it('is read with care: what a page or another version has left there does no harm', async () => {
    for (const stored of ['{', 'null', '[]', '{"theme":"pink","language":7,"joinSound":"yes","messageSound":true}']) {
      localStorage.setItem(KEY, stored);
      page = await openedPage();
      expect([page.room.theme, page.room.lang, box('joinSound').checked]).to.deep.equal(['auto', '', false]);
      if (stored.includes('pink')) expect(box('messageSound').checked).to.equal(true);
      await page.close();
    }
    page = await RoomPage.joined();
  });
});
