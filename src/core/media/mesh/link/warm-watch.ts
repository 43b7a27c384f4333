import { every, type Clock } from '../../../base/clock.js';

const LOOK_MS = 200;

/**
 * Reports for each receiver when the first frame, or the first sound, was handed to its track. The track's own `unmute` means only that
 * packets may come: Chromium fires it with the description.
 */
export class WarmWatch {
  readonly #clock: Clock;
  readonly #cold = new Map<RTCRtpReceiver, () => void>();
  #stop: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Watches a receiver until it has received something. */
  add(receiver: RTCRtpReceiver, handleWarm: () => void): void {
    this.#cold.set(receiver, handleWarm);
    this.#stop ??= every(this.#clock, LOOK_MS, () => {
      this.#look();
    });
  }

  /** No more is reported. May be called twice. */
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
