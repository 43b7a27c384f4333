import { expect } from '@open-wc/testing';
import { allConnected, introduce, PlaneWitness, wire } from '../../../contracts/plane-pair.js';
import { CountedConnections } from '../../../fakes/counted/counted-connections.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

describe('the level of a participant', () => {
  const LOUD = 0.5;
  let connections: CountedConnections;
  let ann: PlaneWitness;
  let bob: PlaneWitness;

  beforeEach(() => {
    connections = new CountedConnections();
    // Packets of the same loudness arrive all the time, as far as the browser says.
    replace(RTCRtpReceiver.prototype, 'getSynchronizationSources', () => [
      { timestamp: performance.now(), audioLevel: LOUD, source: 1, rtpTimestamp: 0 },
    ]);
    ann = new PlaneWitness((signaling) => createMesh({ signaling }), 'ann');
    bob = new PlaneWitness((signaling) => createMesh({ signaling }), 'bob');
    wire([ann, bob]);
  });
  afterEach(() => {
    ann.close();
    bob.close();
    connections.close();
    restore();
  });

  /** Ann's connection reports another state. */
  function setState(state: RTCPeerConnectionState): void {
    const [connection] = connections.open;
    Object.defineProperty(connection, 'connectionState', { value: state, configurable: true });
    connection?.onconnectionstatechange?.(new Event('connectionstatechange'));
  }

  it('is that of the packets while the connection is up, and 0 before, in between, after and of an unknown id', async () => {
    expect(ann.plane.audioLevel('bob')).to.equal(0);
    introduce([ann, bob]);
    expect(ann.plane.audioLevel('bob'), 'not connected yet').to.equal(0);
    await allConnected([ann, bob]);
    expect(ann.plane.audioLevel('bob')).to.equal(LOUD);
    for (const state of ['disconnected', 'failed', 'connecting'] as const) {
      setState(state);
      expect(ann.plane.audioLevel('bob'), state).to.equal(0);
    }
    setState('connected');
    expect(ann.plane.audioLevel('bob')).to.equal(LOUD);
    ann.plane.removeParticipant('bob');
    expect(ann.plane.audioLevel('bob'), 'gone').to.equal(0);
  });
});
