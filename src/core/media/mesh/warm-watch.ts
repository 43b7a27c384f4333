import { every, type Clock } from '../../base/clock.js';

const LOOK_MS = 200;

/**
 * Tells of each receiver when the first frame, or the first sound, was handed to its track. The track's own `unmute` says only that
 * packets may come: in Chromium it is told with the description.
 */
export class WarmWatch {
  readonly #clock: Clock;
  readonly #cold = new Map<RTCRtpReceiver, () => void>();
  #stop: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Watches a receiver until something has come of it. */
  add(receiver: RTCRtpReceiver, handleWarm: () => void): void {
    this.#cold.set(receiver, handleWarm);
    this.#stop ??= every(this.#clock, LOOK_MS, () => {
      this.#look();
    });
  }

  /** Nothing is told any more. May be called twice. */
  close(): void {
    this.#cold.clear();
    this.#look();
  }

  #look(): void {
    for (const [receiver, handleWarm] of this.#cold) {
      if (receiver.getSynchronizationSources().length === 0) continue;
      this.#cold.delete(receiver);
      handleWarm();
    }
    if (this.#cold.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }
}
