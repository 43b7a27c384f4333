import { planeSwitchContract } from '../../contracts/plane-switch-contract.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';
import { LiveKitRoom, needLiveKit } from '../../harness/browser/livekit/livekit-room.js';

describe('a switch between two rooms at LiveKit', () => {
  before(needLiveKit);

  for (const { name, run } of planeSwitchContract) {
    it(name, async () => {
      const [present, next] = [new LiveKitRoom(), new LiveKitRoom()];
      try {
        await run(
          () => present.createPlane(),
          () => next.createPlane(),
        );
      } finally {
        await Promise.all([present.close(), next.close()]);
      }
    });
  }
});

describe('a switch between a mesh and LiveKit', () => {
  before(needLiveKit);

  for (const { name, run } of planeSwitchContract.slice(0, 3)) {
    it(name, async () => {
      const room = new LiveKitRoom();
      try {
        await run(
          (signaling) => createMesh({ signaling }),
          () => room.createPlane(),
        );
      } finally {
        await room.close();
      }
    });
  }
});
