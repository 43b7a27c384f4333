import type { Clock } from '../../../base/clock.js';

/** Longer than any pause between packets of sound: those of a silence that is not sent whole come 0.4 s apart. */
const STALE_MS = 1000;

/**
 * The level of received sound. When no packets come any more, browsers report the last level for 10 seconds; here it is
 * silence.
 */
export class HeardLevel {
  readonly #clock: Clock;
  #timestamp: number | null = null;
  #changedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called often: sound goes on only if the timestamp changes between two calls. */
  levelOf(source: Pick<RTCRtpSynchronizationSource, 'timestamp' | 'audioLevel'> | undefined): number {
    if (source === undefined) return 0;
    const now = this.#clock.monotonic();
    if (source.timestamp !== this.#timestamp) {
      this.#timestamp = source.timestamp;
      this.#changedAt = now;
    }
    return now - this.#changedAt < STALE_MS ? (source.audioLevel ?? 0) : 0;
  }
}
