import { expect } from '@open-wc/testing';
import { executeServerCommand, sendMouse } from '@web/test-runner-commands';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import '../../../src/components/noom-video/index.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';

describe('<noom-video>', () => {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    await page?.close();
    page = null;
  });

  async function put(options: RoomOnPageOptions): Promise<{ page: RoomOnPage; tile: NoomVideo }> {
    page = await putRoom(options);
    const tile = page.find('noom-video');
    await tile.updateComplete;
    return { page, tile };
  }
  const label = (tile: NoomVideo): string => inside(tile, '[role=group]').getAttribute('aria-label') ?? '';
  const video = (tile: NoomVideo): HTMLVideoElement => inside(tile, 'video') as HTMLVideoElement;

  it('is accessible, with and without a picture', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video><noom-video participant="local"></noom-video>',
      people: [{ name: 'Ann', camera: false, microphone: false, hand: true }],
    });
    await expectAccessible(page.room);
    expect(label(tile)).to.equal('Ann, microphone off, camera off, hand raised');
    const own = page.room.querySelector<NoomVideo>('[participant=local]');
    expect(own && label(own)).to.equal('Me (you)');
  });

  it('has the number of the hand of whom it is pointed at, at once', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }, { name: 'Ben' }],
    });
    const [first, second] = page.room.snapshot.participants.filter(({ isLocal }) => !isLocal);
    for (const { name } of [second, first].filter((each) => each !== undefined)) {
      await page.memory.participants.find((other) => other.name === name)?.raiseHand();
    }
    await until(() => label(tile).includes('hand raised, number 2'));
    tile.participant = second?.id ?? '';
    await tile.updateComplete;
    expect(label(tile)).to.include(`${second?.name ?? ''}, hand raised, number 1`);
  });

  it('shows a notice in place of the local participant’s own screen, and the screens of others', async () => {
    const { page, tile } = await put({
      markup:
        '<noom-video participant="local" source="screen"></noom-video><noom-video participant="screen"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await page.room.shareScreen(true);
    await until(() => label(tile) === 'You are sharing your screen');
    await until(() => tile.shadowRoot?.querySelector('[part=notice]')?.checkVisibility() === true);
    expect([video(tile).hidden, video(tile).srcObject]).to.deep.equal([true, null]);
    await expectAccessible(page.room);
    await page.memory.participants[0]?.shareScreen();
    const other = page.room.querySelector<NoomVideo>('[participant=screen]') as NoomVideo;
    await until(() => label(other) === 'Screen of Ann' && !video(other).hidden);
    expect(getComputedStyle(video(other)).objectFit).to.equal('contain');
  });

  it('is no Tab stop', async () => {
    const { tile } = await put({ markup: '<noom-video></noom-video>', people: [{ name: 'Ann' }] });
    expect(
      tile.shadowRoot?.querySelector('button, a, [tabindex]:not([tabindex="-1"]), video:not([tabindex])'),
    ).to.equal(null);
  });

  it('shows the active speaker by default, else the first remote participant, else the local one', async () => {
    const { page, tile } = await put({ markup: '<noom-video></noom-video>' });
    expect(label(tile)).to.contain('(you)');
    const ann = page.memory.add({ name: 'Ann' });
    const jun = page.memory.add({ name: 'Jun' });
    await Promise.all([ann.joined, jun.joined]);
    await until(() => label(tile).startsWith('Ann'));
    jun.speak();
    await until(() => label(tile).startsWith('Jun'));
  });

  it('reflects the participant’s state, as attributes and as custom states', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    const [ann] = page.memory.participants;
    expect(tile.matches('[microphone][camera]:state(microphone):state(camera)')).to.equal(true);
    expect(tile.matches('[speaking], [hand], [local], [pinned]')).to.equal(false);
    await ann?.setMicrophone(false);
    await ann?.setCamera(false);
    await ann?.raiseHand();
    await page.room.call.pin(ann?.id ?? '');
    await until(() =>
      tile.matches('[hand]:state(hand):not([microphone], [camera], :state(microphone), :state(camera))'),
    );
    await until(() => tile.matches('[pinned]:state(pinned)'));
    expect([tile.microphone, tile.camera, tile.hand, tile.pinned, tile.local]).to.deep.equal([
      false,
      false,
      true,
      true,
      false,
    ]);
    await ann?.setMicrophone(true);
    ann?.speak();
    await until(() => tile.matches('[speaking]:state(speaking)'));
    expect(tile.getAttribute('quality')).to.equal(tile.quality);
    tile.participant = 'local';
    await tile.updateComplete;
    expect(tile.matches('[local]:state(local):not([pinned])')).to.equal(true);
  });

  it('plays the picture, without sound, and keeps its stream whatever else changes', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await showsFrames(video(tile), 3);
    const stream = video(tile).srcObject as MediaStream;
    expect(stream.getAudioTracks()).to.deep.equal([]);
    expect(video(tile).muted && video(tile).hasAttribute('playsinline')).to.equal(true);
    const [ann] = page.memory.participants;
    await ann?.raiseHand();
    ann?.speak();
    await until(() => tile.matches('[hand][speaking]'));
    tile.fit = 'contain';
    await tile.updateComplete;
    expect(video(tile).srcObject).to.equal(stream);
  });

  it('keeps its stream and picture when a camera is exchanged, and changes both for another participant', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await showsFrames(video(tile), 2);
    await tile.updateComplete;
    const stream = video(tile).srcObject as MediaStream;
    const [before] = stream.getVideoTracks();
    const blinks: unknown[] = [];
    const watch = new MutationObserver(() => blinks.push(video(tile).hidden));
    watch.observe(video(tile), { attributeFilter: ['hidden'] });
    await page.memory.participants[0]?.call.flipCamera();
    await until(() => stream.getVideoTracks()[0] !== before);
    await showsFrames(video(tile), 2);
    expect([video(tile).srcObject === stream, stream.getTracks().length, blinks]).to.deep.equal([true, 1, []]);
    watch.disconnect();
    tile.participant = 'local';
    await until(() => video(tile).srcObject !== stream);
    await showsFrames(video(tile), 2);
  });

  it('goes on playing after it moved in the page, and plays again after it was removed', async () => {
    const { page, tile } = await put({
      markup: '<div></div><noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await showsFrames(video(tile), 2);
    page.room.querySelector('div')?.append(tile);
    await showsFrames(video(tile), 3);
    expect(video(tile).paused).to.equal(false);
    tile.remove();
    await tile.updateComplete;
    expect(video(tile).srcObject).to.equal(null);
    page.room.append(tile);
    await showsFrames(video(tile), 3);
  });

  it('shows an avatar while the camera is off, and the picture again when it is on', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Jun Lee', camera: false }],
    });
    expect(inside(tile, '[part=avatar]').textContent.trim()).to.equal('JL');
    expect(inside(tile, '[part=placeholder]').hidden).to.equal(false);
    await page.memory.participants[0]?.setCamera(true);
    await showsFrames(video(tile), 2);
    await until(() => inside(tile, '[part=placeholder]').hidden);
    await page.memory.participants[0]?.setCamera(false);
    await until(() => !inside(tile, '[part=placeholder]').hidden && video(tile).hidden);
  });

  it('mirrors the local front camera only, unless told otherwise', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="local"></noom-video><noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    const isMirrored = (of: NoomVideo): boolean => getComputedStyle(video(of)).transform.startsWith('matrix(-1');
    await until(() => isMirrored(tile), 'the local picture is mirrored, once it is there');
    const remote = page.room.querySelector<NoomVideo>('[participant=remote]');
    if (remote === null) throw new Error('There is no remote tile.');
    await until(() => !video(remote).hidden);
    expect(isMirrored(remote)).to.equal(false);
    await page.room.call.flipCamera();
    await until(() => !video(tile).hidden && !isMirrored(tile), 'the back camera is not mirrored');
    const { track } = page.room.snapshot.self.sources.camera;
    if (track !== null) track.getSettings = () => ({});
    tile.requestUpdate();
    await tile.updateComplete;
    expect(isMirrored(tile), 'also when its track has no facingMode').to.equal(false);
    tile.mirror = 'on';
    await tile.updateComplete;
    expect(isMirrored(tile)).to.equal(true);
    tile.mirror = 'off';
    await tile.updateComplete;
    expect(isMirrored(tile)).to.equal(false);
  });

  it('says that a connection was lost, and drops that when it is back', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await until(() => page.room.snapshot.participants[1]?.connection === 'connected');
    await tile.updateComplete;
    page.memory.participants[0]?.interrupt();
    await until(() => label(tile) === 'Ann, reconnecting…');
    // By code that the room fetches once it has joined.
    await until(() => tile.shadowRoot?.querySelector('.lost')?.textContent.trim() === 'reconnecting…');
    page.memory.participants[0]?.restore();
    await until(() => label(tile) === 'Ann');
    expect(tile.shadowRoot?.querySelector('.lost')).to.equal(null);
  });

  it('captures a picture as a PNG, and says when there is none', async () => {
    const { page, tile } = await put({
      markup: '<noom-video participant="remote"></noom-video>',
      people: [{ name: 'Ann' }],
    });
    await showsFrames(video(tile), 1);
    const image = await createImageBitmap(await tile.snapshot());
    expect([image.width, image.height]).to.deep.equal([video(tile).videoWidth, video(tile).videoHeight]);
    await page.memory.participants[0]?.leave();
    tile.participant = 'nobody';
    await tile.updateComplete;
    const error = await tile.snapshot().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('name', 'InvalidStateError');
  });

  it('fills the screen on request', async () => {
    const { tile } = await put({ markup: '<noom-video participant="local"></noom-video>' });
    // Only a user's gesture may fill the screen.
    const isAsked = new Promise<void>((resolve, reject) => {
      tile.addEventListener('click', () => void tile.requestFullscreen().then(resolve, reject), { once: true });
    });
    const { x, y } = tile.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x) + 20, Math.round(y) + 20] });
    await isAsked;
    expect(document.fullscreenElement).to.equal(tile);
    await document.exitFullscreen();
  });

  it('opens a picture-in-picture window on request', async () => {
    const { tile } = await put({ markup: '<noom-video participant="local"></noom-video>' });
    await showsFrames(video(tile), 1);
    const isAsked = new Promise<void>((resolve, reject) => {
      tile.addEventListener('click', () => void tile.requestPictureInPicture().then(() => resolve(), reject), {
        once: true,
      });
    });
    const { x, y } = tile.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x) + 20, Math.round(y) + 20] });
    await isAsked;
    expect(document.pictureInPictureElement).to.equal(tile);
    await document.exitPictureInPicture();
    // In Firefox the window keeps the focus that the tests after this one need.
    await executeServerCommand('bring-to-front');
  });

  it('draws names as text that cannot disturb the text around it', async () => {
    const name = '<img src=x onerror=alert(1)> \u202eevil';
    const { tile } = await put({ markup: '<noom-video participant="remote"></noom-video>', people: [{ name }] });
    expect(tile.shadowRoot?.querySelector('img')).to.equal(null);
    expect(inside(tile, 'bdi[part=name]').textContent).to.equal('<img src=x onerror=alert(1)> evil');
  });
});

function inside(tile: NoomVideo, selector: string): HTMLElement {
  const found = tile.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The tile has no ${selector}.`);
  return found;
}

/** Resolves when so many more frames were decoded and shown. */
async function showsFrames(video: HTMLVideoElement, count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => {
      video.requestVideoFrameCallback(resolve);
    });
  }
}
