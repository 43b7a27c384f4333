import type { Measured } from '../../model/reducer.js';
import type { Participant } from '../../model/snapshot.js';
import type { FeatureContext } from '../feature.js';
import type { DemandFrame } from './demand-frame.js';

/** One who says something else all the time changes the snapshot no more often. */
const LEAST_MS = 500;

/** Keeps in the snapshot which cameras are paused: the local one, and those of participants who tell so. */
export class PausedCameras {
  readonly #context: Pick<FeatureContext, 'getSnapshot' | 'apply' | 'clock'>;
  /** When what is shown of a participant changed last. */
  readonly #changedAt = new Map<string, number>();

  constructor(context: Pick<FeatureContext, 'getSnapshot' | 'apply' | 'clock'>) {
    this.#context = context;
  }

  /**
   * @param told by participant.
   * @param isOwn whether the local camera is paused to all. One that is off is not, and is again when it is on.
   */
  show(told: ReadonlyMap<string, DemandFrame>, isOwn: boolean): void {
    const { getSnapshot, apply, clock } = this.#context;
    const now = clock.monotonic();
    const { participants, quality } = getSnapshot();
    const known = new Map<string, Measured>();
    for (const participant of participants) {
      const { id, isLocal, sources } = participant;
      const isPaused = sources.camera.on && (isLocal ? isOwn : told.get(id)?.paused === true);
      const changedAt = this.#changedAt.get(id) ?? -LEAST_MS;
      if (isPaused === isShownPaused(participant) || (!isLocal && now - changedAt < LEAST_MS)) continue;
      this.#changedAt.set(id, now);
      known.set(id, withCamera(participant, isPaused));
    }
    if (known.size > 0) apply({ type: 'quality', quality, known });
  }

  forget(id: string): void {
    this.#changedAt.delete(id);
  }

  /** Nothing is paused outside a room. May be called twice. */
  close(): void {
    const { getSnapshot, apply } = this.#context;
    const { self, quality } = getSnapshot();
    this.#changedAt.clear();
    if (isShownPaused(self)) apply({ type: 'quality', quality, known: new Map([[self.id, withCamera(self, false)]]) });
  }
}

function isShownPaused({ sources }: Participant): boolean {
  return sources.camera.paused === true;
}

/** The others’ pictures do not arrive; the local ones are there. */
function withCamera({ sources, isLocal }: Participant, paused: boolean): Measured {
  const camera = Object.freeze({ ...sources.camera, paused, ...(!isLocal && { interrupted: paused }) });
  return { sources: Object.freeze({ ...sources, camera }) };
}
