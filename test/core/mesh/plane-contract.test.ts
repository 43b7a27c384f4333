import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('a mesh plane', () => {
  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      await run((signaling) => createMesh({ signaling }));
    });
  }
});
