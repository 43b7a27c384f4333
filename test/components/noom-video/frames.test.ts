import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import '../../../src/components/noom-video/index.js';
import type { Colour } from '../../contracts/coloured-track.js';
import { ColourReader, Watcher, type Seen } from '../../harness/browser/look/seen-colour.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';

/** A portrait of one colour. */
const inColour = (colour: Colour) => ({ from: colour, to: colour, skin: colour });

describe('the frames that a <noom-video> shows', () => {
  let page: RoomOnPage;
  let tile: NoomVideo;
  let watcher: Watcher<Seen | 'avatar'>;

  beforeEach(async () => {
    page = await putRoom({
      markup: '<noom-video participant="local"></noom-video>',
      people: [
        { name: 'Ann', portrait: inColour('red') },
        { name: 'Bob', portrait: inColour('lime') },
      ],
      devices: { portrait: inColour('blue') },
    });
    tile = page.find('noom-video');
    await tile.updateComplete;
    const [video, reader] = [tile.shadowRoot?.querySelector('video') as HTMLVideoElement, new ColourReader()];
    watcher = new Watcher(() => (video.hidden ? 'avatar' : reader.read(video)));
    await watcher.sees('blue');
  });
  afterEach(async () => {
    watcher.close();
    await page.close();
  });

  async function turnTo(participant: string | undefined): Promise<void> {
    tile.participant = participant ?? '';
    await tile.updateComplete;
    watcher.restart();
  }

  it('are of the current participant alone, with the avatar until the first one, and never empty', async () => {
    const [ann, bob] = page.memory.participants;
    for (let round = 0; round < 3; round += 1) {
      for (const [id, colour] of [
        [ann?.id, 'red'],
        [bob?.id, 'lime'],
        ['local', 'blue'],
      ] as const) {
        await turnTo(id);
        await watcher.sees(colour);
        expect(watcher.seen).to.deep.equal(['avatar', colour]);
      }
    }
  });

  it('go on without the avatar or an empty one when a camera is exchanged', async () => {
    const [ann] = page.memory.participants;
    await turnTo(ann?.id);
    await watcher.sees('red');
    watcher.restart();
    const video = tile.shadowRoot?.querySelector('video');
    for (let round = 0; round < 3; round += 1) {
      const [before] = (video?.srcObject as MediaStream).getVideoTracks();
      await ann?.call.flipCamera();
      while ((video?.srcObject as MediaStream).getVideoTracks()[0] === before) await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < 5; frame += 1)
        await new Promise((resolve) => video?.requestVideoFrameCallback(resolve));
    }
    expect(watcher.seen).to.deep.equal(['red']);
  });

  it('end with the camera, and come back with it, with no empty one between', async () => {
    const [ann] = page.memory.participants;
    await turnTo(ann?.id);
    await watcher.sees('red');
    watcher.restart();
    await ann?.setCamera(false);
    await watcher.sees('avatar');
    await ann?.setCamera(true);
    await watcher.sees('red');
    expect(watcher.seen).to.deep.equal(['red', 'avatar', 'red']);
  });
});
