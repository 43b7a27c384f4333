import { every, type Clock } from '../../base/clock.js';

const LOOK_MS = 200;

interface Cold {
  readonly receiver: RTCRtpReceiver;
  /** When the receiver handed on something last before it was watched: it may have been of another track. */
  readonly since: number;
  readonly handleWarm: () => void;
}

/**
 * Reports when the first frame, or the first sound, was handed to each received track. A receiver is used again for
 * other tracks, so that what it handed on before does not count.
 */
export class FirstMedia {
  readonly #clock: Clock;
  readonly #cold = new Map<MediaStreamTrack, Cold>();
  #stop: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(track: MediaStreamTrack, receiver: RTCRtpReceiver, handleWarm: () => void): void {
    this.#cold.set(track, { receiver, since: latestOf(receiver), handleWarm });
    this.#stop ??= every(this.#clock, LOOK_MS, () => {
      this.#look();
    });
  }

  /** Harmless if unknown. */
  forget(track: MediaStreamTrack): void {
    this.#cold.delete(track);
    this.#endIfIdle();
  }

  /** May be called twice. */
  close(): void {
    this.#cold.clear();
    this.#endIfIdle();
  }

  #look(): void {
    for (const [track, { receiver, since, handleWarm }] of this.#cold) {
      if (latestOf(receiver) <= since) continue;
      this.#cold.delete(track);
      handleWarm();
    }
    this.#endIfIdle();
  }

  #endIfIdle(): void {
    if (this.#cold.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }
}

function latestOf(receiver: RTCRtpReceiver): number {
  return Math.max(-Infinity, ...receiver.getSynchronizationSources().map(({ timestamp }) => timestamp));
}
