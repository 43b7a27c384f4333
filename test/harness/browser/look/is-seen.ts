/** Whether nothing covers the middle of an element, in whatever shadow tree, and it is in the window. */
export function isSeen(element: HTMLElement): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  let top = document.elementFromPoint(x + width / 2, y + height / 2);
  for (let root = top?.shadowRoot ?? null; root; root = top.shadowRoot) {
    const inner = root.elementFromPoint(x + width / 2, y + height / 2);
    if (inner === null || inner === top) break;
    top = inner;
  }
  return top === element || element.contains(top);
}
