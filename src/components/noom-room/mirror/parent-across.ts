/** The element that an element inherits from: through slots and out of shadow roots. */
export function parentAcross(node: Element): Element | null {
  // Not by `instanceof`: each window has its own classes.
  return node.assignedSlot ?? node.parentElement ?? (node.parentNode as Partial<ShadowRoot> | null)?.host ?? null;
}
