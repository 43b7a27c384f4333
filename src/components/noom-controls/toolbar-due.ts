import type { CallController } from '../../core/index.js';
import { idle } from '../internal/observe/idle.js';

/** A join that takes longer shows the toolbar meanwhile: the person may want to leave. */
const PATIENCE_MS = 1000;
/** For how long what a join has begun (offers, first pictures) comes before the toolbar, in a busy browser. */
const BUSY_MS = 100;

/** Resolves when the toolbar is to be loaded: as soon as the browser is idle; on the way into a call, once joined. */
export async function whenToolbarIsDue(call: CallController | null): Promise<void> {
  if (call?.snapshot.state === 'connecting') await whenConnected(call);
  await idle(BUSY_MS);
}

function whenConnected(call: CallController): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      unsubscribe();
      resolve();
    };
    const timeout = setTimeout(end, PATIENCE_MS);
    const unsubscribe = call.subscribe(({ state }) => {
      if (state !== 'connecting') end();
    });
  });
}
