import type { ReactiveControllerHost } from 'lit';

/**
 * Calls back when a tag's window goes away, if it is not the kit's: a frame that is removed, a picture-in-picture
 * window that is closed. A tag in it gets no callback, and stays connected to an invisible document.
 */
export function onWindowGone(tag: ReactiveControllerHost & Element, callback: () => void): void {
  let left = new AbortController();
  tag.addController({
    hostConnected() {
      left.abort();
      left = new AbortController();
      const { defaultView } = tag.ownerDocument;
      // If the kit's own window goes away, so does all code.
      if (defaultView !== window) defaultView?.addEventListener('pagehide', callback, { signal: left.signal });
    },
    hostDisconnected() {
      left.abort();
    },
  });
}
