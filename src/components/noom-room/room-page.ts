/** Whether the page brought its own UI: children without a slot's name, white space aside. */
export function hasOwnChildren(room: HTMLElement): boolean {
  return [...room.childNodes].some((node) =>
    node instanceof Element ? !node.slot : node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
  );
}

/** Resolves when the tag's children and attributes are all there. */
export async function pageIsParsed(document: Document): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}
