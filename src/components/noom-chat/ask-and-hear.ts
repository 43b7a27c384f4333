import type { CallError } from '../../core/index.js';
import type { RoomLink, Wish } from '../internal/link/room-link.js';

/** Sends a wish. Resolves to whether it was carried out, and to the failure that the room told meanwhile. */
export async function askAndHear(
  link: RoomLink<unknown>,
  wish: Wish,
): Promise<{ isDone: boolean; failure: CallError | null }> {
  const undone = new AbortController();
  let failure: CallError | null = null;
  const hearFailure = ({ error }: { error: CallError }): void => {
    failure = error;
  };
  link.room?.addEventListener('noom-error', hearFailure, { signal: undone.signal });
  const isDone = await link.ask(wish);
  undone.abort();
  return { isDone, failure };
}
