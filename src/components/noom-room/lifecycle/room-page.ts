import { CallError } from '../../../core/index.js';

/** Resolves when the tag's children and attributes are all there. */
export async function pageIsParsed(document: Document): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}

/** What comes within this time seems to come at once (RAIL, https://web.dev/articles/rail). */
const INSTANT_MS = 100;
/** What a browser takes for its first offers, once it is known who is there. */
const OFFERING_MS = 20;

/**
 * Resolves when a call that is being joined should be drawn: when its first offers are on their way, at the latest when people
 * would begin to wait. Drawing everything keeps the page busy for as long as the server takes to answer, so it goes between.
 */
export async function timeToDraw(joining: Promise<void>): Promise<void> {
  await Promise.race([delay(INSTANT_MS), joining.then(() => delay(OFFERING_MS))]);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Fills the screen with the room, or no longer. @throws CallError `unsupported`; `not-allowed` as the browser has it. */
export async function toggleFullscreen(room: HTMLElement): Promise<void> {
  if (!room.ownerDocument.fullscreenEnabled) throw new CallError('unsupported');
  try {
    await (room.matches(':fullscreen') ? room.ownerDocument.exitFullscreen() : room.requestFullscreen());
  } catch (cause) {
    throw new CallError('not-allowed', { cause });
  }
}
