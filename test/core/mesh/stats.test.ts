import { expect } from '@open-wc/testing';
import { MeshPlane } from '../../../src/core/media/mesh/mesh-plane.js';

describe('what a mesh knows of its connections', () => {
  const { getStats } = RTCPeerConnection.prototype;
  let plane: MeshPlane;

  beforeEach(() => {
    plane = new MeshPlane();
    for (const id of ['bob', 'cas']) plane.addParticipant(id, { selfId: 'ann', isOffering: true });
  });

  afterEach(() => {
    RTCPeerConnection.prototype.getStats = getStats;
    plane.close();
  });

  it('is told although a connection is closed that never answers', async () => {
    let asked = 0;
    RTCPeerConnection.prototype.getStats = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const telling = plane.getStats();
    expect(asked).to.equal(2);
    plane.removeParticipant('bob');
    plane.close();
    const reports = await telling;
    expect([...reports].map(([id, { size }]) => [id, size])).to.deep.equal([
      ['bob', 0],
      ['cas', 0],
    ]);
  });

  it('is told of connections that are there', async () => {
    const reports = await plane.getStats();
    expect([...reports].every(([, { size }]) => size > 0)).to.equal(true);
    expect([...reports.keys()]).to.deep.equal(['bob', 'cas']);
  });
});
