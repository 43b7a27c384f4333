import type { CallController } from '../../core/index.js';
import { idle } from '../internal/observe/idle.js';

/** A join that takes longer shows the toolbar meanwhile: the person may want to leave. */
const PATIENCE_MS = 1000;
/** For how long what a join has begun (offers, first pictures) comes before the toolbar, in a busy browser. */
const BUSY_MS = 100;

/** Resolves when the toolbar is to be loaded: once joined, on the way into a call; `null` is at once. */
export function whenToolbarIsDue(call: CallController | null): Promise<void> | null {
  if (call?.snapshot.state !== 'connecting') return null;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      unsubscribe();
      resolve();
    };
    const timeout = setTimeout(end, PATIENCE_MS);
    const unsubscribe = call.subscribe(({ state }) => {
      if (state === 'joined') void idle(BUSY_MS).then(end);
      else if (state !== 'connecting') end();
    });
  });
}
