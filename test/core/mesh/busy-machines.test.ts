import { expect } from '@open-wc/testing';
import { introduce, PlaneWitness } from '../../contracts/plane-pair.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { SignalPost } from '../../fakes/signal-post.js';

/** After which a connection that is not up yet, and has found no path, is made anew. */
const OPENING_MS = 15_000;

describe('a first connection that has found its path, and whose other side is too busy to bring it up', () => {
  let connections: CountedConnections;
  let clock: FakeClock;
  let witnesses: PlaneWitness[];

  beforeEach(async () => {
    connections = new CountedConnections();
    clock = new FakeClock();
    witnesses = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id));
    new SignalPost(witnesses).mend();
    introduce(witnesses);
    // ICE is through on both sides; the handshake after it is not, as far as these can tell.
    for (const connection of connections.made)
      Object.defineProperty(connection, 'connectionState', { value: 'connecting', configurable: true });
    while (!connections.made.every(({ iceConnectionState }) => /^co/.test(iceConnectionState)))
      await new Promise(requestAnimationFrame);
  });
  afterEach(() => {
    for (const witness of witnesses) witness.close();
    connections.close();
    expect(clock.pending, 'timers left behind').to.equal(0);
  });

  async function madeAnew(): Promise<void> {
    while (connections.made.length === 2) await new Promise(requestAnimationFrame);
  }

  it('is not closed for that within a minute, and made anew then', async () => {
    for (let times = 0; times < 3; times += 1) clock.advance(OPENING_MS);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(connections.made).to.have.length(2);
    clock.advance(OPENING_MS);
    await madeAnew();
  });

  it('is made anew where its path is gone', async () => {
    for (const connection of connections.made)
      Object.defineProperty(connection, 'iceConnectionState', { value: 'disconnected', configurable: true });
    clock.advance(OPENING_MS);
    await madeAnew();
  });
});
