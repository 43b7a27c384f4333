import { expect } from '@open-wc/testing';
import { initialSnapshot, type CallSnapshot, type Participant } from '../../../src/core/model/snapshot.js';
import { LinkRenewals } from '../../../src/core/features/healing/link-renewals.js';
import { SilentLinks } from '../../../src/core/features/healing/silent-links.js';
import type { LinkReport } from '../../../src/core/media/media-plane.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { turn } from '../../fakes/turn.js';

describe('a connection that is up', () => {
  let clock: FakeClock;
  let links: SilentLinks;
  let renewals: LinkRenewals;
  let renewed: string[];
  let bytes: number;
  let bob: Participant;
  let isStuck: boolean;
  /** Another connection to Bob, over which nothing arrives. */
  let others: LinkReport[];

  const source = (on: boolean): Participant['sources']['camera'] => ({ ...bob.sources.camera, on });

  beforeEach(() => {
    clock = new FakeClock();
    renewed = [];
    bytes = 0;
    isStuck = false;
    others = [];
    const start = initialSnapshot('Ann');
    bob = { ...start.self, id: 'bob', isLocal: false, connection: 'connected' };
    bob = { ...bob, sources: { ...bob.sources, microphone: source(true) } };
    const getSnapshot = (): CallSnapshot => ({ ...start, participants: [start.self, bob] });
    const never = new Promise<never>(() => undefined);
    const getStats = (): Promise<readonly LinkReport[]> => {
      const stats: [string, object][] = [
        ['in', { type: 'inbound-rtp', bytesReceived: bytes }],
        ['out', { type: 'outbound-rtp', bytesSent: clock.now() }],
      ];
      return isStuck ? never : Promise.resolve([...others, { participantId: 'bob', stats: new Map(stats) }]);
    };
    renewals = new LinkRenewals((id) => renewed.push(id), clock);
    links = new SilentLinks({ getSnapshot, clock }, { getStats }, renewals);
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
      await turn();
    }
  }

  it('is made anew within 15 seconds when nothing arrives any more of a microphone that is on', async () => {
    await seconds(60, 4000);
    expect(renewed).to.deep.equal([]);
    await seconds(15, 0);
    expect(renewed).to.deep.equal(['bob']);
  });

  it('is made anew when nothing has ever arrived of a camera that is on', async () => {
    bob = { ...bob, sources: { ...bob.sources, microphone: source(false), camera: source(true) } };
    await seconds(15, 0);
    expect(renewed).to.deep.equal(['bob']);
  });

  it('is left alone while the participant sends nothing, or a screen, which may be still', async () => {
    bob = { ...bob, sources: { ...bob.sources, microphone: source(false), screen: source(true) } };
    await seconds(600, 0);
    expect(renewed).to.deep.equal([]);
  });

  it('is left alone for 10 seconds after a source is turned on, however long nothing arrived before', async () => {
    const silent = { ...bob, sources: { ...bob.sources, microphone: source(false) } };
    const loud = bob;
    for (let round = 0; round < 10; round += 1) {
      bob = silent;
      await seconds(10, 0);
      bob = loud;
      await seconds(9, 0);
    }
    expect(renewed).to.deep.equal([]);
  });

  it('does not count while it is not connected: another part restores it', async () => {
    bob = { ...bob, connection: 'interrupted' };
    await seconds(60, 0);
    expect(renewed).to.deep.equal([]);
  });

  it('is left alone while very little arrives', async () => {
    await seconds(600, 1);
    expect(renewed).to.deep.equal([]);
  });

  it('is left alone while their sources arrive over another one', async () => {
    others = [{ participantId: 'bob', stats: new Map([['in', { type: 'inbound-rtp', bytesReceived: 1 }]]) }];
    await seconds(60, 4000);
    expect(renewed).to.deep.equal([]);
  });

  it('is made anew twice, and not again before something arrived', async () => {
    await seconds(600, 0);
    expect(renewed).to.have.length(2);
    await seconds(10, 4000);
    await seconds(15, 0);
    expect(renewed).to.have.length(3);
  });

  it('is made anew twice a minute at most, whatever is wrong with it', async () => {
    renewals.renew('bob', 'still');
    renewals.renew('bob', 'still');
    await seconds(30, 0);
    expect(renewed).to.have.length(2);
    await seconds(30, 0);
    expect(renewed).to.have.length(3);
  });

  it('is left alone while the browser does not answer', async () => {
    isStuck = true;
    await seconds(60, 0);
    expect(renewed).to.deep.equal([]);
  });
});
