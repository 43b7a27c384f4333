import { replace } from './replaced.js';

/** Whether this browser has picture-in-picture windows for documents. */
export const HAS_PIP_WINDOWS = 'documentPictureInPicture' in window;

/**
 * Picture-in-picture windows where the browser has none: each is a frame of the same origin, which has a document, a
 * window and a `pagehide` of its own too. It cannot be told from a real one by the kit, other than by its place.
 */
export class FramedPipWindows extends EventTarget {
  window: (Window & typeof globalThis) | null = null;
  /** How often a window was asked for. */
  asked = 0;
  /** What the next request is rejected with. */
  refusal: Error | null = null;
  /** The next request waits for this. */
  gate: Promise<void> = Promise.resolve();
  #frame: HTMLElement | null = null;

  /** Takes the place of the browser's own, until `restore()`. */
  static install(): FramedPipWindows {
    const windows = new FramedPipWindows();
    replace(window, 'documentPictureInPicture', windows);
    return windows;
  }

  async requestWindow({ width = 300, height = 200 } = {}): Promise<Window> {
    this.asked += 1;
    const { refusal } = this;
    this.refusal = null;
    await this.gate;
    if (refusal) throw refusal;
    // A page has one such window; that of before is not told.
    this.window = null;
    this.#frame?.remove();
    const frame = document.createElement('iframe');
    Object.assign(frame.style, { width: `${String(width)}px`, height: `${String(height)}px`, border: '0' });
    document.body.append(frame);
    const opened = frame.contentWindow as Window & typeof globalThis;
    opened.close = () => {
      if (this.window !== opened) return;
      this.window = null;
      frame.remove();
    };
    this.window = opened;
    this.#frame = frame;
    this.dispatchEvent(new Event('enter'));
    return opened;
  }
}

/** The browser's own window, or that of the stand-in. */
export function pipWindow(): (Window & typeof globalThis) | null {
  const { documentPictureInPicture } = window as { documentPictureInPicture?: { window: Window | null } };
  return (documentPictureInPicture?.window as (Window & typeof globalThis) | undefined) ?? null;
}
