import { expect } from '@open-wc/testing';
import type { CallController } from '../../src/core/index.js';
import { falls, flows } from '../harness/arrivals.js';
import { other, RealRoom } from '../harness/real-call.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is shown of a source here and to the other, and what arrives there: all one. */
async function agrees(ann: CallController, bob: CallController, source: 'microphone' | 'camera', on: boolean) {
  expect(ann.snapshot.self.sources[source].on, `what Ann shows of the ${source}`).to.equal(on);
  await other(bob, 'Ann', ({ sources }) => sources[source].on === on);
  const kind = source === 'microphone' ? 'audio' : 'video';
  await (on ? flows : falls)(bob, 'Ann', kind);
}
/** What goes wrong now and then does so in one of these. */
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
        await agrees(ann, bob, 'microphone', false);
      }
    });

    it(`leave a microphone on that was turned off and on ${how}`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      for (let round = 0; round < ROUNDS; round += 1) {
        void ann.setMicrophone(false);
        if (gapMs > 0) await pause(gapMs);
        void ann.setMicrophone(true);
        await agrees(ann, bob, 'microphone', true);
      }
    });
  }
});
