import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { AnyPage } from './any-page.js';

describe('in a page', () => {
  const world = new AnyPage();
  const { documentElement: html } = document;

  describe('that turns dark later', () => {
    const LIGHT = 'rgb(244, 246, 249)';
    const DARK = 'rgb(14, 17, 22)';
    const background = (): string => getComputedStyle(world.page.room).backgroundColor;
    const css = (text: string): HTMLStyleElement => {
      const style = document.createElement('style');
      style.textContent = text;
      return style;
    };

    async function open(): Promise<void> {
      world.page = new RoomPage({ attributes: 'room="tea"' });
      await world.page.inState('prejoin');
    }

    it('is followed when a class, a data attribute or a style of an ancestor changes it', async () => {
      const sheet = css('.dark main { color-scheme: dark } [data-theme=light] main { color-scheme: light }');
      document.head.append(sheet);
      await open();
      html.classList.add('dark');
      await until(() => background() === DARK);
      html.classList.remove('dark');
      html.dataset.theme = 'light';
      await until(() => background() === LIGHT && world.page.room.matches(':state(page-scheme)'));
      delete html.dataset.theme;
      await until(() => !world.page.room.matches(':state(page-scheme)'));
      html.style.colorScheme = 'dark';
      await until(() => background() === DARK);
      html.style.colorScheme = 'light';
      await until(() => background() === LIGHT);
      sheet.remove();
    });

    it('is followed when a style sheet is added, changed, disabled and removed', async () => {
      await open();
      const sheet = css('main { color-scheme: dark }');
      document.head.append(sheet);
      await until(() => background() === DARK);
      sheet.textContent = 'main { color-scheme: light }';
      await until(() => background() === LIGHT && world.page.room.matches(':state(page-scheme)'));
      sheet.media = 'print';
      await until(() => !world.page.room.matches(':state(page-scheme)'));
      sheet.media = '';
      await until(() => world.page.room.matches(':state(page-scheme)'));
      sheet.remove();
      await until(() => !world.page.room.matches(':state(page-scheme)'));
      // Anywhere in the page.
      const elsewhere = css('main { color-scheme: dark }');
      world.page.box.append(elsewhere);
      await until(() => background() === DARK);
    });

    it('is followed when a switch without script changes it', async () => {
      const sheet = css('body:has(#night:checked) { color-scheme: dark }');
      document.head.append(sheet);
      const night = Object.assign(document.createElement('input'), { type: 'checkbox', id: 'night' });
      document.body.append(night);
      await open();
      night.click();
      await until(() => background() === DARK);
      night.remove();
      sheet.remove();
    });

    it('is no longer observed when the room is gone', async () => {
      await open();
      const { room } = world.page;
      room.remove();
      html.style.colorScheme = 'dark';
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(room.matches(':state(page-scheme)')).to.equal(false);
      html.style.colorScheme = '';
    });
  });
});
