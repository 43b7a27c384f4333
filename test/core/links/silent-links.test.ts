import { expect } from '@open-wc/testing';
import { initialSnapshot, type CallSnapshot, type Participant } from '../../../src/core/model/snapshot.js';
import type { LinkRenewals } from '../../../src/core/features/healing/link-renewals.js';
import { SilentLinks } from '../../../src/core/features/healing/silent-links.js';
import type { PictureView } from '../../../src/core/media/demand.js';
import type { Source } from '../../../src/core/model/sources.js';
import type { LinkReport } from '../../../src/core/media/media-plane.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { noteRenewals } from '../../fakes/note-renewals.js';
import { turn } from '../../fakes/turn.js';

describe('a connection that is up', () => {
  let clock: FakeClock;
  let links: SilentLinks;
  let renewals: LinkRenewals;
  /** What was done about Bob's link, in order. */
  let done: string[];
  let bytes: number;
  /** Of Bob's camera; `null` where the browser does not say of which track a stream is. */
  let pictures: number | null;
  let picturesPerSecond: number;
  let bob: Participant;
  /** What the page shows of Bob. */
  let views: Map<object, PictureView | 'nothing'>;
  let isStuck: boolean;
  /** How long the browser takes to answer. */
  let answerMs: number;
  /** Another connection to Bob, over which nothing arrives. */
  let others: LinkReport[];

  const source = (on: boolean): Participant['sources']['camera'] => ({ ...bob.sources.camera, on });

  beforeEach(() => {
    clock = new FakeClock();
    done = [];
    bytes = 0;
    pictures = null;
    picturesPerSecond = 0;
    isStuck = false;
    answerMs = 0;
    others = [];
    const start = initialSnapshot('Ann');
    bob = { ...start.self, id: 'bob', isLocal: false, connection: 'connected' };
    bob = { ...bob, sources: { ...bob.sources, microphone: source(true) } };
    const getSnapshot = (): CallSnapshot => ({ ...start, participants: [start.self, bob] });
    const never = new Promise<never>(() => undefined);
    const getStats = (): Promise<readonly LinkReport[]> => {
      const stats: [string, object][] = [
        ['in', { type: 'inbound-rtp', bytesReceived: bytes, ...(pictures !== null && { trackIdentifier: 'voice' }) }],
        ['pictures', { type: 'inbound-rtp', bytesReceived: pictures ?? 0, trackIdentifier: pictures && 'camera' }],
        ['out', { type: 'outbound-rtp', bytesSent: clock.now() }],
      ];
      const reports = [...others, { participantId: 'bob', stats: new Map(stats) }];
      if (isStuck) return never;
      return answerMs === 0
        ? Promise.resolve(reports)
        : new Promise((resolve) => void clock.after(answerMs, () => resolve(reports)));
    };
    const tracksOf = (): ReadonlyMap<Source, MediaStreamTrack> =>
      new Map([['camera', { id: 'camera' } as MediaStreamTrack]]);
    renewals = noteRenewals(done, clock);
    views = new Map();
    links = new SilentLinks({ getSnapshot, clock, views }, { getStats, tracksOf }, renewals);
  });
  afterEach(() => {
    links.close();
    expect(clock.pending).to.equal(0);
  });

  /** So many seconds pass, in each of which so many bytes arrive. */
  async function seconds(count: number, bytesPerSecond: number): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      clock.advance(1000);
      bytes += bytesPerSecond;
      if (pictures !== null) pictures += picturesPerSecond;
      await turn();
    }
  }

  it('is restarted when nothing arrives for 5 to 8 seconds of a microphone that is on', async () => {
    await seconds(60, 4000);
    await seconds(4, 0);
    expect(done).to.deep.equal([]);
    await seconds(4, 0);
    expect(done).to.deep.equal(['restart bob']);
  });

  it('is restarted when nothing has ever arrived of a camera that is on', async () => {
    bob = { ...bob, sources: { ...bob.sources, microphone: source(false), camera: source(true) } };
    await seconds(8, 0);
    expect(done).to.deep.equal(['restart bob']);
  });

  it('is made anew where a restart did not help, twice, and then given up, within 35 seconds', async () => {
    await seconds(35, 0);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob', 'given up bob']);
    await seconds(600, 0);
    expect(new Set(done.slice(3))).to.deep.equal(new Set(['given up bob']));
    bob = { ...bob, connection: 'failed' };
    await seconds(5, 4000);
    expect(done.at(-1)).to.equal('mended bob');
  });

  it('is not blamed for what was not heard while the page or its machine was asleep', async () => {
    await seconds(6, 4000);
    await seconds(2, 0);
    clock.advance(0);
    // Timers stand still, the time of day goes on.
    clock.set(60_000);
    await seconds(4, 0);
    expect(done).to.deep.equal([]);
    await seconds(60, 4000);
    expect(done).to.deep.equal([]);
  });

  describe('of a page that gets no processor time', () => {
    /** So many seconds pass, in each three of which the page runs once. */
    async function starve(count: number, bytesPerSecond: number): Promise<void> {
      for (let second = 0; second < count; second += 3) {
        clock.stall(3000);
        bytes += 3 * bytesPerSecond;
        await turn();
      }
    }

    it('is left alone whatever does not arrive meanwhile, and after that for as long as another', async () => {
      await seconds(10, 4000);
      await starve(90, 0);
      await seconds(3, 0);
      expect(done).to.deep.equal([]);
      await seconds(60, 4000);
      expect(done).to.deep.equal([]);
    });

    it('is restarted within 8 seconds after that where it has broken meanwhile', async () => {
      await seconds(10, 4000);
      await starve(30, 0);
      await seconds(8, 0);
      expect(done).to.deep.equal(['restart bob']);
    });

    it('is not judged by statistics that come late', async () => {
      await seconds(10, 4000);
      for (let look = 0; look < 20; look += 1) {
        answerMs = look % 2 === 0 ? 2000 : 0;
        await seconds(2.5, 0);
      }
      expect(done).to.deep.equal([]);
    });
  });

  it('is left alone while the participant sends nothing, or a screen, which may be still', async () => {
    bob = { ...bob, sources: { ...bob.sources, microphone: source(false), screen: source(true) } };
    await seconds(600, 0);
    expect(done).to.deep.equal([]);
  });

  it('is left alone for 5 seconds after a source is turned on, however long nothing arrived before', async () => {
    const silent = { ...bob, sources: { ...bob.sources, microphone: source(false) } };
    const loud = bob;
    for (let round = 0; round < 10; round += 1) {
      bob = silent;
      await seconds(10, 0);
      bob = loud;
      await seconds(4, 0);
    }
    expect(done).to.deep.equal([]);
  });

  it('is left alone while the camera that it carries alone is not seen, and restarted when it is', async () => {
    bob = { ...bob, sources: { ...bob.sources, microphone: source(false), camera: source(true) } };
    views.set(views, 'nothing');
    await seconds(600, 0);
    expect(done).to.deep.equal([]);
    const wanted = { widthPx: 320, heightPx: 180, priority: 'normal' } as const;
    views.set(views, { participantId: 'bob', source: 'camera', wanted });
    await seconds(8, 0);
    expect(done).to.deep.equal(['restart bob']);
  });

  it('does not count while it is not connected: another part restores it', async () => {
    bob = { ...bob, connection: 'interrupted' };
    await seconds(60, 0);
    expect(done).to.deep.equal([]);
  });

  it('is left alone while very little arrives', async () => {
    await seconds(600, 1);
    expect(done).to.deep.equal([]);
  });

  it('is left alone while their sources arrive over another one', async () => {
    others = [{ participantId: 'bob', stats: new Map([['in', { type: 'inbound-rtp', bytesReceived: 1 }]]) }];
    await seconds(60, 4000);
    expect(done).to.deep.equal([]);
  });

  it('is made anew twice a minute at most, whatever is wrong with it', async () => {
    for (let times = 0; times < 3; times += 1) renewals.handleFault('bob', 'still');
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob']);
    await seconds(55, 0);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob', 'restart bob']);
    await seconds(15, 0);
    expect(done.slice(4)).to.deep.equal(['renew bob', 'renew bob']);
  });

  it('is left alone while the browser does not answer', async () => {
    isStuck = true;
    await seconds(60, 0);
    expect(done).to.deep.equal([]);
  });

  describe('with a camera beside a microphone', () => {
    beforeEach(async () => {
      pictures = 0;
      picturesPerSecond = 30_000;
      bob = { ...bob, sources: { ...bob.sources, camera: source(true) } };
      await seconds(10, 4000);
    });

    it('is restarted when the pictures alone stop for 5 to 8 seconds, then made anew, and mended when they move', async () => {
      picturesPerSecond = 0;
      await seconds(4, 4000);
      expect(done).to.deep.equal([]);
      await seconds(4, 4000);
      expect(done).to.deep.equal(['restart bob']);
      pictures = 0;
      await seconds(60, 4000);
      expect(done.slice(0, 4)).to.deep.equal(['restart bob', 'renew bob', 'renew bob', 'given up bob']);
      bob = { ...bob, connection: 'failed' };
      picturesPerSecond = 30_000;
      await seconds(5, 4000);
      expect(done.at(-1)).to.equal('mended bob');
    });

    it('is mended when the camera whose pictures had stopped is turned off', async () => {
      picturesPerSecond = 0;
      await seconds(60, 4000);
      expect(done.at(-1)).to.equal('given up bob');
      bob = { ...bob, connection: 'failed', sources: { ...bob.sources, camera: source(false) } };
      await seconds(3, 4000);
      expect(done.at(-1)).to.equal('mended bob');
    });

    it('is left alone while the camera is off, told as off for a system mute, or not seen, and for 5 seconds after', async () => {
      const wanted = { widthPx: 320, heightPx: 180, priority: 'normal' } as const;
      picturesPerSecond = 0;
      for (let round = 0; round < 5; round += 1) {
        bob = { ...bob, sources: { ...bob.sources, camera: source(round % 2 === 0) } };
        views.set(views, 'nothing');
        await seconds(20, 4000);
        bob = { ...bob, sources: { ...bob.sources, camera: source(true) } };
        views.set(views, { participantId: 'bob', source: 'camera', wanted });
        await seconds(4, 4000);
      }
      expect(done).to.deep.equal([]);
    });

    it('is left alone while a screen is still, while pictures are few, and where streams are not told apart', async () => {
      bob = { ...bob, sources: { ...bob.sources, screen: source(true) } };
      picturesPerSecond = 1;
      await seconds(60, 4000);
      pictures = null;
      await seconds(60, 4000);
      expect(done).to.deep.equal([]);
    });

    it('is restarted once when everything stops at the same time', async () => {
      picturesPerSecond = 0;
      await seconds(8, 0);
      expect(done).to.deep.equal(['restart bob']);
    });

    it('gets 10 seconds for the first picture', async () => {
      links.forget('bob');
      pictures = 0;
      picturesPerSecond = 0;
      await seconds(9, 4000);
      expect(done).to.deep.equal([]);
      await seconds(5, 4000);
      expect(done).to.deep.equal(['restart bob']);
    });
  });
});
