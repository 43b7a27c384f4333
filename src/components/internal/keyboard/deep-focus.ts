/** What has the focus, seen through shadow roots; `null` when it is nothing in particular. */
export function deepActiveElement(document: Document): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  // Not by its class, which is another one in another window.
  return active === document.body || active === document.documentElement ? null : (active as HTMLElement | null);
}
