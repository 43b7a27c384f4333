import { every } from '../../base/clock.js';
import { isStrained } from '../../features/demand/strain.js';
import type { MovingContext } from './moving-context.js';

const LOOK_MS = 1000;
/** Chosen: everything that can be held back is after fifteen seconds, and as long again shows that it was not enough. */
const LASTS_MS = 30_000;
/** In a call of two a media server takes nothing off a page. */
const MIN_PARTICIPANTS = 3;

/**
 * Notices that processor or uplink of this page do not carry its part of a mesh, although all is held back that can be:
 * a media server takes one picture instead of one for each of the others.
 */
export class Overload {
  readonly #context: MovingContext;
  readonly #stop: () => void;
  #sinceMs: number | null = null;

  /** @param isInMesh whether the call is in a mesh, and does not move. */
  constructor(context: MovingContext, isInMesh: () => boolean, handleOverload: () => void) {
    this.#context = context;
    this.#stop = every(context.clock, LOOK_MS, () => {
      if (!isInMesh() || !this.#isOverloaded) {
        this.#sinceMs = null;
        return;
      }
      const nowMs = context.clock.monotonic();
      this.#sinceMs ??= nowMs;
      if (nowMs - this.#sinceMs < LASTS_MS) return;
      // Where the server does not move it, it is told again as long as that lasts.
      this.#sinceMs = nowMs;
      handleOverload();
    });
  }

  /** May be called twice. */
  close(): void {
    this.#stop();
  }

  get #isOverloaded(): boolean {
    const { self, participants } = this.#context.getSnapshot();
    // Without a media server, or where nothing is sent, there is nothing to say.
    return Number.isFinite(this.#context.getMeshMax()) && participants.length >= MIN_PARTICIPANTS && isStrained(self);
  }
}
