import { expect } from '@open-wc/testing';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

const turn = (credential: string): RTCIceServer[] => [
  { urls: ['turn:127.0.0.1:3478?transport=udp'], username: '1700000600:ann', credential },
];

describe('a mesh whose ICE servers get new credentials', () => {
  const connections: RTCPeerConnection[] = [];
  const BrowserConnection = window.RTCPeerConnection;
  const credentials = (): unknown[] => connections.map((pc) => pc.getConfiguration().iceServers?.[0]?.credential);

  beforeEach(() => {
    connections.length = 0;
    window.RTCPeerConnection = class extends BrowserConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
  afterEach(() => {
    window.RTCPeerConnection = BrowserConnection;
  });

  it('gives them to its connections, which go on without a new offer', async () => {
    // A clock that stands still: on a busy machine time alone is a reason for an offer.
    const clock = new FakeClock();
    const create = (id: string): PlaneWitness => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id);
    const [ann, bob] = [create('ann'), create('bob')];
    for (const { plane } of [ann, bob]) plane.setIceServers(turn('first'));
    wire([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    const told = [ann.descriptions, bob.descriptions];
    for (const { plane } of [ann, bob]) plane.setIceServers(turn('second'));
    expect(credentials()).to.deep.equal(['second', 'second']);
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    expect((await bob.received(1)).map(({ data }) => data)).to.deep.equal(['still here']);
    expect([connections.length, ann.descriptions, bob.descriptions]).to.deep.equal([2, ...told]);
    ann.close();
    bob.close();
  });

  it('tells of each server that gives no address, and that one has given one', async () => {
    const [ann, bob] = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id)) as [
      PlaneWitness,
      PlaneWitness,
    ];
    const told: unknown[] = [];
    ann.plane.addEventListener('plane-relay', ({ url, errorCode }) => told.push([url, errorCode]));
    wire([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    const [pc] = connections;
    const url = 'turn:192.0.2.7:3478?transport=udp';
    // Handed over, not dispatched: Firefox gives its handlers no events of a page.
    const say = (fields: object): void => {
      pc?.onicecandidateerror?.(
        Object.assign(new Event('icecandidateerror'), fields) as RTCPeerConnectionIceErrorEvent,
      );
    };
    for (const fields of [{ url, errorCode: 401 }, { url, errorCode: 701, errorText: 'late' }, {}]) say(fields);
    for (const type of ['host', 'relay']) {
      const candidate = new RTCIceCandidate({
        candidate: `candidate:1 1 udp 1 192.0.2.7 5000 typ ${type} raddr 0.0.0.0 rport 0`,
        sdpMid: '0',
      });
      pc?.onicecandidate?.(new RTCPeerConnectionIceEvent('icecandidate', { candidate }));
    }
    expect(told).to.deep.equal([
      [url, 401],
      [url, 701],
      [undefined, undefined],
      [undefined, null],
    ]);
    ann.close();
    say({ url, errorCode: 401 });
    expect(told).to.have.length(4);
    bob.close();
  });

  it('goes on with those it has when the browser does not accept the new ones', async () => {
    const [ann, bob] = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id)) as [
      PlaneWitness,
      PlaneWitness,
    ];
    wire([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    ann.plane.setIceServers([{ urls: ['no address'] }]);
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    expect((await bob.received(1)).map(({ data }) => data)).to.deep.equal(['still here']);
    ann.close();
    bob.close();
  });
});
