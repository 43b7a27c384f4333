import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hostOf } from '../dom/nodes.js';

/** Follows how its host is seen: its size in device pixels, and whether any of it is visible. */
export class SeenWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #handleChange: () => void;
  #sizes: ResizeObserver | null = null;
  #places: IntersectionObserver | null = null;
  #document: Document | null = null;
  #view: Window | null = null;
  /** The ratio of device pixels to CSS pixels, which the zoom and a move to another screen change. */
  #ratio: MediaQueryList | null = null;
  /** `null` until the browser tells, with the first frame after the host was connected. */
  #isInWindow: boolean | null = null;
  #rect: Pick<DOMRectReadOnly, 'width' | 'height'> = { width: 0, height: 0 };

  constructor(host: ReactiveControllerHost & HTMLElement, handleChange: () => void) {
    this.#host = host;
    this.#handleChange = handleChange;
    host.addController(this);
  }

  /** The size of the host in device pixels. */
  get size(): { readonly widthPx: number; readonly heightPx: number } {
    const ratio = this.#view?.devicePixelRatio ?? 1;
    return { widthPx: Math.round(this.#rect.width * ratio), heightPx: Math.round(this.#rect.height * ratio) };
  }

  /** Whether it is in the window, in a page that is visible, and no other element fills the screen. */
  get isSeen(): boolean {
    return this.#isInWindow === true && this.#canBeSeen;
  }

  /** Whether it may be seen, and nothing is known of that nor of its size yet. */
  get isUnknown(): boolean {
    return this.#isInWindow === null && this.#canBeSeen;
  }

  hostConnected(): void {
    // The observers of the host's window: it may have been moved to another one.
    const { ResizeObserver, IntersectionObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#sizes = new ResizeObserver((entries) => {
      this.#rect = entries.at(-1)?.contentRect ?? this.#rect;
      this.#handleChange();
    });
    this.#sizes.observe(this.#host);
    this.#places = new IntersectionObserver((entries) => {
      this.#isInWindow = entries.at(-1)?.isIntersecting ?? false;
      this.#handleChange();
    });
    this.#places.observe(this.#host);
    this.#document = this.#host.ownerDocument;
    this.#document.addEventListener('visibilitychange', this.#handleChange);
    this.#document.addEventListener('fullscreenchange', this.#handleChange);
    this.#view = this.#document.defaultView;
    this.#view?.addEventListener('pagehide', this.#handlePageHide);
    this.#followRatio();
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#places?.disconnect();
    this.#document?.removeEventListener('visibilitychange', this.#handleChange);
    this.#document?.removeEventListener('fullscreenchange', this.#handleChange);
    this.#view?.removeEventListener('pagehide', this.#handlePageHide);
    this.#ratio?.removeEventListener('change', this.#handleRatio);
    this.#isInWindow = null;
  }

  get #canBeSeen(): boolean {
    return this.#document?.visibilityState === 'visible' && !isCovered(this.#host);
  }

  /** The window closes with the host in it, which is not told that: it stays connected to its document. */
  readonly #handlePageHide = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) return;
    this.#isInWindow = false;
    this.#handleChange();
  };

  readonly #handleRatio = (): void => {
    this.#followRatio();
    this.#handleChange();
  };

  /** Not by `device-pixel-content-box`: Safari has none. A query is for one ratio: each change needs the next query. */
  #followRatio(): void {
    this.#ratio = this.#view?.matchMedia(`(resolution: ${String(this.#view.devicePixelRatio)}dppx)`) ?? null;
    this.#ratio?.addEventListener('change', this.#handleRatio, { once: true });
  }
}

/** Whether another element than those around this one fills the screen; each tree knows only its own elements. */
function isCovered(element: Element): boolean {
  let node: Element | null = element;
  while (node !== null) {
    const root = node.getRootNode() as Document | ShadowRoot;
    const { fullscreenElement = null } = root as Partial<DocumentOrShadowRoot>;
    if (fullscreenElement !== null) return !fullscreenElement.contains(node);
    node = hostOf(root);
  }
  return false;
}
