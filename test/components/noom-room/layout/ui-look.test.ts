import { expect } from '@open-wc/testing';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

describe('the built-in UI of <noom-room>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const control = (name: string): HTMLElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLElement;
  it('has the ways back whole in a narrow box', async () => {
    page = await RoomPage.joined({ width: 200 });
    await page.room.leave();
    await until(() => page.find('.message .button'));
    const message = page.find('.message');
    expect(message?.scrollWidth).to.equal(message?.clientWidth);
  });

  it('has the pager of the stage above the toolbar in a very low box', async () => {
    const participants = ['Bo', 'Cy', 'Di', 'Ed', 'Flo'].map((name) => ({ name }));
    page = await RoomPage.joined({ width: 200, height: 150, participants, attributes: 'style="min-height: 0"' });
    const pager = (): Element | null | undefined => page.find('noom-stage')?.shadowRoot?.querySelector('.pager');
    await until(pager);
    await until(() => page.controls.shadowRoot?.querySelector('[data-name=leave]'));
    // It folds once it is laid out, after it was drawn.
    await until(() => page.controls.getBoundingClientRect().height < 50, 'the toolbar is one row');
    const top = page.find('.controls')?.getBoundingClientRect().top ?? 0;
    await until(() => Number(pager()?.getBoundingClientRect().bottom) <= top + 1);
  });

  it('leaves most of a very low and narrow box to the tiles', async () => {
    page = await RoomPage.joined({
      width: 200,
      height: 150,
      participants: [{ name: 'Bo' }],
      attributes: 'style="min-height: 0"',
    });
    await until(() => page.controls.shadowRoot?.querySelector('[data-name=leave]'));
    const tiles = (): Element[] => [...(page.find('noom-stage')?.shadowRoot?.querySelectorAll('noom-video') ?? [])];
    const height = (): number => Math.max(...tiles().map((tile) => tile.getBoundingClientRect().height));
    const toolbar = (): number => page.controls.getBoundingClientRect().height;
    // It folds once it is laid out, and the tiles follow.
    await until(() => toolbar() < 50, 'the toolbar is one row');
    await until(() => tiles().length > 0 && height() >= 75, 'a tile is half as high as the box');
    expect(toolbar()).to.be.below(50);
  });

  describe('slots', () => {
    it('replace each region', async () => {
      page = await RoomPage.joined({
        children: ['header', 'stage', 'controls', 'side', 'left', 'error', 'prejoin', 'lobby']
          .map((name) => `<b slot="${name}">my ${name}</b>`)
          .join(''),
      });
      const seen = (): string[] =>
        [...page.room.children].filter((child) => child.checkVisibility()).map(({ slot }) => slot);
      expect(seen()).to.have.members(['header', 'stage', 'controls']);
      expect(page.find('noom-stage')?.checkVisibility() ?? false).to.equal(false);
      page.room.panel = 'chat';
      await page.drawn();
      expect(seen()).to.have.members(['header', 'stage', 'controls', 'side']);
      await page.room.leave();
      await page.drawn();
      expect(seen()).to.have.members(['left']);
    });

    it('give way to children without a slot, also when these are added later', async () => {
      page = await RoomPage.joined();
      expect(page.find('.base')).to.not.equal(null);
      page.room.append('\n  ');
      await page.drawn();
      expect(page.find('.base')).to.not.equal(null);
      const own = document.createElement('p');
      page.room.append(own);
      await until(() => page.find('.base') === null);
      own.remove();
      await until(() => page.find('.base') !== null);
    });
  });

  describe('its look', () => {
    it('fills its container, and the window where that has no height', async () => {
      page = await RoomPage.joined({ width: 800, height: 500 });
      const size = (): number[] => {
        const { width, height } = page.room.getBoundingClientRect();
        return [width, height];
      };
      expect(size()).to.deep.equal([800, 500]);
      page.box.style.height = '';
      expect(size()).to.deep.equal([800, window.innerHeight - 16]);
    });

    it('takes no height of its own around a page’s UI', async () => {
      page = new RoomPage({ children: '<p style="height: 40px; margin: 0">…</p>' });
      page.box.style.height = '';
      await page.drawn();
      expect(page.room.getBoundingClientRect().height).to.equal(40);
    });

    it('is light or dark as its theme says, else as the page is', async () => {
      page = await RoomPage.joined({ attributes: 'theme="dark"' });
      const background = (): string => getComputedStyle(page.room).backgroundColor;
      const dark = 'rgb(14, 17, 22)';
      const light = 'rgb(244, 246, 249)';
      expect(background()).to.equal(dark);
      page.room.theme = 'light';
      await page.drawn();
      expect(background()).to.equal(light);
      page.box.style.colorScheme = 'dark';
      page.room.theme = 'auto';
      await page.drawn();
      expect(background()).to.equal(dark);
      page.box.style.setProperty('--noom-color-bg', 'rgb(1, 2, 3)');
      expect(background()).to.equal('rgb(1, 2, 3)');
    });

    it('changes its language with the page', async () => {
      page = await RoomPage.joined();
      expect(control('microphone').getAttribute('aria-label')).to.equal('Turn microphone off');
      page.room.lang = 'ko';
      await until(() => control('microphone').getAttribute('aria-label') === '마이크 끄기');
      page.room.removeAttribute('lang');
      document.documentElement.lang = 'ko';
      await page.drawn();
      expect(control('microphone').getAttribute('aria-label')).to.equal('마이크 끄기');
      document.documentElement.removeAttribute('lang');
      await until(() => control('microphone').getAttribute('aria-label') === 'Turn microphone off');
    });
  });
});
