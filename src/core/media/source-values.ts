import type { Source } from '../model/sources.js';

/** A value for each source of each participant, as far as one was set. */
export class SourceValues<Value> {
  readonly #values = new Map<string, Map<Source, Value>>();

  get(id: string, source: Source): Value | null {
    return this.#values.get(id)?.get(source) ?? null;
  }

  set(id: string, source: Source, value: Value): void {
    const ofParticipant = this.#values.get(id) ?? new Map<Source, Value>();
    this.#values.set(id, ofParticipant.set(source, value));
  }

  /** A participant has left. */
  forget(id: string): void {
    this.#values.delete(id);
  }

  /** Calls back for each value. */
  forEach(tell: (id: string, source: Source, value: Value) => void): void {
    for (const [id, ofParticipant] of this.#values)
      for (const [source, value] of ofParticipant) tell(id, source, value);
  }
}
