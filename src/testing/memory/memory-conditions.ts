import type { Clock } from '../../core/base/clock.js';

/** What a network in memory does to what goes over it. */
export interface MemoryConditions {
  /** How long data takes to the other side, in milliseconds. */
  readonly latencyMs: number;
  /** The share that is lost, 0 to 1: pictures are left out, and data is sent again, which takes a round trip. */
  readonly loss: number;
  /** The rate of large data, such as files, on each link, in bytes a second. */
  readonly bytesPerSecond: number;
  /** What each participant's browser estimates that the way to each other one takes, in kbit/s. */
  readonly uplinkKbps: number;
}

/** A network that takes no time and loses nothing. */
export const PERFECT: MemoryConditions = { latencyMs: 0, loss: 0, bytesPerSecond: Infinity, uplinkKbps: Infinity };

/** Data that is lost at a latency of nothing is sent again after so long, in milliseconds, as by a real stack. */
const LEAST_ROUND_TRIP_MS = 50;
/** Data that is lost so often arrives all the same: a link that carries nothing is interrupted, not lossy. */
const MAX_LOSSES = 10;

/** Carries the messages of one lane of a link to its other end, in their order. */
export class MemoryLane {
  readonly #clock: Clock;
  readonly #underWay = new Set<() => void>();
  #lastArrival = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  carry({ latencyMs, loss }: MemoryConditions, deliver: () => void): void {
    const now = this.#clock.monotonic();
    const roundTripMs = Math.max(LEAST_ROUND_TRIP_MS, 2 * latencyMs);
    const arrival = Math.max(this.#lastArrival, now + latencyMs + countLosses(loss) * roundTripMs);
    this.#lastArrival = arrival;
    if (arrival <= now) queueMicrotask(deliver);
    else this.#after(arrival - now, deliver);
  }

  /** Resolves when the next message may be sent after one of so many bytes; never once it is closed. */
  async free(bytes: number, { bytesPerSecond }: MemoryConditions): Promise<void> {
    const takesMs = (bytes / bytesPerSecond) * 1000;
    await (takesMs > 0 ? new Promise<void>((resolve) => this.#after(takesMs, resolve)) : Promise.resolve());
  }

  /** What is under way does not arrive. */
  close(): void {
    for (const cancel of this.#underWay) cancel();
    this.#underWay.clear();
  }

  #after(ms: number, action: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#underWay.delete(cancel);
      action();
    });
    this.#underWay.add(cancel);
  }
}

function countLosses(loss: number): number {
  let losses = 0;
  while (losses < MAX_LOSSES && Math.random() < loss) losses += 1;
  return losses;
}
