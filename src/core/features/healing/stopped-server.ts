import type { Clock } from '../../base/clock.js';
import type { CallSnapshot } from '../../model/snapshot.js';

/** A server that is updated is back within a minute or so; one that is not, after this, has most likely stopped for good. */
const SERVER_PATIENCE_MS = 120_000;
/** Timers of a busy page, or of a hidden one, are not later than that. */
const LATE_MS = 10_000;

/** What `StoppedServer` needs of the call. */
interface StoppedServerOptions {
  getSnapshot(): CallSnapshot;
  clock: Clock;
  /** It does not come back, and there is no one left to talk to. */
  handleLost: () => void;
}

/**
 * A server that says that it stops: the call goes on without it for as long as media connects the local participant to
 * another one.
 */
export class StoppedServer {
  readonly #options: StoppedServerOptions;
  #cancel: () => void = () => undefined;

  constructor(options: StoppedServerOptions) {
    this.#options = options;
  }

  handleStopped(): void {
    const { clock } = this.#options;
    // By the time of day: the monotonic clock stands still while some systems are asleep.
    const stoppedAt = clock.now();
    this.#cancel();
    this.#cancel = clock.after(SERVER_PATIENCE_MS, () => {
      const waitedMs = clock.now() - stoppedAt;
      // Asleep, the page has not tried to reach it.
      if (waitedMs > SERVER_PATIENCE_MS + LATE_MS) this.handleStopped();
      else this.#look();
    });
  }

  /** It is back, or the call is over. May be called twice. */
  stopWaiting(): void {
    this.#cancel();
  }

  #look(): void {
    const { getSnapshot, handleLost } = this.#options;
    const { state, participants } = getSnapshot();
    // In the lobby of a server that is back, the local participant is waiting for a person.
    if (state !== 'reconnecting') return;
    if (participants.some(({ isLocal, connection }) => !isLocal && connection === 'connected')) this.handleStopped();
    else handleLost();
  }
}
