import { NoomEvent } from '../../../core/index.js';

/**
 * The roots that a tag's events bubbled to while it was connected. Events of a removed tag are dispatched there too: a
 * listener on the document gets the end of the call, although the tag's events do not bubble to it any more.
 */
export class FormerRoots {
  #roots: readonly Node[] = [];

  /** The tag is connected now. */
  remember(tag: Node): void {
    this.#roots = rootsOf(tag);
  }

  /** Dispatches an event on the tag, and once on each former root that it does not reach. */
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

/** The roots that a composed event passes, the innermost first. */
function rootsOf(node: Node): Node[] {
  const root = node.getRootNode();
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in root) return [root, ...rootsOf(root.host as Element)];
  return root === node ? [] : [root];
}
