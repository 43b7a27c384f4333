import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { drawnWhole } from '../../harness/browser/look/drawn-whole.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { isMain, keyOf, people, resize, tiles, useStage } from './stage-on-page.js';

describe('<noom-stage>', () => {
  const put = useStage();

  afterEach(restore);

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
    const tile = tiles(stage).find((each) => keyOf(each) === 'local:screen')?.shadowRoot;
    const notice = (): Element | null | undefined => tile?.querySelector('.notice');
    await until(notice);
    expect(notice()?.textContent).to.include('You are sharing your screen');
    await expectAccessible(page.room);
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

  it('draws neither itself nor a tile again because a panel opens, or messages come unread', async () => {
    const { page, stage } = await put({ people: people(2) });
    await Promise.all(tiles(stage).map((tile) => until(() => !videoOf(tile).hidden)));
    await drawnWhole(page.room.call);
    const drawn: string[] = [];
    for (const tag of ['noom-stage', 'noom-video']) {
      const prototype = customElements.get(tag)?.prototype as HTMLElement & { performUpdate(): void };
      const { performUpdate } = prototype;
      replace(prototype, 'performUpdate', function (this: HTMLElement): void {
        drawn.push(tag);
        performUpdate.call(this);
      });
    }
    page.room.panel = 'chat';
    await page.room.updateComplete;
    page.room.panel = null;
    await page.memory.participants[0]?.say('Hello');
    await until(() => page.room.unread === 1);
    await page.room.updateComplete;
    await stage.updateComplete;
    await Promise.all(tiles(stage).map(({ updateComplete }) => updateComplete));
    expect(drawn).to.deep.equal([]);
    page.room.layout = 'spotlight';
    await until(() => tiles(stage).some(isMain));
    expect(drawn).to.include('noom-stage');
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
    // Their own, and those of what they load.
    const sheets = (): readonly number[] => tiles(stage).map((tile) => tile.shadowRoot?.adoptedStyleSheets.length ?? 0);
    await until(() => sheets().join(' ') === '3 3 3');
    const [ann, kai] = tiles(stage) as [NoomVideo, NoomVideo];
    await Promise.all([nextFrame(videoOf(ann)), nextFrame(videoOf(kai))]);
    expect(stage.getBoundingClientRect().height).to.be.above(100);
    frame.remove();
  });
});

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
