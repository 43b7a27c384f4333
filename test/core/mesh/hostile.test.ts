import { expect } from '@open-wc/testing';
import type { PlaneSignal } from '../../../src/core/media/plane-signaling.js';
import { LINKS_PER_MINUTE, SIGNALS_PER_MINUTE } from '../../../src/core/media/mesh/signal-budget.js';
import { FEATURES } from '../../../src/protocol/protocol.js';
import { allConnected, introduce, PlaneWitness } from '../../contracts/plane-pair.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { isCandidate, isOffer, SignalPost } from '../../fakes/signal-post.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

const CANDIDATE = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };

/** `bob` and `cas` are honest; what `ann` (polite) or `zoe` (impolite) sends, the test decides. */
describe('a mesh with a hostile participant', () => {
  let connections: CountedConnections;
  let clock: FakeClock;
  let bob: PlaneWitness;
  let cas: PlaneWitness;
  let post: SignalPost;

  beforeEach(async () => {
    connections = new CountedConnections();
    clock = new FakeClock();
    [bob, cas] = ['bob', 'cas'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id)) as [
      PlaneWitness,
      PlaneWitness,
    ];
    post = new SignalPost([bob, cas]);
    introduce([bob, cas]);
    await allConnected([bob, cas]);
  });
  afterEach(() => {
    for (const witness of [bob, cas]) witness.close();
    connections.close();
    expect(connections.open).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  const says = (who: string, signal: PlaneSignal): void => {
    bob.handleSignal(who, signal);
  };
  /** How many connections were made since; the one to cas stays as it is. */
  async function stillConnected(): Promise<void> {
    await bob.plane.data.send('cas', { channel: 'c', data: 'still here' });
    await cas.received(1);
  }
  /** An offer as a browser makes it. */
  async function realOffer(): Promise<string> {
    const pc = new RTCPeerConnection();
    for (const kind of ['audio', 'video']) pc.addTransceiver(kind);
    pc.createDataChannel('noom', { negotiated: true, id: 0 });
    await pc.setLocalDescription();
    const { sdp = '' } = pc.localDescription ?? {};
    pc.close();
    return sdp;
  }

  for (const who of ['ann', 'zoe']) {
    describe(who === 'ann' ? 'who is polite' : 'who is impolite', () => {
      beforeEach(() => {
        bob.plane.addParticipant(who, 'after-us', FEATURES.page);
      });

      it('makes no connection for candidates, answers and asks for a restart of later generations', async () => {
        const made = connections.made.length;
        for (let generation = 1; generation < 500; generation += 1) {
          says(who, { candidate: CANDIDATE, generation });
          says(who, { description: { type: 'answer', sdp: '' }, generation });
          says(who, { ask: 'restart', generation });
        }
        expect(connections.made).to.have.length(made);
        await stillConnected();
      });

      it('accepts offers of later generations that are not far ahead, and a limited number a minute', async () => {
        const sdp = await realOffer();
        const made = connections.made.length;
        for (const generation of [1002, 1_000_000, Number.MAX_SAFE_INTEGER])
          says(who, { description: { type: 'offer', sdp }, generation });
        expect(connections.made).to.have.length(made);
        for (let generation = 2; generation < 1000; generation += 2)
          says(who, { description: { type: 'offer', sdp }, generation });
        expect(connections.made).to.have.length(made + LINKS_PER_MINUTE);
        expect(connections.open).to.have.length(3);
        await stillConnected();
      });

      it('makes a limited number of connections a minute for offers of ever new sessions and for asks', async () => {
        const sdp = await realOffer();
        const made = connections.made.length;
        for (let index = 0; index < 100; index += 1) {
          const session = sdp.replace(/^o=- \d+/m, `o=- ${String(index)}`);
          says(who, { description: { type: 'offer', sdp: session }, generation: 1 });
          says(who, { ask: 'offer', generation: index + 2 });
        }
        expect(connections.made.length - made).to.be.at.most(LINKS_PER_MINUTE);
        expect(connections.open).to.have.length(3);
        await stillConnected();
      });

      it('makes a limited number of connections a minute for descriptions that cannot be applied', async () => {
        const made = connections.made.length;
        for (let index = 0; index < 300; index += 1) {
          for (let generation = 1; generation < 9; generation += 1)
            says(who, { description: { type: 'offer', sdp: `v=0\r\no=- 1 ${String(index)}\r\nnonsense` }, generation });
          if (index % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
        }
        expect(connections.made.length - made).to.be.at.most(LINKS_PER_MINUTE);
        await stillConnected();
      });

      it('tries by itself again when the minute is over, where the link is still broken', async () => {
        const sdp = await realOffer();
        const made = connections.made.length;
        for (let generation = 2; generation < 50; generation += 1)
          says(who, { description: { type: 'offer', sdp }, generation });
        expect(connections.made).to.have.length(made + LINKS_PER_MINUTE);
        // The polite side asks for one.
        const tries = (): number =>
          connections.made.length +
          post.letters.filter(({ to, signal }) => to === who && signal.ask === 'offer').length;
        const before = tries();
        clock.advance(120_000);
        expect(tries()).to.be.greaterThan(before);
        await stillConnected();
      });

      it('accepts their signals again when the minute is over', async () => {
        const sdp = await realOffer();
        const made = connections.made.length;
        for (let generation = 2; generation < 50; generation += 1)
          says(who, { description: { type: 'offer', sdp }, generation });
        clock.advance(60_000);
        const later = connections.made.length;
        expect(later).to.be.greaterThan(made);
        for (let generation = 2; generation < 50; generation += 1)
          says(who, { description: { type: 'offer', sdp }, generation });
        expect(connections.made.length).to.be.greaterThan(later);
      });
    });
  }

  it('accepts a limited number of signals of one participant in a minute', async () => {
    const bobs = connections.open.find(({ localDescription }) => localDescription?.type === 'offer');
    let added = 0;
    if (bobs !== undefined)
      bobs.addIceCandidate = () => {
        added += 1;
        return Promise.resolve();
      };
    const before = post.letters.filter((letter) => isCandidate(letter) && letter.to === 'bob').length;
    for (let index = 0; index < 2 * SIGNALS_PER_MINUTE.candidate; index += 1)
      says('cas', { candidate: CANDIDATE, generation: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Of those before, some may have arrived when there was no connection yet to count them.
    expect(added).to.be.within(SIGNALS_PER_MINUTE.candidate - before, SIGNALS_PER_MINUTE.candidate);
  });

  it('reports a failed link when the browser makes no connection, and tries again', async () => {
    connections.refuses = () => true;
    const told: unknown[] = [];
    bob.plane.addEventListener('plane-link', ({ participantId, state, cause }) =>
      told.push([participantId, state, cause instanceof DOMException]),
    );
    bob.plane.addParticipant('zoe', 'before-us', FEATURES.page);
    expect(told).to.deep.equal([['zoe', 'failed', true]]);
    await stillConnected();
    connections.refuses = () => false;
    const before = post.letters.filter((letter) => isOffer(letter) && letter.to === 'zoe').length;
    clock.advance(15_000);
    while (post.letters.filter((letter) => isOffer(letter) && letter.to === 'zoe').length === before)
      await new Promise(requestAnimationFrame);
    expect(told).to.have.length(1);
  });
});
