import { agrees, flows } from '../../harness/browser/arrivals.js';
import { RealRoom } from '../../harness/browser/real-call.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What goes wrong only sometimes does so in one of these. */
const ROUNDS = 3;

describe('wishes that overlap', () => {
  let room: RealRoom;
  beforeEach(() => {
    room = new RealRoom();
  });
  afterEach(() => room.close());

  for (const gapMs of [0, 3]) {
    const how = gapMs === 0 ? 'in one turn' : `${String(gapMs)} ms apart`;
    it(`leave a microphone off that was turned on and off ${how}`, async () => {
      const [ann, bob] = [await room.join('Ann', { microphone: false }), await room.join('Bob')];
      await flows(bob, 'Ann', 'video');
      for (let round = 0; round < ROUNDS; round += 1) {
        void ann.setMicrophone(true);
        if (gapMs > 0) await pause(gapMs);
        void ann.setMicrophone(false);
        await agrees([ann, 'Ann'], bob, 'microphone', false);
      }
    });

    it(`leave a microphone on that was turned off and on ${how}`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      for (let round = 0; round < ROUNDS; round += 1) {
        void ann.setMicrophone(false);
        if (gapMs > 0) await pause(gapMs);
        void ann.setMicrophone(true);
        await agrees([ann, 'Ann'], bob, 'microphone', true);
      }
    });
  }
});
