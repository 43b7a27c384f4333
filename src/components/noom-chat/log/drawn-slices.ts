import type { ReactiveControllerHost } from 'lit';
import { IdleSteps } from '../../internal/observe/idle-steps.js';
import { estimateHeight, type Slice } from './slices.js';

/**
 * Which slices of a long log are drawn: at once the newest ones that fill the screen, those that are scrolled to when
 * they come near, and the rest one at a time while the browser is idle. So opening a chat costs the same however long it
 * is, and all of it can be read and searched a moment later.
 */
export class DrawnSlices {
  readonly #host: ReactiveControllerHost & HTMLElement;
  /** What each of them shows. */
  readonly #drawn = new Map<number, readonly unknown[]>();
  #slices: readonly Slice[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    new IdleSteps(host, {
      isLeft: () => this.#nextOne() !== undefined,
      step: () => {
        const next = this.#nextOne();
        if (next !== undefined) this.add(next);
      },
    });
  }

  /** The slices that there are now. */
  update(slices: readonly Slice[]): void {
    this.#slices = slices;
    const ids = new Set(slices.map(({ id }) => id));
    for (const id of this.#drawn.keys()) if (!ids.has(id)) this.#drawn.delete(id);
    // Asking for the height of the list would lay out the page.
    let left = this.#host.ownerDocument.defaultView?.screen.height ?? Infinity;
    for (let index = slices.length - 1; index >= 0 && left > 0; index -= 1) {
      const slice = slices[index];
      if (slice === undefined) return;
      left -= estimateHeight(slice);
      if (!this.#drawn.has(slice.id)) this.#drawn.set(slice.id, []);
    }
  }

  has(id: number): boolean {
    return this.#drawn.has(id);
  }

  /** Notes what a slice shows, as it is drawn now; returns whether any of it is new. */
  noteFacts(id: number, facts: readonly unknown[]): boolean {
    const before = this.#drawn.get(id) ?? [];
    this.#drawn.set(id, facts);
    return facts.length !== before.length || facts.some((fact, index) => fact !== before[index]);
  }

  /** Draws a slice with the next update. */
  add(id: number): void {
    if (this.#drawn.has(id)) return;
    this.#drawn.set(id, []);
    this.#host.requestUpdate();
  }

  /** The newest one that is not drawn. */
  #nextOne(): number | undefined {
    return this.#slices.findLast(({ id }) => !this.#drawn.has(id))?.id;
  }
}
