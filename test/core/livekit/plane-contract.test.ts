import { dataPathContract } from '../../contracts/data-path-contract.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { LiveKitRoom, needLiveKit } from '../../harness/browser/livekit/livekit-room.js';

// Its part about data has a file of its own.
const cases = mediaPlaneContract.filter((each) => !dataPathContract.includes(each));

describe('a plane over LiveKit', () => {
  before(needLiveKit);

  for (const { name, run } of cases) {
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
