import { parentAcross } from './parent-across.js';

/** Events after which a page may have changed its `color-scheme`; there is no event for the change itself. */
const HINTS = ['click', 'change', 'input', 'keyup', 'resize', 'focus'] as const;
/** The attributes of elements in `<head>` that may switch a style sheet. */
const SHEET_ATTRIBUTES = ['media', 'disabled', 'href', 'rel'];

/** Reports whatever may have changed the `color-scheme` around a tag, until `signal` is aborted. */
export function hearSchemeHints(host: Element, handleHint: () => void, signal: AbortSignal): void {
  const { defaultView, head, documentElement } = host.ownerDocument;
  const observer = new MutationObserver(handleHint);
  for (let above = parentAcross(host); above; above = parentAcross(above)) {
    observer.observe(above, { attributes: true });
  }
  observer.observe(head, { childList: true, subtree: true, characterData: true, attributeFilter: SHEET_ATTRIBUTES });
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
  const options = { capture: true, passive: true, signal };
  for (const hint of HINTS) defaultView?.addEventListener(hint, handleHint, options);
  // `load` of a style sheet anywhere in the page: it does not bubble, and is never dispatched on the window.
  documentElement.addEventListener('load', handleHint, options);
  defaultView?.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', handleHint, { signal });
}
