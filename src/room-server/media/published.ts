import type { SourceKey } from '../../protocol/protocol.js';

/** How often a participant's further sources are waited for in one move: someone who goes on changing them ends none. */
const MAX_RAISES = 8;

interface Entry {
  readonly sources: readonly SourceKey[];
  /** The number of the last change that the others have to have received. */
  readonly serial: number;
  readonly raises: number;
}

/** A participant, and what they send. */
export interface PublishedSources {
  readonly id: string;
  readonly sources: readonly SourceKey[];
}

/**
 * What each participant sends in one epoch of a room's media, by what their pages say. Each statement has a number, so
 * that a page can say up to which of them it has received everything.
 */
export class Published {
  readonly #entries = new Map<string, Entry>();
  #serial = 0;

  /** The number of the last statement. */
  get serial(): number {
    return this.#serial;
  }

  get list(): PublishedSources[] {
    return [...this.#entries].map(([id, { sources }]) => ({ id, sources }));
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Takes a participant's statement of everything that they send. Returns its number. */
  state(id: string, sources: readonly SourceKey[]): number {
    const before = this.#entries.get(id);
    this.#serial += 1;
    // What is no longer sent has not to be received.
    const isMore = sources.some((source) => !before?.sources.includes(source));
    const raises = (before?.raises ?? -1) + 1;
    const counts = !before || (isMore && raises <= MAX_RAISES);
    this.#entries.set(id, {
      sources: [...new Set(sources)],
      serial: counts ? this.#serial : before.serial,
      raises: counts ? raises : before.raises,
    });
    return this.#serial;
  }

  /** The number of the last statement of these participants that the others have to have received. */
  lastOf(ids: readonly string[]): number {
    return Math.max(0, ...ids.map((id) => this.#entries.get(id)?.serial ?? 0));
  }

  /** A participant has left. */
  forget(id: string): void {
    this.#entries.delete(id);
  }
}
