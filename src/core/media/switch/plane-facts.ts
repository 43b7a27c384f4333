import type { Source } from '../../model/sources.js';
import type { WireIceServers } from '../../../protocol/protocol.js';
import type { Demand } from '../demand.js';
import type { Arrival, MediaPlane, PlaneAdmission, PublishHints } from '../media-plane.js';
import type { SentShape } from '../sent-shape.js';
import { SourceValues } from '../source-values.js';

interface Published {
  readonly track: MediaStreamTrack | null;
  readonly hints: PublishHints | undefined;
}

interface Present {
  readonly arrival: Arrival;
  readonly features: readonly string[];
}

/** All that a plane has been told, to tell it to the plane that replaces it. */
export class PlaneFacts {
  readonly demands = new SourceValues<Demand>();
  readonly shapes = new SourceValues<SentShape>();
  readonly #participants = new Map<string, Present>();
  readonly #published = new Map<Source, Published>();
  #admission: PlaneAdmission | null = null;

  get participantIds(): readonly string[] {
    return [...this.#participants.keys()];
  }

  handleAdmitted(admission: PlaneAdmission): void {
    this.#admission = { ...admission, hintTakenBy: null };
  }

  setIceServers(iceServers: WireIceServers): void {
    if (this.#admission !== null) this.#admission = { ...this.#admission, iceServers };
  }

  addParticipant(id: string, arrival: Arrival, features: readonly string[]): void {
    if (!this.#participants.has(id)) this.#participants.set(id, { arrival, features });
  }

  removeParticipant(id: string): void {
    this.#participants.delete(id);
    this.demands.forget(id);
    this.shapes.forget(id);
  }

  publish(source: Source, track: MediaStreamTrack | null, hints: PublishHints | undefined): void {
    this.#published.set(source, { track, hints });
  }

  /** Tells a new plane all of it, in the order in which a call does. */
  tellTo(plane: MediaPlane): void {
    for (const [source, { track, hints }] of this.#published) plane.publish(source, track, hints);
    if (this.#admission === null) return;
    plane.handleAdmitted(this.#admission);
    for (const [id, { arrival, features }] of this.#participants) plane.addParticipant(id, arrival, features);
    this.demands.forEach((id, source, wanted) => {
      plane.demand(id, source, wanted);
    });
    this.shapes.forEach((id, source, shape) => {
      plane.shape?.(id, source, shape);
    });
  }
}
