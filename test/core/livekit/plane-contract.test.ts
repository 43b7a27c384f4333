import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { LiveKitRoom, needLiveKit } from '../../harness/browser/livekit-room.js';

describe('a plane over LiveKit', () => {
  before(needLiveKit);

  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      const room = new LiveKitRoom();
      try {
        await run(() => room.createPlane());
      } finally {
        await room.close();
      }
    });
  }
});
