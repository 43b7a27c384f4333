import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
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
});

describe('the self view on the stage', () => {
  let page: RoomOnPage;
  let stage: NoomStage;

  afterEach(() => page.close());

  async function put(attributes = 'self-view="float"', dir = ''): Promise<void> {
    page = await putRoom({
      markup: `<div dir="${dir}" style="width: 700px; height: 400px"><noom-stage ${attributes}></noom-stage></div>`,
      people: [{ name: 'Ann' }],
    });
    stage = page.find('noom-stage');
    await until(() => root().querySelector('.tools'));
  }

  const root = (): ShadowRoot => stage.shadowRoot as ShadowRoot;
  const grip = (): HTMLElement => root().querySelector('.grip') as HTMLElement;
  const float = (): HTMLElement | null => root().querySelector<HTMLElement>('.tile.float');
  /** The corner of the stage in which the self view is, once it has come to rest: `right bottom`. */
  const corner = (): string => {
    const box = stage.getBoundingClientRect();
    const { left, right, top, bottom } = float()?.getBoundingClientRect() ?? box;
    const [atLeft, atRight] = [left - box.left < 20, box.right - right < 20];
    const [atTop, atBottom] = [top - box.top < 20, box.bottom - bottom < 20];
    return `${atLeft ? 'left' : atRight ? 'right' : '?'} ${atTop ? 'top' : atBottom ? 'bottom' : '?'}`;
  };
  const isAt = (wanted: string): Promise<unknown> => until(() => corner() === wanted, `it is at the ${wanted}`);
  const point = (type: string, x: number, y: number): void => {
    const options = { bubbles: true, pointerId: 1, isPrimary: true, button: 0, clientX: x, clientY: y };
    grip().dispatchEvent(new PointerEvent(type, options));
  };
  const choose = async (label: string): Promise<void> => {
    root().querySelector<HTMLElement>('[aria-label="Options for You"]')?.click();
    const item = (): HTMLElement | undefined =>
      [...root().querySelectorAll<HTMLElement>('.menu:popover-open .item')].find(
        ({ innerText }) => innerText.trim() === label,
      );
    await until(item);
    item()?.click();
  };

  it('goes from corner to corner by the arrow keys, which its description tells', async () => {
    await put();
    await isAt('right bottom');
    await expectAccessible(page.room);
    grip().focus();
    for (const [key, at, said] of [
      ['ArrowUp', 'right top', 'top right'],
      ['ArrowLeft', 'left top', 'top left'],
      ['ArrowDown', 'left bottom', 'bottom left'],
      ['ArrowRight', 'right bottom', 'bottom right'],
    ] as const) {
      await sendKeys({ press: key });
      await isAt(at);
      expect(grip().getAttribute('aria-description')).to.include(`at the ${said}`);
      expect(root().activeElement).to.equal(grip());
    }
    await choose('Move to another corner');
    await until(() => corner() !== 'right bottom');
  });

  it('goes the way that the arrow points from right to left, too', async () => {
    await put('self-view="float"', 'rtl');
    await isAt('left bottom');
    grip().focus();
    await sendKeys({ press: 'ArrowRight' });
    await isAt('right bottom');
    expect(grip().getAttribute('aria-description')).to.include('at the bottom right');
  });

  it('is dragged to the nearest corner, and stays inside a stage that shrinks meanwhile', async () => {
    await put();
    await isAt('right bottom');
    grip().setPointerCapture = () => undefined;
    const { left, top } = grip().getBoundingClientRect();
    point('pointerdown', left + 5, top + 5);
    point('pointermove', left - 400, top - 300);
    expect(float()?.hasAttribute('data-dragged')).to.equal(true);
    const box = page.room.querySelector('div') as HTMLElement;
    box.style.width = '340px';
    await until(() => stage.getBoundingClientRect().width === 340);
    const inside = (): boolean => {
      const [outer, inner] = [stage.getBoundingClientRect(), float()?.getBoundingClientRect() ?? new DOMRect()];
      return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top;
    };
    await until(inside);
    point('pointerup', left - 400, top - 300);
    await isAt('left top');
    expect(float()?.hasAttribute('data-dragged')).to.equal(false);
  });

  it('is dragged by a real pointer, while a press without a drag leaves it where it is', async () => {
    await put();
    await isAt('right bottom');
    const { left, top, width, height } = grip().getBoundingClientRect();
    const middle: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    await sendMouse({ type: 'click', position: middle });
    await stage.updateComplete;
    expect(corner()).to.equal('right bottom');
    await sendMouse({ type: 'move', position: middle });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [middle[0] - 200, middle[1] - 20] });
    await sendMouse({ type: 'move', position: [middle[0] - 500, middle[1] - 30] });
    await until(() => float()?.hasAttribute('data-dragged') === true);
    await sendMouse({ type: 'up' });
    await isAt('left bottom');
    expect(float()?.hasAttribute('data-dragged')).to.equal(false);
  });

  it('is hidden and comes back, and a new stage of the same call remembers it', async () => {
    await put('');
    await choose('Show yourself over the others');
    await isAt('right bottom');
    grip().focus();
    await sendKeys({ press: 'ArrowUp' });
    await isAt('right top');
    const box = stage.parentElement as HTMLElement;
    stage.remove();
    stage = document.createElement('noom-stage');
    box.append(stage);
    await until(() => float());
    await isAt('right top');
    await choose('Hide your own picture');
    await until(() => root().querySelectorAll('noom-video').length === 1);
    const show = (): HTMLElement | null => root().querySelector<HTMLElement>('.show-self');
    await expectAccessible(page.room);
    show()?.click();
    await until(() => root().querySelectorAll('noom-video').length === 2);
    expect([show(), float()]).to.deep.equal([null, null]);
    // The page decides anew.
    stage.selfView = 'hidden';
    await until(() => show());
  });
});
