import { MeshPlane } from '../../../src/core/media/mesh/mesh-plane.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';

describe('a mesh plane', () => {
  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      await run((signaling) => new MeshPlane({ signaling }));
    });
  }
});
