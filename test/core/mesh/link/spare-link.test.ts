import { expect } from '@open-wc/testing';
import { FEATURES, type WireDescription, type WireIceServers } from '../../../../src/protocol/protocol.js';
import { allConnected, PlaneWitness, wire } from '../../../contracts/plane-pair.js';
import { CountedConnections } from '../../../fakes/counted/counted-connections.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

describe('the offer that a mesh makes ahead', () => {
  let connections: CountedConnections;
  let ann: PlaneWitness;
  let bob: PlaneWitness;

  beforeEach(() => {
    connections = new CountedConnections();
    // A clock that stands still: on a busy machine time alone is a reason for an offer.
    const clock = new FakeClock();
    [ann, bob] = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id)) as [
      PlaneWitness,
      PlaneWitness,
    ];
    wire([ann, bob]);
  });
  afterEach(() => {
    restore();
    for (const witness of [ann, bob]) witness.close();
    connections.close();
    expect(connections.open, 'connections left behind').to.deep.equal([]);
  });

  async function prepare(): Promise<WireDescription> {
    const [hint, again] = await Promise.all([ann.plane.prepareJoin([]), ann.plane.prepareJoin([])]);
    if (hint === null) throw new Error('No offer was made.');
    expect(again).to.deep.equal(hint);
    return hint.offer;
  }

  /** Ann joins Bob's room; the server has given him her offer. */
  async function join(offer: WireDescription, iceServers: WireIceServers): Promise<void> {
    bob.plane.addParticipant('ann', 'after-us', FEATURES.page);
    bob.handleSignal('ann', { description: offer, generation: 1 });
    ann.plane.handleAdmitted({ selfId: 'ann', iceServers, hintTakenBy: 'bob' });
    ann.plane.addParticipant('bob', 'before-us', FEATURES.page);
    await allConnected([ann, bob]);
    await ann.plane.data.send('bob', { channel: 'c', data: 'hello' });
    await bob.received(1);
  }

  it('connects to the participant who got it, without a further offer', async () => {
    await join(await prepare(), []);
    expect([ann.descriptions, bob.descriptions, connections.made.length]).to.deep.equal([0, 1, 2]);
  });

  it('is followed by a second offer when it was made for other ICE servers', async () => {
    await join(await prepare(), [
      { urls: ['turn:127.0.0.1:3478?transport=udp'], username: 'ann', credential: 'secret' },
    ]);
    expect(ann.signals.find(({ signal }) => signal.description)?.signal.generation).to.equal(2);
  });

  it('is closed when no participant got it', async () => {
    await prepare();
    expect(connections.open).to.have.length(1);
    ann.plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: null });
    expect(connections.open).to.deep.equal([]);
  });

  it('is closed when the participant who got it has left already', async () => {
    await prepare();
    ann.plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: 'bob' });
    await Promise.resolve();
    expect(connections.open).to.deep.equal([]);
    ann.plane.addParticipant('bob', 'before-us', FEATURES.page);
    bob.plane.addParticipant('ann', 'after-us', FEATURES.page);
    await allConnected([ann, bob]);
  });

  it('is not made when only relays are used', async () => {
    const plane = new PlaneWitness((signaling) => createMesh({ signaling, icePolicy: 'relay' }), 'cas').plane;
    expect(await plane.prepareJoin([])).to.equal(null);
    expect(connections.made).to.deep.equal([]);
  });

  it('is given up when the browser makes none, and tried again', async () => {
    replace(RTCPeerConnection.prototype, 'setLocalDescription', () => Promise.reject(new Error('No offer today.')));
    const error = await ann.plane.prepareJoin([]).catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain('No offer today.');
    expect(connections.open).to.deep.equal([]);
    restore();
    await join(await prepare(), []);
  });

  it('is waited for no longer than the plane is open', async () => {
    const preparing = ann.plane.prepareJoin([]).catch((thrown: unknown) => thrown);
    ann.plane.close();
    expect(String(await preparing)).to.contain('AbortError');
  });

  it('is not made by a plane that is closed already', async () => {
    ann.plane.close();
    expect(await ann.plane.prepareJoin([])).to.equal(null);
    expect(connections.made).to.deep.equal([]);
  });
});
