import type { ReactiveControllerHost } from 'lit';

/**
 * Calls back when the window around a tag goes away, where it is another one than the kit's: a frame that is taken off its page, a
 * picture-in-picture window that is closed. A tag in it is told of nothing, and stays connected to a document that nobody sees.
 */
export function onWindowGone(tag: ReactiveControllerHost & Element, callback: () => void): void {
  let left = new AbortController();
  tag.addController({
    hostConnected() {
      left.abort();
      left = new AbortController();
      const { defaultView } = tag.ownerDocument;
      // With the kit's own window, everything goes.
      if (defaultView !== window) defaultView?.addEventListener('pagehide', callback, { signal: left.signal });
    },
    hostDisconnected() {
      left.abort();
    },
  });
}
