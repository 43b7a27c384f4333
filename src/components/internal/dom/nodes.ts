/** Whether a node is an element. Not by `instanceof`: each window has its own classes. */
export function isElement(node: EventTarget | null): node is HTMLElement {
  return node !== null && 'nodeType' in node && node.nodeType === Node.ELEMENT_NODE;
}

/** The host of a shadow root; `null` for any other node. */
export function hostOf(root: Node): Element | null {
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as Partial<ShadowRoot>).host ?? null) : null;
}
