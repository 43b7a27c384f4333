import type { CallController } from '../../../src/core/index.js';
import { agrees } from './arrivals.js';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Turns microphone and camera off and on, repeatedly, while something else happens; off or on in the end. */
export async function wishWhile(call: CallController, on: boolean, work: Promise<unknown>): Promise<void> {
  const progress = { isOver: false };
  const over = work.finally(() => {
    progress.isOver = true;
  });
  for (let wish = !on; !progress.isOver || wish === on; wish = !wish) {
    for (const set of [call.setMicrophone(wish), call.setCamera(wish)]) {
      set.catch(() => {
        // Refused to a participant who may not send any more.
      });
    }
    await pause(5);
  }
  await over;
  await Promise.all([call.setMicrophone(on), call.setCamera(on)]);
}

/** Resolves when both sources are on or off, as they should be: as shown on both sides, and by what arrives. */
export async function agreesOfBoth(sender: readonly [CallController, string], receiver: CallController, on: boolean) {
  await Promise.all([agrees(sender, receiver, 'microphone', on), agrees(sender, receiver, 'camera', on)]);
}
