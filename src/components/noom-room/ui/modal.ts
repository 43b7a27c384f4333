/**
 * Opens a dialog over the page once it is there; `ref` gives it before that. One that was moved with its room is modal no
 * more, but open. Where nobody can see it (a room that is not drawn, a page behind its own picture-in-picture window)
 * it is closed again, and `handleUnseen` called.
 */
export function openModal(element: Element | undefined, handleUnseen?: (dialog: HTMLDialogElement) => void): void {
  // Of another window's class, perhaps.
  const dialog = element as HTMLDialogElement | undefined;
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.matches(':modal')) return;
    dialog.removeAttribute('open');
    dialog.showModal();
    if (dialog.checkVisibility() && !dialog.ownerDocument.hidden) return;
    dialog.close();
    handleUnseen?.(dialog);
  });
}
