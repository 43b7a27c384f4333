import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { systemClock, type Clock } from '../../../core/index.js';

/**
 * Re-renders its host once a second while that is in the page and there is a beginning to count from. The time of day is read once for each beginning:
 * it may be set back or forth later.
 */
export class ElapsedTime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #startedAt: () => number | null;
  readonly #clock: Clock;
  #isInPage = false;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** The start, by the time of day and by the monotonic clock. */
  #beginning: { startedAt: number; monotonic: number } | null = null;

  /** @param startedAt milliseconds since the epoch. */
  constructor(host: ReactiveControllerHost, startedAt: () => number | null, clock: Clock = systemClock) {
    this.#host = host;
    this.#startedAt = startedAt;
    this.#clock = clock;
    host.addController(this);
  }

  /** `12:48`, or `1:02:48`; `''` without a start time. */
  get text(): string {
    const startedAt = this.#startedAt();
    if (startedAt === null) return '';
    if (this.#beginning?.startedAt !== startedAt) {
      this.#beginning = { startedAt, monotonic: this.#clock.monotonic() - (this.#clock.now() - startedAt) };
    }
    const seconds = Math.max(0, Math.floor((this.#clock.monotonic() - this.#beginning.monotonic) / 1000));
    const pad = (value: number): string => String(Math.floor(value) % 60).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    return `${hours > 0 ? `${String(hours)}:` : ''}${pad(seconds / 60)}:${pad(seconds)}`;
  }

  hostConnected(): void {
    this.#isInPage = true;
  }

  /** Off the page, a tag is drawn once more: that it is not in a room. */
  hostUpdated(): void {
    const isRunning = this.#isInPage && this.#startedAt() !== null;
    if (isRunning === (this.#timer !== null)) return;
    if (isRunning) {
      this.#timer = setInterval(() => {
        this.#host.requestUpdate();
      }, 1000);
    } else {
      this.#stop();
    }
  }

  hostDisconnected(): void {
    this.#isInPage = false;
    this.#stop();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
