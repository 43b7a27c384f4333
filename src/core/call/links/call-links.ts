import { onPageOnline } from '../../base/page-lifecycle.js';
import { listen } from '../../base/typed-events.js';
import type { MediaPlane, PlaneEvents, PlaneSignal } from '../../media/media-plane.js';
import type { CallContext } from '../../model/call-context.js';
import { LinkFailures } from './link-failures.js';
import { SignalOutbox } from './signal-outbox.js';

/** The ways to the others, as the call knows them: their signals on the way, and whether they are up. */
export class CallLinks {
  readonly #plane: MediaPlane;
  readonly #outbox: SignalOutbox;
  readonly #failures: LinkFailures;
  readonly #closed = new AbortController();

  constructor(context: CallContext, plane: MediaPlane, send: (to: string, signal: PlaneSignal) => Promise<unknown>) {
    const { clock, logger } = context;
    this.#plane = plane;
    this.#outbox = new SignalOutbox({ send, clock, logger });
    this.#failures = new LinkFailures(context);
    listen<PlaneEvents>(
      plane,
      {
        'plane-signal': ({ to, signal }) => {
          this.#outbox.send(to, signal);
        },
        'plane-link': ({ participantId: id, state, cause }) => {
          context.apply({ type: 'connected', id, isConnected: state === 'connected' });
          if (state === 'failed') this.#failures.handleFailed(id, cause);
          else if (state === 'connected') this.#failures.handleMended(id);
        },
      },
      this.#closed.signal,
    );
    onPageOnline(() => {
      this.mend();
    }, this.#closed.signal);
  }

  /** The network is there again. */
  mend(): void {
    this.#plane.mendLinks();
  }

  /** Somebody is gone. */
  forget(id: string): void {
    this.#outbox.forget(id);
    this.#failures.handleMended(id);
  }

  /** Nothing is sent or told any more. May be called twice. */
  close(): void {
    this.#closed.abort();
    this.#outbox.close();
    this.#failures.close();
  }
}
