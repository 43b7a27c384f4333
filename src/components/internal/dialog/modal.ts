import { deepActiveElement } from '../keyboard/deep-focus.js';
import { focusFirst, isFocusLost } from '../keyboard/keep-focus.js';

/** What had the focus before, by dialog, while it is open: one that was moved does not know it any more. */
const openers = new WeakMap<HTMLDialogElement, HTMLElement | null>();

/**
 * Shows a dialog over the page, unless it is there already. One that was moved is open, but modal no more. Returns
 * whether it can be seen; else it only blocks the page.
 */
export function showModal(dialog: HTMLDialogElement): boolean {
  if (dialog.matches(':modal')) return true;
  if (!openers.has(dialog)) openers.set(dialog, deepActiveElement(dialog.ownerDocument));
  dialog.removeAttribute('open');
  dialog.showModal();
  return dialog.checkVisibility();
}

/**
 * To be called once a dialog is closed. The browser returns the focus itself, unless the dialog was moved meanwhile.
 */
export function returnFocus(dialog: HTMLDialogElement): void {
  const opener = openers.get(dialog);
  openers.delete(dialog);
  if (opener && isFocusLost(dialog.ownerDocument)) focusFirst([opener]);
}

/**
 * Shows a dialog once it is on the page; `ref` gives it before that. Where nobody can see it (a room that is not drawn,
 * a page behind its own picture-in-picture window) it is closed again, and `handleUnseen` called.
 */
export function openModal(element: Element | undefined, handleUnseen?: (dialog: HTMLDialogElement) => void): void {
  // Of another window's class, perhaps.
  const dialog = element as HTMLDialogElement | undefined;
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.matches(':modal')) return;
    if (showModal(dialog) && !dialog.ownerDocument.hidden) return;
    dialog.close();
    handleUnseen?.(dialog);
  });
}
