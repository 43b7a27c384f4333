/** Whether something is an element. Not by its class, which is another one in another window. */
export function isElement(node: EventTarget | null): node is HTMLElement {
  return node !== null && 'nodeType' in node && node.nodeType === Node.ELEMENT_NODE;
}

/** What a shadow root belongs to; `null` for any other node. */
export function hostOf(root: Node): Element | null {
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as Partial<ShadowRoot>).host ?? null) : null;
}
