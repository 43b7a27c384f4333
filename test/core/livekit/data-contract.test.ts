import { dataPathContract } from '../../contracts/data-path-contract.js';
import { LiveKitRoom, needLiveKit } from '../../harness/browser/livekit/livekit-room.js';

// The part of a plane's contract that is about data: by itself, as a file has two minutes.
describe('the data of a plane over LiveKit', () => {
  before(needLiveKit);

  for (const { name, run } of dataPathContract) {
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
