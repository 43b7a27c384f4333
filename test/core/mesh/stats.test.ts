import { expect } from '@open-wc/testing';
import { type MeshPlane } from '../../../src/core/media/mesh/mesh-plane.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('the statistics of a mesh', () => {
  const { getStats } = RTCPeerConnection.prototype;
  let plane: MeshPlane;

  beforeEach(() => {
    const signaling = { send: () => Promise.resolve(), request: () => Promise.reject(new Error('No one is asked.')) };
    plane = createMesh({ signaling });
    for (const id of ['bob', 'cas']) plane.addParticipant(id, 'before-us');
  });

  afterEach(() => {
    RTCPeerConnection.prototype.getStats = getStats;
    plane.close();
  });

  it('are reported although a connection is closed that never answers', async () => {
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
    expect(reports.map(({ participantId, stats }) => [participantId, stats.size])).to.deep.equal([
      ['bob', 0],
      ['cas', 0],
    ]);
  });

  it('are reported for connections that are there', async () => {
    const reports = await plane.getStats();
    expect(reports.every(({ stats }) => stats.size > 0)).to.equal(true);
    expect(reports.map(({ participantId }) => participantId)).to.deep.equal(['bob', 'cas']);
  });
});
