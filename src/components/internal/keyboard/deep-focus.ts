/** The focused element, also inside shadow roots; `null` when there is none. */
export function deepActiveElement(document: Document): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  // Not by `instanceof`: each window has its own classes.
  return active === document.body || active === document.documentElement ? null : (active as HTMLElement | null);
}
