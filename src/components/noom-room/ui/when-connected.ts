import type { CallController, CallSnapshot } from '../../../core/index.js';

/** Chosen: longer than a connection to a media server takes to stand, where nothing is in its way. */
const LONGEST_MS = 250;

/**
 * Resolves when drawing the room no longer puts off the first picture of a newcomer to a call at a media server: when
 * the connection is there, or that would be noticed. In a mesh, at once.
 */
export function whenConnected(call: CallController): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (isEntering(call.snapshot)) return;
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, LONGEST_MS);
    const unsubscribe = call.subscribe(look);
    look();
  });
}

/** Whether there are others, and nothing can have come of them yet. */
function isEntering({ state, topology, participants }: CallSnapshot): boolean {
  const others = participants.filter(({ isLocal }) => !isLocal);
  return (
    state === 'joined' &&
    topology === 'sfu' &&
    others.length > 0 &&
    others.every(({ connection }) => connection === 'connecting')
  );
}
