import { expect } from '@open-wc/testing';
import { TileStream } from '../../../src/components/noom-video/tile-stream.js';
import { createColouredTrack, type Colour } from '../../contracts/coloured-track.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { ColourReader, Watcher, type Seen } from '../../harness/browser/look/seen-colour.js';
import { hurryTimers } from '../../fakes/browser/hurried-timers.js';
import { restore } from '../../fakes/browser/replaced.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** As long as a tile waits for another frame of the track before. */
const NO_FRAME_MS = 250;

/**
 * A video in the page, and what was seen of it at each of the page's own frames; `avatar` while a tile shows none of
 * it.
 */
class Tile {
  readonly video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
  readonly #stream = new TileStream({
    handleTrack: () => undefined,
    handleEnded: () => {
      this.show(...this.#shown);
    },
  });
  readonly #reader = new ColourReader();
  readonly #watcher: Watcher<Seen | 'avatar'>;
  #shown: Parameters<Tile['show']> = ['', null];
  #hasPicture = false;

  constructor() {
    document.body.append(this.video);
    this.video.onloadeddata = () => (this.#hasPicture = true);
    this.#watcher = new Watcher(() =>
      this.#hasPicture && !this.#stream.isEnded ? this.#reader.read(this.video) : 'avatar',
    );
  }

  /** Each colour in the order in which it appeared. */
  get seen(): (Seen | 'avatar')[] {
    return this.#watcher.seen;
  }

  /** The tracks in the video's stream. */
  get tracks(): MediaStreamTrack[] {
    return (this.video.srcObject as MediaStream).getTracks();
  }

  show(subject: string, track: MediaStreamTrack | null): void {
    this.#shown = [subject, track];
    this.#hasPicture &&= !this.#stream.isNew(subject, track);
    this.#stream.show(this.video, subject, track);
  }

  sees(colour: Seen | 'avatar'): Promise<void> {
    return this.#watcher.sees(colour);
  }

  close(): void {
    this.#watcher.close();
    this.show('', null);
    this.video.remove();
  }
}

describe('the picture of a tile', () => {
  let tile: Tile;
  let tracks: MediaStreamTrack[];

  beforeEach(() => {
    tile = new Tile();
    tracks = [];
  });
  afterEach(() => {
    restore();
    tile.close();
    for (const track of tracks) track.stop();
  });

  function paint(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    tracks.push(track);
    return track;
  }

  /** Shows red, and watches from then on. */
  async function begin(): Promise<MediaStreamTrack> {
    const red = paint('red');
    tile.show('ann camera', red);
    await tile.sees('red');
    tile.seen.splice(0);
    return red;
  }

  it('changes from a live track to the next one in its stream, without an empty frame', async () => {
    const red = await begin();
    const stream = tile.video.srcObject;
    let emptied = 0;
    tile.video.onemptied = () => (emptied += 1);
    for (let round = 0; round < 3; round += 1) {
      tile.show('ann camera', paint('lime'));
      await tile.sees('lime');
      tile.show('ann camera', red);
      await tile.sees('red');
    }
    expect([...new Set(tile.seen)]).to.have.members(['red', 'lime']);
    expect(tile.video.srcObject).to.equal(stream);
    expect([tile.tracks.length, tile.video.paused, emptied]).to.deep.equal([1, false, 0]);
  });

  it('goes over right after a frame, so that the picture stands no longer than between two frames', async () => {
    // Forty times more patience with the track before: on a busy machine its frames are as far apart as that has.
    hurryTimers('setTimeout', NO_FRAME_MS, 1 / 40);
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw.');
    const { track: slow, requestFrame } = captureOnRequest(canvas);
    tracks.push(slow);
    const timer = setInterval(() => {
      context.fillStyle = 'red';
      context.fillRect(0, 0, 64, 64);
      requestFrame();
    }, 200);
    const nextFrame = (): Promise<unknown> => new Promise((resolve) => tile.video.requestVideoFrameCallback(resolve));
    tile.show('ann camera', slow);
    await tile.sees('red');
    for (let round = 0; round < 3; round += 1) {
      await nextFrame();
      const lime = paint('lime');
      tile.show('ann camera', lime);
      let isAfterFrame = false;
      void nextFrame().then(() => (isAfterFrame = true));
      while (tile.tracks[0] !== lime) await new Promise(requestAnimationFrame);
      expect(isAfterFrame).to.equal(true);
      await tile.sees('lime');
      tile.show('ann camera', slow);
      await tile.sees('red');
    }
    clearInterval(timer);
  });

  it('goes over soon where the track before gives no more frames', async () => {
    await begin();
    const still = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
    still.getContext('2d')?.fillRect(0, 0, 64, 64);
    const { track: stands, requestFrame } = captureOnRequest(still);
    tracks.push(stands);
    requestFrame();
    tile.show('bob camera', stands);
    await tile.sees('black');
    tile.show('bob camera', paint('lime'));
    await tile.sees('lime');
    expect(tile.tracks).to.have.length(1);
  });

  it('goes on in a new stream after a track that has ended', async () => {
    const red = await begin();
    const stream = tile.video.srcObject;
    red.stop();
    tile.show('ann camera', paint('lime'));
    expect(tile.video.srcObject).not.to.equal(stream);
    await tile.sees('lime');
    expect(tile.tracks).to.have.length(1);
  });

  it('stays with a track that has frames while the next one has none', async () => {
    const red = await begin();
    const pc = new RTCPeerConnection();
    const cold = pc.addTransceiver('video').receiver.track;
    tile.show('ann camera', cold);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([tile.seen, tile.tracks]).to.deep.equal([['red'], [red]]);
    tile.show('ann camera', paint('lime'));
    await tile.sees('lime');
    expect(tile.seen).to.deep.equal(['red', 'lime']);
    pc.close();
  });

  it('drops a track that is stopped while the next one is awaited, when it is drawn next', async () => {
    const red = await begin();
    const pc = new RTCPeerConnection();
    const cold = pc.addTransceiver('video').receiver.track;
    tile.show('ann camera', cold);
    red.stop();
    tile.show('ann camera', cold);
    expect([tile.tracks.length, tile.tracks[0]?.id]).to.deep.equal([1, cold.id]);
    pc.close();
  });

  it('stays with its track when the next one is withdrawn before its first frame', async () => {
    const red = await begin();
    const pc = new RTCPeerConnection();
    tile.show('ann camera', pc.addTransceiver('video').receiver.track);
    tile.show('ann camera', red);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(tile.seen).to.deep.equal(['red']);
    pc.close();
  });

  for (const [what, subject] of [
    ['another participant', 'bob camera'],
    ['another source', 'ann screen'],
  ] as const) {
    it(`starts a new stream for ${what}, and shows no frame of the former one in it`, async () => {
      await begin();
      const stream = tile.video.srcObject;
      tile.show(subject, paint('lime'));
      tile.seen.splice(0);
      expect(tile.video.srcObject).not.to.equal(stream);
      await tile.sees('lime');
      expect(tile.seen).not.to.include('red');
    });

    it(`shows ${what} and nothing that was awaited before`, async () => {
      await begin();
      tile.show('ann camera', paint('blue'));
      tile.show(subject, paint('lime'));
      tile.seen.splice(0);
      await tile.sees('lime');
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(tile.seen).not.to.include.members(['red']);
      expect(tile.seen).not.to.include.members(['blue']);
    });
  }

  it('is removed at once, with all that was awaited', async () => {
    await begin();
    tile.show('ann camera', paint('lime'));
    tile.show('ann camera', null);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(tile.video.srcObject).to.equal(null);
    expect(tile.seen.at(-1)).to.equal('avatar');
  });

  it('shows no black and no empty frame when a connection is made anew', async () => {
    const [ann, bob] = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id)) as [
      PlaneWitness,
      PlaneWitness,
    ];
    wire([ann, bob]);
    ann.plane.publish('camera', paint('red'));
    bob.plane.addEventListener('plane-tracks', () => {
      tile.show('ann camera', bob.plane.tracksOf('ann').get('camera') ?? null);
    });
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    await tile.sees('red');
    tile.seen.splice(0);
    for (const colour of ['lime', 'red'] as const) {
      const before = bob.plane.tracksOf('ann').get('camera');
      bob.plane.renewLink('ann');
      while ([undefined, before].includes(bob.plane.tracksOf('ann').get('camera')))
        await new Promise(requestAnimationFrame);
      ann.plane.publish('camera', paint(colour));
      await tile.sees(colour);
    }
    expect(new Set(tile.seen)).to.deep.equal(new Set(['avatar', 'red', 'lime']));
    for (const each of [ann, bob]) each.close();
  });
});

/** A track of a canvas that has a frame when it is asked for; in Firefox the stream is asked, elsewhere the track. */
function captureOnRequest(canvas: HTMLCanvasElement): { track: MediaStreamTrack; requestFrame: () => void } {
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('This browser cannot capture a canvas.');
  const asked = ('requestFrame' in track ? track : stream) as CanvasCaptureMediaStreamTrack;
  return {
    track,
    requestFrame: () => {
      asked.requestFrame();
    },
  };
}
