import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('the menu of a tile on the stage', () => {
  let page: RoomOnPage;
  let stage: NoomStage;

  beforeEach(async () => {
    page = await putRoom({
      markup: '<div style="width: 900px; height: 500px"><noom-stage></noom-stage></div>',
      people: [{ name: 'Ann' }, { name: 'Bob' }],
    });
    stage = page.find('noom-stage');
    await until(() => button('Options for Ann'));
  });
  afterEach(() => page.close());

  const root = (): ShadowRoot => stage.shadowRoot as ShadowRoot;
  const button = (name: string): HTMLElement | null => root().querySelector<HTMLElement>(`[aria-label="${name}"]`);
  const tiles = (): NoomVideo[] => [...root().querySelectorAll('noom-video')];
  const items = (): string[] =>
    [...root().querySelectorAll<HTMLElement>('.menu:popover-open .item')].map(({ innerText }) => innerText.trim());
  const pictureItems = document.pictureInPictureEnabled ? ['Picture in picture', 'Save a picture'] : ['Save a picture'];
  const idOf = (name: string): string =>
    page.memory.participants.find((one) => one.call.snapshot.self.name === name)?.id ?? '';

  async function open(name: string): Promise<string[]> {
    button(`Options for ${name}`)?.click();
    await until(() => items().length > 0);
    return items();
  }

  async function choose(label: string): Promise<void> {
    const item = [...root().querySelectorAll<HTMLElement>('.menu:popover-open .item')].find(
      ({ innerText }) => innerText.trim() === label,
    );
    if (item === undefined) throw new Error(`There is no “${label}” among ${items().join(', ')}.`);
    item.click();
    await until(() => items().length === 0);
  }

  it('has its words beside the icons, in any direction', async () => {
    page.room.dir = 'rtl';
    await open('Ann');
    const text = root().querySelector('.menu:popover-open .item > span') as HTMLElement;
    expect(getComputedStyle(text).textAlign).to.equal('right');
  });

  it('is alone over a small tile, which has no room for a pin beside its badges; a pin with the focus stays', async () => {
    const box = stage.parentElement;
    const pin = (): HTMLElement | null => root().querySelector<HTMLElement>('.tile .pin');
    expect(pin()?.checkVisibility()).to.equal(true);
    pin()?.focus();
    if (box) box.style.width = box.style.height = '200px';
    await until(() => tiles().every(({ clientWidth }) => clientWidth < 180));
    expect(pin()?.checkVisibility()).to.equal(true);
    (root().activeElement as HTMLElement | null)?.blur();
    await until(() => pin()?.checkVisibility() === false);
    expect(button('Options for Ann')?.checkVisibility()).to.equal(true);
    expect((await open('Ann'))[0]).to.equal('Put Ann first');
  });

  it('is reached by the keyboard, pins, and returns the focus to its button', async () => {
    button('Options for Ann')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => root().activeElement?.classList.contains('item') === true);
    await expectAccessible(page.room);
    expect(items()[0]).to.equal('Put Ann first');
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.pinnedId === idOf('Ann'));
    expect(root().activeElement?.getAttribute('aria-label')).to.equal('Options for Ann');
    expect((await open('Ann'))[0]).to.equal('Stop putting Ann first');
    await sendKeys({ press: 'Escape' });
    await until(() => items().length === 0);
  });

  it('offers a moderator the spotlight and the microphone, as wishes that the page can cancel', async () => {
    await page.memory.participants[0]?.call.setRole(page.room.snapshot.self.id, 'host');
    await until(() => page.room.snapshot.self.role === 'host');
    await open('Bob');
    await choose('Put Bob first for everyone');
    await until(() => page.room.snapshot.spotlightId === idOf('Bob'));
    await until(() => tiles().some((tile) => tile.classList.contains('main') && tile.participant === idOf('Bob')));
    await open('Bob');
    await choose('Stop putting Bob first for everyone');
    await until(() => page.room.snapshot.spotlightId === null);
    await open('Bob');
    await choose('Turn off Bob’s microphone');
    await until(() => page.memory.participants[1]?.call.snapshot.self.sources.microphone.on === false);
    expect(await open('Bob')).not.to.include('Turn off Bob’s microphone');
    page.room.addEventListener('noom-moderation-request', (event) => {
      event.preventDefault();
    });
    await choose('Put Bob first for everyone');
    expect(page.room.snapshot.spotlightId).to.equal(null);
  });

  it('does not offer a guest what only a moderator may do', async () => {
    expect(page.room.snapshot.self.role).to.equal('guest');
    expect((await open('Bob')).filter((item) => /everyone|microphone/.test(item))).to.deep.equal([]);
  });

  it('offers a cohost what they may do to the host: not the microphone', async () => {
    await page.memory.participants[0]?.call.setRole(page.room.snapshot.self.id, 'cohost');
    await until(() => page.room.snapshot.self.role === 'cohost');
    const moderation = (all: string[]): string[] => all.filter((item) => /everyone|microphone/.test(item));
    expect(moderation(await open('Ann'))).to.deep.equal(['Put Ann first for everyone']);
    await sendKeys({ press: 'Escape' });
    await until(() => items().length === 0);
    expect(moderation(await open('Bob'))).to.deep.equal(['Put Bob first for everyone', 'Turn off Bob’s microphone']);
  });

  it('tells as an error of the room a wish that is refused, and keeps the focus at its button', async () => {
    await page.memory.participants[0]?.call.setRole(page.room.snapshot.self.id, 'cohost');
    await until(() => page.room.snapshot.self.role === 'cohost');
    Object.assign(page.room.call, { spotlight: () => Promise.reject(new CallError('not-allowed')) });
    const told = new Promise<string>((resolve) => {
      page.room.addEventListener('noom-error', ({ error }) => {
        resolve(error.code);
      });
    });
    await open('Ann');
    await until(() => root().activeElement?.classList.contains('item') === true);
    await choose('Put Ann first for everyone');
    expect(await told).to.equal('not-allowed');
    expect([page.room.snapshot.spotlightId, root().activeElement?.ariaLabel]).to.deep.equal([null, 'Options for Ann']);
  });

  it('names the menu of a shared screen by the screen, in every language', async () => {
    await page.memory.participants[0]?.shareScreen();
    await until(() => button('Options for the screen of Ann'));
    const labels = (): string[] =>
      [...root().querySelectorAll('[part=tile-button]')].map((one) => one.getAttribute('aria-label') ?? '');
    const shown = ['the screen of Ann', 'Ann', 'Bob', 'You'];
    expect(labels()).to.have.members(shown.map((name) => `Options for ${name}`));
    expect(await open('the screen of Ann')).to.deep.equal(['Enter full screen', ...pictureItems]);
    await sendKeys({ press: 'Escape' });
    page.room.lang = 'ko';
    await until(() => button('Ann 님이 공유한 화면 옵션'));
    expect(labels()).to.have.members(['Ann 님이 공유한 화면', 'Ann', 'Bob', '나'].map((name) => `${name} 옵션`));
  });

  it('fills the screen and no longer, by the menu and by Escape, and always offers what is next', async () => {
    /** By the keyboard: only a real press may fill the screen. Returns the label. */
    const press = async (): Promise<string> => {
      button('Options for Bob')?.focus();
      await sendKeys({ press: 'Enter' });
      const current = (): string => (root().activeElement as HTMLElement | null)?.innerText.trim() ?? '';
      await until(() => root().activeElement?.classList.contains('item') === true);
      while (!current().includes('full screen')) await sendKeys({ press: 'ArrowDown' });
      const label = current();
      await sendKeys({ press: 'Enter' });
      return label;
    };
    const isFull = (): boolean => root().fullscreenElement === tiles()[1];
    expect(await press()).to.equal('Enter full screen');
    await until(isFull);
    expect(await press()).to.equal('Exit full screen');
    await until(() => !isFull());
    expect(await press()).to.equal('Enter full screen');
    await until(isFull);
    await sendKeys({ press: 'Escape' });
    // Chromium does not take this key from a driver.
    if (!navigator.userAgent.includes('Firefox')) await document.exitFullscreen();
    await until(() => document.fullscreenElement === null);
    expect(await open('Bob')).to.include('Enter full screen');
  });

  it('goes with its participant, and the focus stays in the stage', async () => {
    button('Options for Bob')?.focus();
    await open('Bob');
    await until(() => root().activeElement?.classList.contains('item') === true);
    await page.memory.participants[1]?.leave();
    await until(() => tiles().length === 2);
    expect(items()).to.deep.equal([]);
    await until(() => root().activeElement !== null);
  });

  it('saves a picture under a name that no path can hide in', async () => {
    const saved: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    try {
      await until(() => tiles()[0]?.shadowRoot?.querySelector('video:not([hidden])'));
      await open('Ann');
      await choose('Save a picture');
      await until(() => saved.length === 1);
      expect(saved[0]).to.match(/^Ann \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it('tells as an error of the room what the browser refuses', async () => {
    const tile = tiles()[0] as NoomVideo;
    tile.requestFullscreen = () => Promise.reject(new TypeError('not here'));
    expect(document.fullscreenEnabled).to.equal(true);
    await open('Ann');
    const told = new Promise<string>((resolve) => {
      page.room.addEventListener('noom-error', ({ error }) => {
        resolve(error.code);
      });
    });
    await choose('Enter full screen');
    expect(await told).to.equal('unsupported');
  });

  it('leaves the focus at what it is on when another line comes or goes', async () => {
    await open('Ann');
    const focused = (): string => (root().activeElement as HTMLElement | null)?.innerText.trim() ?? '';
    await until(() => focused() === 'Put Ann first');
    await sendKeys({ press: 'End' });
    expect(focused()).to.equal('Save a picture');
    const [, bob] = page.memory.participants;
    await bob?.call.leave();
    await until(() => !items().includes('Put Ann first'));
    expect(focused()).to.equal('Save a picture');
  });
});
