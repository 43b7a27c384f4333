import { expect } from '@open-wc/testing';
import { TileStream } from '../../../src/components/noom-video/tile-stream.js';
import { MeshPlane } from '../../../src/core/media/mesh/mesh-plane.js';
import { createColouredTrack, type Colour } from '../../contracts/coloured-track.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';

/** What a pixel of a picture is seen as; `none` is a video without a frame. */
type Seen = Colour | 'none' | 'black' | 'something else';

/** A video in the page, and what of it was seen at each of the page's own frames. */
class Tile {
  readonly video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
  readonly stream = new TileStream(() => undefined);
  /** Each colour as it came, one after the other. */
  readonly seen: Seen[] = [];
  readonly #context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  #isOver = false;

  constructor() {
    document.body.append(this.video);
    this.#look();
  }

  show(subject: string, track: MediaStreamTrack | null): void {
    this.stream.show(this.video, subject, track);
  }

  async sees(colour: Seen): Promise<void> {
    while (this.seen.at(-1) !== colour) await new Promise(requestAnimationFrame);
  }

  close(): void {
    this.#isOver = true;
    this.show('', null);
    this.video.remove();
  }

  readonly #look = (): void => {
    if (this.#isOver) return;
    const seen = this.#read();
    if (seen !== this.seen.at(-1)) this.seen.push(seen);
    requestAnimationFrame(this.#look);
  };

  #read(): Seen {
    if (this.#context === null) throw new Error('This browser draws nothing.');
    this.#context.clearRect(0, 0, 1, 1);
    this.#context.drawImage(this.video, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = this.#context.getImageData(0, 0, 1, 1).data;
    const isNear = (...wanted: number[]): boolean =>
      [red, green, blue].every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < 80);
    if (alpha === 0) return 'none';
    if (isNear(255, 0, 0)) return 'red';
    if (isNear(0, 255, 0)) return 'lime';
    if (isNear(0, 0, 255)) return 'blue';
    return isNear(0, 0, 0) ? 'black' : 'something else';
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
    tile.close();
    for (const track of tracks) track.stop();
  });

  function paint(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    tracks.push(track);
    return track;
  }

  /** Shows red, and looks from then on. */
  async function begin(): Promise<MediaStreamTrack> {
    const red = paint('red');
    tile.show('ann camera', red);
    await tile.sees('red');
    tile.seen.splice(0);
    return red;
  }

  for (const before of ['goes on', 'has ended'] as const) {
    const frames = before === 'goes on' ? ', without an empty frame' : '';
    it(`changes from a track that ${before} to the next one in its stream${frames}`, async () => {
      const red = await begin();
      const stream = tile.video.srcObject as MediaStream;
      for (let round = 0; round < 3; round += 1) {
        if (before === 'has ended') (tile.video.srcObject as MediaStream).getTracks()[0]?.stop();
        tile.show('ann camera', paint('lime'));
        await tile.sees('lime');
        if (before === 'has ended') (tile.video.srcObject as MediaStream).getTracks()[0]?.stop();
        tile.show('ann camera', before === 'has ended' ? paint('red') : red);
        await tile.sees('red');
      }
      // A stream in which every track has ended begins anew in Firefox: for a moment there is nothing of it.
      const seen = before === 'goes on' ? tile.seen : tile.seen.filter((each) => each !== 'none');
      expect([...new Set(seen)]).to.have.members(['red', 'lime']);
      expect(tile.video.srcObject).to.equal(stream);
      expect([stream.getTracks().length, tile.video.paused]).to.deep.equal([1, false]);
    });
  }

  it('stays with a track of which there are frames while there is none of the next', async () => {
    const red = await begin();
    const pc = new RTCPeerConnection();
    const cold = pc.addTransceiver('video').receiver.track;
    tile.show('ann camera', cold);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect([tile.seen, (tile.video.srcObject as MediaStream).getTracks()]).to.deep.equal([['red'], [red]]);
    tile.show('ann camera', paint('lime'));
    await tile.sees('lime');
    expect(tile.seen).to.deep.equal(['red', 'lime']);
    pc.close();
  });

  it('does not wait for ever to leave a track that has ended', async () => {
    const red = await begin();
    red.stop();
    const pc = new RTCPeerConnection();
    const cold = pc.addTransceiver('video').receiver.track;
    tile.show('ann camera', cold);
    const shown = (): MediaStreamTrack[] => (tile.video.srcObject as MediaStream).getTracks();
    while (shown()[0] !== cold) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shown()).to.have.length(1);
    pc.close();
  });

  it('stays with its track when the next one is taken back before it is there', async () => {
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
    it(`begins anew for ${what}, and shows no frame of the one before as of that`, async () => {
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

  it('is taken away at once, with all that was awaited', async () => {
    await begin();
    tile.show('ann camera', paint('lime'));
    tile.show('ann camera', null);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(tile.video.srcObject).to.equal(null);
    expect(tile.seen.at(-1)).to.equal('none');
  });

  it('goes on in its stream over a connection that is made anew', async () => {
    const [ann, bob] = ['ann', 'bob'].map(
      (id) => new PlaneWitness((signaling) => new MeshPlane({ signaling }), id),
    ) as [PlaneWitness, PlaneWitness];
    wire([ann, bob]);
    ann.plane.publish('camera', paint('red'));
    bob.plane.addEventListener('plane-tracks', () => {
      tile.show('ann camera', bob.plane.tracksOf('ann').get('camera') ?? null);
    });
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    await tile.sees('red');
    const stream = tile.video.srcObject;
    for (const colour of ['lime', 'red'] as const) {
      const before = bob.plane.tracksOf('ann').get('camera');
      bob.plane.renewLink('ann');
      while ([undefined, before].includes(bob.plane.tracksOf('ann').get('camera')))
        await new Promise(requestAnimationFrame);
      ann.plane.publish('camera', paint(colour));
      await tile.sees(colour);
    }
    expect(tile.seen).to.include.members(['red', 'lime']);
    expect(tile.video.srcObject).to.equal(stream);
    for (const each of [ann, bob]) each.close();
  });
});
