import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Re-renders its host once a second while there is a beginning to count from. */
export class ElapsedTime implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #startedAt: () => number | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(host: ReactiveControllerHost, startedAt: () => number | null) {
    this.#host = host;
    this.#startedAt = startedAt;
    host.addController(this);
  }

  /** `12:48`, or `1:02:48`; `''` without a beginning. */
  get text(): string {
    const startedAt = this.#startedAt();
    if (startedAt === null) return '';
    const seconds = Math.max(0, Math.floor((Date.now() - startedAt) / 1000));
    const pad = (value: number): string => String(Math.floor(value) % 60).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    return `${hours > 0 ? `${String(hours)}:` : ''}${pad(seconds / 60)}:${pad(seconds)}`;
  }

  hostUpdated(): void {
    const isRunning = this.#startedAt() !== null;
    if (isRunning === (this.#timer !== null)) return;
    if (isRunning) {
      this.#timer = setInterval(() => {
        this.#host.requestUpdate();
      }, 1000);
    } else {
      this.hostDisconnected();
    }
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
