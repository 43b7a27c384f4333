import type { PictureSource, Source } from '../model/sources.js';

/** What is served first when there is not enough bandwidth for all. */
export type Priority = 'high' | 'normal' | 'low';

/** What is wanted of a participant's source: the size at which it is shown, in device pixels, or nothing. */
export type Demand = 'nothing' | { readonly widthPx: number; readonly heightPx: number; readonly priority: Priority };

/** What a view shows of a participant, as the page reports it. */
export interface PictureView {
  readonly participantId: string;
  readonly source: PictureSource;
  /** The size of the view, in device pixels; `nothing` while it is not visible. */
  readonly wanted: Demand;
}

/** The demand for each source of each participant. A source without an entry is wanted in full. */
export class Demands {
  readonly #demands = new Map<string, Map<Source, Demand>>();

  get(id: string, source: Source): Demand | null {
    return this.#demands.get(id)?.get(source) ?? null;
  }

  set(id: string, source: Source, wanted: Demand): void {
    const ofParticipant = this.#demands.get(id) ?? new Map<Source, Demand>();
    this.#demands.set(id, ofParticipant.set(source, wanted));
  }

  /** A participant has left. */
  forget(id: string): void {
    this.#demands.delete(id);
  }

  /** Calls back for each entry. */
  forEach(tell: (id: string, source: Source, wanted: Demand) => void): void {
    for (const [id, ofParticipant] of this.#demands)
      for (const [source, wanted] of ofParticipant) tell(id, source, wanted);
  }
}
