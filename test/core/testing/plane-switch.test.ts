import { PlaneSwitch } from '../../../src/core/media/plane-switch.js';
import { MemoryNetwork } from '../../../src/testing/memory/memory-plane.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { planeSwitchContract } from '../../contracts/plane-switch-contract.js';

describe('a switch between two planes in memory', () => {
  for (const { name, run } of planeSwitchContract) {
    it(name, async () => {
      const [present, next] = [new MemoryNetwork(), new MemoryNetwork()];
      await run(
        (signaling) => present.createPlane({ signaling }),
        (signaling) => next.createPlane({ signaling }),
      );
    });
  }
});

describe('a switch that holds one plane in memory', () => {
  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      const network = new MemoryNetwork();
      await run((signaling) => new PlaneSwitch(network.createPlane({ signaling })));
    });
  }
});
