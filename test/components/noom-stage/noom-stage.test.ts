// Longer than others because all of its cases are of the same stage and tiles.
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import type { DrawnParticipantOptions } from '../../../src/testing/index.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';

const NAMES = ['Ann', 'Minji', 'Jun', 'Kai', 'Sam', 'Mia', 'Leo', 'Zoe'];
const people = (count: number): DrawnParticipantOptions[] => NAMES.slice(0, count).map((name) => ({ name }));

describe('<noom-stage>', () => {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    await page?.close();
    page = null;
  });

  /** A stage of so many CSS pixels, drawn. */
  async function put(
    options: Partial<RoomOnPageOptions> & { width?: number; height?: number; attributes?: string } = {},
  ): Promise<{ page: RoomOnPage; stage: NoomStage }> {
    const { width = 900, height = 500, attributes = '', ...rest } = options;
    page = await putRoom({ markup: `<div><noom-stage ${attributes}></noom-stage></div>`, ...rest });
    const box = page.room.querySelector('div');
    if (box !== null) Object.assign(box.style, { width: `${width}px`, height: `${height}px` });
    const stage = page.find('noom-stage');
    await until(() => tiles(stage).length > 0 || rest.isJoining === false, 'tiles are drawn');
    return { page, stage };
  }
  const resize = (page: RoomOnPage, width: number, height: number): void => {
    const box = page.room.querySelector('div');
    if (box !== null) Object.assign(box.style, { width: `${width}px`, height: `${height}px` });
  };

  it('lets the keyboard put somebody first and leaf through pages', async () => {
    const { page, stage } = await put({ people: people(3), attributes: 'max-tiles="3"' });
    // They are lazy.
    await until(() => stage.shadowRoot?.querySelector('.pin'));
    // In the order in which the Tab key reaches them.
    const names = ['Ann', 'Minji', 'Jun'].flatMap((name) => [`Put ${name} first`, `Options for ${name}`]);
    for (const pressed of [...names, 'Previous page', 'Next page']) {
      await sendKeys({ press: 'Tab' });
      expect(stage.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal(pressed);
    }
    await sendKeys({ press: 'Enter' });
    await until(() => tiles(stage).map(keyOf).join() === 'local');
    expect(stage.shadowRoot?.activeElement?.getAttribute('aria-disabled')).to.equal('true');
    stage.maxTiles = 0;
    await until(() => tiles(stage).length === 4);
    stage.shadowRoot?.querySelector<HTMLElement>('.pin')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.pinnedId === page.memory.participants[0]?.id);
  });

  it('gives a shared screen the stage, and takes it back, with the same tiles of the participants', async () => {
    const { page, stage } = await put({ people: people(2) });
    const before = tiles(stage);
    const [ann] = page.memory.participants;
    await ann?.shareScreen();
    const screen = (): NoomVideo | undefined => tiles(stage).find(isMain);
    await until(() => screen()?.source === 'screen' && screen()?.participant === ann?.id);
    await expectAccessible(page.room);
    expect(tiles(stage)).to.include.members(before);
    ann?.displays.end();
    await until(() => screen() === undefined && tiles(stage).length === before.length);
    expect(tiles(stage)).to.have.ordered.members(before);
  });

  it('shows a notice for the local screen, beside the participants', async () => {
    const { page, stage } = await put({ people: people(1) });
    await page.room.shareScreen(true);
    await until(() => tiles(stage).map(keyOf).includes('local:screen'));
    expect(tiles(stage).some(isMain)).to.equal(false);
    const notice = tiles(stage).find((tile) => keyOf(tile) === 'local:screen')?.shadowRoot;
    expect(notice?.querySelector('.notice')?.textContent).to.include('You are sharing your screen');
    await expectAccessible(page.room);
  });

  it('says whether a participant is pinned, and keeps the focus, when the keyboard pins', async () => {
    const { page, stage } = await put({ people: people(3) });
    const [, minji] = page.memory.participants;
    const button = (): HTMLElement | null => (stage.shadowRoot?.activeElement ?? null) as HTMLElement | null;
    while (button()?.getAttribute('aria-label') !== 'Put Minji first') await sendKeys({ press: 'Tab' });
    const pin = button();
    if (pin === null) throw new Error('Nothing has the focus.');
    expect([pin.localName, pin.getAttribute('aria-pressed'), getComputedStyle(pin).opacity]).to.deep.equal([
      ...['button', 'false', '1'],
    ]);
    expect(getComputedStyle(pin).outlineStyle).to.equal('solid');
    for (const [key, isPinned] of [
      [' ', true],
      ['Enter', false],
      ['Enter', true],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => page.room.snapshot.pinnedId === (isPinned ? minji?.id : null));
      await until(() => pin.getAttribute('aria-pressed') === String(isPinned));
      // The name stays: a screen reader says the state beside it.
      expect(pin.getAttribute('aria-label')).to.equal('Put Minji first');
      expect(pin.title).to.equal(isPinned ? 'Stop putting Minji first' : 'Put Minji first');
      await until(() => tiles(stage).some(isMain) === isPinned);
      expect(button()).to.equal(pin);
    }
    await expectAccessible(page.room);
    // A participant joins, another leaves: the focus of the keyboard stays where it is.
    await page.memory.add({ name: 'Kai' }).joined;
    await until(() => tiles(stage).length === 5);
    await page.memory.participants[0]?.leave();
    await until(() => tiles(stage).length === 4);
    expect(button()).to.equal(pin);
    // The pinned participant leaves: the focus moves to another tile's button.
    await minji?.leave();
    await until(() => tiles(stage).length === 3);
    await until(() => button() !== null && button() !== pin);
    expect([button()?.className.includes('pin'), page.room.snapshot.pinnedId]).to.deep.equal([true, null]);
  });

  it('has a tile for each participant, the local one last, inside its box', async () => {
    const { stage } = await put({ people: people(3) });
    expect(tiles(stage).map((tile) => tile.participant === 'local')).to.deep.equal([false, false, false, true]);
    const box = stage.getBoundingClientRect();
    for (const tile of tiles(stage)) {
      const { left, right, top, bottom, width } = tile.getBoundingClientRect();
      expect(left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom).to.equal(true);
      expect(width).to.be.above(400);
    }
  });

  it('keeps every tile and its picture while others join, leave and are pinned', async () => {
    const { page, stage } = await put({ people: people(2) });
    const [ann] = tiles(stage) as [NoomVideo];
    const own = tiles(stage).at(-1);
    await nextFrame(videoOf(ann));
    const picture = videoOf(ann).srcObject;
    const pauses: string[] = [];
    for (const type of ['pause', 'emptied', 'waiting'])
      videoOf(ann).addEventListener(type, ({ type }) => pauses.push(type));
    await page.memory.add({ name: 'Kai' }).joined;
    await until(() => tiles(stage).length === 4);
    await page.room.call.pin(page.memory.participants[2]?.id ?? '');
    await until(() => stage.shadowRoot?.querySelector('[part=filmstrip]') !== null);
    await page.memory.participants[1]?.leave();
    await until(() => tiles(stage).length === 3);
    expect(tiles(stage)[0]).to.equal(ann);
    expect(tiles(stage).at(-1)).to.equal(own);
    expect(videoOf(ann).srcObject).to.equal(picture);
    expect(videoOf(ann).paused).to.equal(false);
    expect(pauses).to.deep.equal([]);
    await nextFrame(videoOf(ann));
  });

  it('keeps the local participant’s tile when the id changes on joining', async () => {
    const { page, stage } = await put({ isJoining: false });
    await until(() => tiles(stage).length === 1);
    const [own] = tiles(stage);
    await page.room.join();
    await until(() => page.room.snapshot.self.id !== '');
    await stage.updateComplete;
    expect(tiles(stage)).to.deep.equal([own]);
  });

  it('says that it waits for others, until a participant joins', async () => {
    const { page, stage } = await put();
    const status = stage.shadowRoot?.querySelector('[role=status]');
    await until(() => status?.textContent.trim() === 'Waiting for others to join');
    await page.memory.add({ name: 'Ann' }).joined;
    await until(() => status?.textContent.trim() === '');
  });

  it('puts somebody first by button and by two clicks on the tile, and again in their place', async () => {
    const { page, stage } = await put({ people: people(2) });
    const pinnedId = (): string | null => page.room.snapshot.pinnedId;
    const [ann, minji] = page.memory.participants;
    stage.shadowRoot?.querySelectorAll<HTMLElement>('.pin')[1]?.click();
    await until(() => pinnedId() === minji?.id);
    await until(() => tiles(stage).find(isMain)?.participant === minji?.id);
    tiles(stage)[0]?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => pinnedId() === ann?.id);
    stage.shadowRoot?.querySelectorAll<HTMLElement>('.pin')[0]?.click();
    await until(() => pinnedId() === null);
  });

  it('lets a pin be undone with two left, and one of the local participant, and keeps the focus in the tile', async () => {
    const { page, stage } = await put({ people: people(2) });
    const pinnedId = (): string | null => page.room.snapshot.pinnedId;
    const [ann, minji] = page.memory.participants;
    const pins = (): HTMLElement[] => [...(stage.shadowRoot?.querySelectorAll<HTMLElement>('.pin') ?? [])];
    await until(() => pins().length === 2);
    await page.room.call.pin(ann?.id ?? null);
    await minji?.leave();
    await until(() => tiles(stage).length === 2);
    expect(pins().map(({ title }) => title)).to.deep.equal(['Stop putting Ann first']);
    pins()[0]?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => pinnedId() === null && pins().length === 0);
    const focused = (): Element | null => stage.shadowRoot?.activeElement ?? null;
    await until(() => focused()?.getAttribute('aria-label') === 'Options for Ann');
    await page.room.call.pin(ann?.id ?? null);
    await until(() => pins().length === 1);
    tiles(stage)[0]?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => pinnedId() === null);
    await page.room.call.pin(page.room.snapshot.self.id);
    await until(
      () =>
        pins()
          .map(({ title }) => title)
          .join() === 'Stop putting Me first',
    );
    pins()[0]?.click();
    await until(() => pinnedId() === null && pins().length === 0);
  });

  it('asks before, and changes nothing when the page cancels', async () => {
    const { page, stage } = await put({ people: people(2) });
    const asked: (string | null)[] = [];
    page.room.addEventListener('noom-pin-request', (event) => {
      asked.push(event.id);
      event.preventDefault();
    });
    stage.shadowRoot?.querySelector<HTMLElement>('.pin')?.click();
    await stage.updateComplete;
    expect(asked).to.deep.equal([page.memory.participants[0]?.id]);
    expect(page.room.snapshot.pinnedId).to.equal(null);
  });

  it('follows the room’s layout, unless it has one of its own', async () => {
    const { page, stage } = await put({ people: people(2) });
    expect(tiles(stage).some(isMain)).to.equal(false);
    page.room.layout = 'spotlight';
    await until(() => tiles(stage).some(isMain));
    stage.setAttribute('layout', 'grid');
    await until(() => !tiles(stage).some(isMain));
    stage.setAttribute('layout', 'nonsense');
    await stage.updateComplete;
    expect(tiles(stage)).to.have.length(3);
  });

  it('has pages of `max-tiles`', async () => {
    const { stage } = await put({ people: people(4), attributes: 'max-tiles="2"' });
    const leaf = (name: string): HTMLElement | null | undefined =>
      stage.shadowRoot?.querySelector<HTMLElement>(`[aria-label="${name}"]`);
    expect(tiles(stage)).to.have.length(2);
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 1 of 3');
    leaf('Previous page')?.click();
    await stage.updateComplete;
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 1 of 3');
    leaf('Next page')?.click();
    leaf('Next page')?.click();
    await stage.updateComplete;
    leaf('Next page')?.click();
    await until(() => tiles(stage).map(keyOf).join() === 'local');
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 3 of 3');
  });

  it('shows a participant who is pinned while the page changes, and the same page again afterwards', async () => {
    const { page, stage } = await put({ people: people(4), attributes: 'max-tiles="2"' });
    const next = (): HTMLElement | null =>
      stage.shadowRoot?.querySelector<HTMLElement>('[aria-label="Next page"]') ?? null;
    await until(next);
    const [ann] = page.memory.participants;
    next()?.click();
    await Promise.all([page.room.call.pin(ann?.id ?? null), stage.updateComplete]);
    await until(() => tiles(stage).find(isMain)?.participant === ann?.id);
    next()?.click();
    await page.room.call.pin(null);
    await until(() => !tiles(stage).some(isMain));
    const label = stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label');
    expect([label, tiles(stage).length]).to.deep.equal(['Page 3 of 3', 1]);
  });

  it('floats the local participant over the other on a phone, and puts both side by side where there is room', async () => {
    const { page, stage } = await put({ people: people(1), width: 366, height: 640 });
    const own = (): NoomVideo | undefined => tiles(stage).at(-1);
    await until(() => own()?.part.contains('float') === true);
    expect(tiles(stage)[0]?.getBoundingClientRect().width).to.equal(366);
    expect(own()?.getBoundingClientRect().width).to.be.below(140);
    const element = own();
    resize(page, 900, 500);
    await until(() => own()?.part.contains('float') === false);
    expect(own()).to.equal(element);
    stage.selfView = 'float';
    await until(() => own()?.part.contains('float') === true);
    stage.selfView = 'hidden';
    await until(() => tiles(stage).length === 1);
  });

  it('works in another document, where newcomers get tiles too', async () => {
    const { page, stage } = await put({ people: people(1) });
    const frame = document.createElement('iframe');
    frame.width = '600';
    frame.height = '400';
    document.body.append(frame);
    frame.contentDocument?.body.append(stage);
    await page.memory.add({ name: 'Kai' }).joined;
    await until(() => tiles(stage).length === 3);
    const sheets = tiles(stage).map((tile) => tile.shadowRoot?.adoptedStyleSheets.length ?? 0);
    expect(sheets).to.deep.equal([2, 2, 2]);
    const [ann, kai] = tiles(stage) as [NoomVideo, NoomVideo];
    await Promise.all([nextFrame(videoOf(ann)), nextFrame(videoOf(kai))]);
    expect(stage.getBoundingClientRect().height).to.be.above(100);
    frame.remove();
  });
});

function tiles(stage: NoomStage): NoomVideo[] {
  return [...(stage.shadowRoot?.querySelectorAll('noom-video') ?? [])];
}

function keyOf(tile: NoomVideo): string | undefined {
  return tile.dataset.key;
}

function isMain(tile: NoomVideo): boolean {
  return tile.classList.contains('main');
}

function videoOf(tile: NoomVideo): HTMLVideoElement {
  const video = tile.shadowRoot?.querySelector('video');
  if (!video) throw new Error('The tile has no video.');
  return video;
}

async function nextFrame(video: HTMLVideoElement): Promise<void> {
  await new Promise((resolve) => {
    video.requestVideoFrameCallback(resolve);
  });
}
