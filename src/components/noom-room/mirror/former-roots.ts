import { NoomEvent } from '../../../core/index.js';

/**
 * Where a tag's events were heard while it was on a page. What is told of a tag that was taken off is told there too: a listener on
 * the document hears that a call is over, although nothing bubbles to it any more.
 */
export class FormerRoots {
  #roots: readonly Node[] = [];

  /** The tag is on a page now. */
  remember(tag: Node): void {
    this.#roots = rootsOf(tag);
  }

  /** Dispatches a fact on the tag, and once where it would have been heard before. */
  tell(tag: Node, event: NoomEvent): void {
    tag.dispatchEvent(event);
    if (tag.isConnected) return;
    const reached = new Set(rootsOf(tag));
    for (const root of this.#roots) {
      if (reached.has(root)) continue;
      for (const each of [root, ...rootsOf(root)]) reached.add(each);
      root.dispatchEvent(new NoomEvent(event.type, event.fields));
    }
  }
}

/** The roots that a composed event comes through, the inmost first. */
function rootsOf(node: Node): Node[] {
  const root = node.getRootNode();
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in root) return [root, ...rootsOf(root.host as Element)];
  return root === node ? [] : [root];
}
