import type { Source } from '../model/sources.js';

/** What goes first when not everything can be had. */
export type Priority = 'high' | 'normal' | 'low';

/** What is wanted of a participant's source: the size at which it is shown, in CSS pixels times their density, or nothing. */
export type Demand = 'nothing' | { readonly widthPx: number; readonly heightPx: number; readonly priority: Priority };

/** What is wanted of each source of each participant. Of what nobody has said anything, all is wanted. */
export class Demands {
  readonly #demands = new Map<string, Map<Source, Demand>>();

  get(id: string, source: Source): Demand | null {
    return this.#demands.get(id)?.get(source) ?? null;
  }

  set(id: string, source: Source, wanted: Demand): void {
    const ofParticipant = this.#demands.get(id) ?? new Map<Source, Demand>();
    this.#demands.set(id, ofParticipant.set(source, wanted));
  }

  /** A participant is gone. */
  forget(id: string): void {
    this.#demands.delete(id);
  }

  /** Calls back with each of them. */
  forEach(tell: (id: string, source: Source, wanted: Demand) => void): void {
    for (const [id, ofParticipant] of this.#demands)
      for (const [source, wanted] of ofParticipant) tell(id, source, wanted);
  }
}
