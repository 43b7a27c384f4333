import { CallError } from '../../../core/index.js';

/** Resolves when the document is parsed, with all children and attributes of the tag. */
export async function pageIsParsed(document: Document): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}

/** A response within this time feels immediate (RAIL, https://web.dev/articles/rail). */
const INSTANT_MS = 100;
/** The time that a browser needs for its first offers, once the participants are known. */
const OFFERING_MS = 20;

/**
 * Resolves when a call that is being joined should be rendered: after its first offers, or when the delay would be
 * noticed. Rendering everything takes about as long as the server's answer, so it must not delay the offers.
 */
export async function timeToDraw(joining: Promise<void>): Promise<void> {
  await Promise.race([delay(INSTANT_MS), joining.then(() => delay(OFFERING_MS))]);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Enters or exits full screen. @throws CallError `unsupported`; `not-allowed` when the browser refuses. */
export async function toggleFullscreen(room: HTMLElement): Promise<void> {
  if (!room.ownerDocument.fullscreenEnabled) throw new CallError('unsupported');
  try {
    await (room.matches(':fullscreen') ? room.ownerDocument.exitFullscreen() : room.requestFullscreen());
  } catch (cause) {
    throw new CallError('not-allowed', { cause });
  }
}
