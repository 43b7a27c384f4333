import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';
import { openedPage, useSettings } from './settings-page.js';

describe('<noom-settings> in the built-in UI', () => {
  let page: RoomPage;
  const { control, dialogOf, inside, isShown, settings } = useSettings(() => page);

  it('is opened by its control, and closed by Escape and by its button, which give the focus back', async () => {
    page = await RoomPage.joined();
    expect(settings()).to.equal(null);
    for (const key of ['Escape', 'Enter']) {
      control().focus();
      await sendKeys({ press: 'Enter' });
      await until(() => isShown());
      expect([page.room.panel, control().getAttribute('aria-label')]).to.deep.equal(['settings', 'Close settings']);
      expect(page.find('.side')).to.equal(null);
      expect(inside('.close')?.matches(':focus')).to.equal(true);
      await sendKeys({ press: key });
      await until(() => !isShown() && page.room.panel === null);
      await until(() => focused() === control());
    }
  });

  it('tells that it was opened and closed, and stays where the page wants it to', async () => {
    page = await RoomPage.joined();
    const told: boolean[] = [];
    page.room.addEventListener('noom-settings-toggled', ({ open }) => told.push(open));
    page.room.panel = 'settings';
    await until(() => isShown());
    const refuse = (event: Event): void => {
      event.preventDefault();
    };
    page.room.addEventListener('noom-panel-request', refuse);
    inside('.close')?.click();
    // By the browser itself, which some do at a second Escape.
    dialogOf()?.close();
    await until(() => isShown());
    page.room.removeEventListener('noom-panel-request', refuse);
    inside('.close')?.click();
    await until(() => !isShown());
    expect(told).to.deep.equal([true, false]);
  });

  it('closes when the call is over, and is there in the next one', async () => {
    page = await openedPage();
    await page.room.leave();
    await until(() => !isShown() && page.room.panel === null);
    expect(settings()?.open).to.equal(false);
    await page.room.join();
    page.room.panel = 'settings';
    await until(() => isShown());
  });

  it('gives the focus back to "more", out of which it was opened', async () => {
    page = await RoomPage.joined();
    page.box.style.width = '320px';
    await until(() => control('more'));
    for (const isMoved of [false, true]) {
      control('more').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.getAttribute('role') === 'menuitem');
      const items = [...(page.controls.shadowRoot?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
      items.find(({ textContent }) => textContent.includes('Open settings'))?.click();
      await until(() => isShown());
      if (isMoved) page.box.append(page.room);
      await until(() => isShown());
      await sendKeys({ press: 'Escape' });
      await until(() => !isShown() && focused() === control('more'));
    }
  });

  it('stays open, and modal, when its room is moved, and gives the focus back', async () => {
    page = await RoomPage.joined();
    control().focus();
    await sendKeys({ press: 'Enter' });
    await until(() => isShown());
    const place = document.createElement('div');
    page.box.append(place);
    place.append(page.room);
    await until(() => isShown());
    expect(inside('.close')?.matches(':focus')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => !isShown() && focused() === control());
  });

  it('begins anew each time, also where the browser closed it by itself', async () => {
    page = await openedPage('shortcuts');
    const text = (): string | undefined => inside('.forget + [role=status]')?.textContent.trim();
    const key = (): HTMLElement | null | undefined => inside('[data-action=toggle-hand]');
    inside('.forget')?.click();
    await until(() => text() === 'Forgotten.');
    key()?.click();
    await until(() => key()?.textContent.trim() === 'Press a key…');
    dialogOf()?.close();
    await until(() => page.room.panel === null && inside('#title') === null);
    page.room.panel = 'settings';
    await until(() => isShown() && text() !== undefined);
    expect([text(), key()?.textContent.trim()]).to.deep.equal(['', 'H']);
  });

  it('uses keys for itself: neither the call nor the page hears them', async () => {
    page = await openedPage('shortcuts');
    const heard: string[] = [];
    page.box.addEventListener('keydown', ({ key }) => heard.push(key));
    await sendKeys({ press: 'm' });
    await sendKeys({ press: 'c' });
    expect(heard).to.deep.equal([]);
    expect([page.room.snapshot.self.sources.microphone.on, page.room.panel]).to.deep.equal([true, 'settings']);
  });

  it('has the devices of the room, with their words for one that is refused', async () => {
    page = await openedPage();
    const pickers = [...(dialogOf()?.querySelectorAll('noom-device-select') ?? [])];
    expect(pickers.map(({ kind }) => kind)).to.deep.equal(['camera', 'microphone', 'speaker']);
    page.memory.devices.deny('camera');
    await page.room.setCamera(false);
    await page.room.setCamera(true).catch(() => undefined);
    await until(() => pickers[0]?.shadowRoot?.querySelector('.note') !== null);
    await page.drawn();
    expect(pickers[0]?.permission).to.equal('denied');
    expect(isShown()).to.equal(true);
  });

  it('is accessible, in both languages, and in Korean has no English', async () => {
    page = await openedPage('lang="ko" shortcuts');
    expect(inside('#title')?.textContent.trim()).to.equal('설정');
    const text = dialogOf()?.textContent.replace(/English|\s+/g, ' ') ?? '';
    expect(/[a-z]{2,}/i.exec(text)?.[0]).to.equal(undefined);
    await expectAccessible(page.box);
    page.room.lang = 'en';
    await until(() => inside('#title')?.textContent.trim() === 'Settings');
    await expectAccessible(page.box);
  });
});
