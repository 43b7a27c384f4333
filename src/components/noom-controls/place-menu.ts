/** From a button to its menu. */
const GAP_PX = 8;

/** Puts a popover above its button, or below where there is no room above, within the window. */
export function placeMenu(menu: HTMLElement, button: HTMLElement): void {
  const { defaultView } = button.ownerDocument;
  if (!defaultView) return;
  const anchor = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const above = anchor.top - height - GAP_PX;
  const top = above >= GAP_PX ? above : anchor.bottom + GAP_PX;
  const centred = anchor.left + anchor.width / 2 - width / 2;
  const left = Math.max(GAP_PX, Math.min(centred, defaultView.innerWidth - width - GAP_PX));
  menu.style.top = `${String(top)}px`;
  menu.style.left = `${String(left)}px`;
}
