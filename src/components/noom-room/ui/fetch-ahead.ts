import { idle } from '../../internal/observe/idle.js';

/** For how long the first pictures of a call come before what nobody has asked for yet. */
const PICTURES_FIRST_MS = 1000;

/** A part that is loaded lazily. */
interface Part {
  prefetch(): void;
}

let hasBegun = false;

/**
 * Loads the lazy parts of a call ahead, after the first pictures and when the browser is idle: they are there when they
 * are wanted, even offline. A part that cannot be loaded now is loaded when it is wanted.
 */
export function fetchAhead(parts: readonly Part[]): void {
  if (hasBegun) return;
  hasBegun = true;
  setTimeout(() => {
    void idle().then(() => {
      for (const part of parts) part.prefetch();
    });
  }, PICTURES_FIRST_MS);
}
