import { MemoryNetwork } from '../../../src/testing/memory/memory-plane.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';

describe('a media plane in memory', () => {
  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      const network = new MemoryNetwork();
      await run((signaling) => network.createPlane({ signaling }));
    });
  }
});
