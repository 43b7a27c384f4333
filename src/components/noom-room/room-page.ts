import { CallError } from '../../core/index.js';

/** Whether the page brought its own UI: children without a slot's name, white space aside. */
export function hasOwnChildren(room: HTMLElement): boolean {
  return [...room.childNodes].some((node) =>
    node instanceof Element ? !node.slot : node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
  );
}

/** Resolves when the tag's children and attributes are all there. */
export async function pageIsParsed(document: Document): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}

/** A page in the background draws no frames. */
const FRAME_PATIENCE_MS = 50;

/** Resolves when the next frame is about to be drawn. */
export async function nextFrame(): Promise<void> {
  await new Promise<unknown>((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, FRAME_PATIENCE_MS);
  });
}

/** Whether the page has decided between light and dark around the room (`color-scheme`). */
export function hasPageScheme(room: HTMLElement): boolean {
  const root = room.getRootNode();
  const parent = room.assignedSlot ?? room.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  return parent !== null && getComputedStyle(parent).colorScheme !== 'normal';
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
