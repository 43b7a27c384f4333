import { expect } from '@open-wc/testing';
import { BULK_LANE, FEATURES } from '../../../../src/protocol/protocol.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../../contracts/plane-pair.js';
import { CountedConnections } from '../../../fakes/counted/counted-connections.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

/** A page of the former release, as far as its connection goes: one data channel, and what it received. */
class OldPage {
  readonly heard: unknown[] = [];
  readonly #pc = new RTCPeerConnection();
  readonly #channel = this.#pc.createDataChannel('noom', { negotiated: true, id: 0 });

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => this.heard.push(data);
    for (const kind of ['audio', 'video']) this.#pc.addTransceiver(kind);
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  /** Sends an offer, as a newcomer does. */
  async connect(other: PlaneWitness): Promise<void> {
    this.#pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) return;
      const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
      other.handleSignal('old', { candidate: { candidate: text, sdpMid, sdpMLineIndex } });
    };
    other.carry = (_to, { description, candidate }) => {
      if (description !== undefined) void this.#pc.setRemoteDescription(description);
      if (candidate !== undefined) void this.#pc.addIceCandidate(candidate);
    };
    const offer = await this.#pc.createOffer();
    await this.#pc.setLocalDescription(offer);
    other.handleSignal('old', { description: { type: 'offer', sdp: offer.sdp ?? '' } });
  }

  close(): void {
    this.#pc.close();
  }
}

describe('the bulk lane of a mesh', () => {
  afterEach(() => {
    restore();
  });

  // A clock that stands still: on a busy machine time alone is a reason for an offer.
  const clock = new FakeClock();
  const createWitness = (id: string): PlaneWitness =>
    new PlaneWitness((signaling) => createMesh({ signaling, clock }), id);

  it('is not used to a page of the former release, which gets all data on the channel that it knows', async () => {
    const [ann, old] = [createWitness('ann'), new OldPage()];
    ann.plane.addParticipant(
      'old',
      'after-us',
      FEATURES.page.filter((feature) => feature !== BULK_LANE),
    );
    await old.connect(ann);
    for (const text of ['1', '2', '3']) {
      await ann.plane.data.send('old', { channel: 'c', data: text }, { lane: text === '2' ? 'ordered' : 'bulk' });
    }
    while (old.heard.length < 3) await new Promise(requestAnimationFrame);
    expect(old.heard).to.deep.equal(['c\n1', 'c\n2', 'c\n3']);
    expect(old.isOpen).to.equal(true);
    ann.close();
    old.close();
  });

  it('is there with the first connection, without a further description or connection', async () => {
    const labels: string[] = [];
    const send = RTCDataChannel.prototype.send as (data: string) => void;
    replace(RTCDataChannel.prototype, 'send', function (this: RTCDataChannel, data: string) {
      labels.push(this.label);
      send.call(this, data);
    });
    const connections = new CountedConnections();
    const [ann, bob] = [createWitness('ann'), createWitness('bob')];
    wire([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    for (const lane of ['bulk', 'ordered'] as const)
      await ann.plane.data.send('bob', { channel: 'c', data: lane }, { lane });
    await bob.received(2);
    expect(labels).to.deep.equal(['noom-bulk', 'noom']);
    expect([ann.descriptions, bob.descriptions, connections.made.length]).to.deep.equal([1, 1, 2]);
    ann.close();
    bob.close();
    connections.close();
  });
});
