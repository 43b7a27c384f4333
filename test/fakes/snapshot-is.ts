import type { CallController, CallSnapshot } from '../../src/core/index.js';

/** Resolves with the first snapshot, the present one included, of which `isTrue` holds. */
export function snapshotIs(call: CallController, isTrue: (snapshot: CallSnapshot) => boolean): Promise<CallSnapshot> {
  return new Promise((resolve) => {
    if (isTrue(call.snapshot)) {
      resolve(call.snapshot);
      return;
    }
    const stop = call.subscribe((snapshot) => {
      if (!isTrue(snapshot)) return;
      stop();
      resolve(snapshot);
    });
  });
}
