import type { Arrived } from './stage-scene.js';

/** What has arrived at each participant in one move, by what their pages say. */
export class Arrivals {
  readonly #whole = new Map<string, number>();
  readonly #partial = new Map<string, Required<Arrived>>();

  /** Takes a participant's statement. @returns whether everything has arrived, and up to a later statement than before. */
  note(id: string, { serial, without = [] }: Arrived): boolean {
    if (without.length > 0) {
      this.#partial.set(id, { serial, without });
      return false;
    }
    const before = this.#whole.get(id) ?? -1;
    this.#whole.set(id, Math.max(serial, before));
    return serial > before;
  }

  /** Whether everything up to that statement has arrived at a participant, whatever those in `but` send. */
  has(id: string, serial: number, but: ReadonlySet<string> = new Set()): boolean {
    if ((this.#whole.get(id) ?? -1) >= serial) return true;
    const partial = this.#partial.get(id);
    return partial !== undefined && partial.serial >= serial && partial.without.every((each) => but.has(each));
  }

  /** Whether a participant has said, after that statement, what has arrived, and what lacks if anything does. */
  isSaid(id: string, serial: number): boolean {
    return Math.max(this.#whole.get(id) ?? -1, this.#partial.get(id)?.serial ?? -1) >= serial;
  }

  /** Those of whom nothing arrives at most of the others: one page alone cannot say that of another one. */
  unheard(ids: readonly string[]): ReadonlySet<string> {
    const counts = new Map<string, number>();
    for (const id of ids)
      for (const each of new Set(this.#partial.get(id)?.without))
        if (each !== id) counts.set(each, (counts.get(each) ?? 0) + 1);
    return new Set(ids.filter((id) => (counts.get(id) ?? 0) * 2 > ids.length - 1));
  }

  /** A participant has left. */
  forget(id: string): void {
    this.#whole.delete(id);
    this.#partial.delete(id);
  }
}
