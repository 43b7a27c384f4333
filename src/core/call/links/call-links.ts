import { onPageOnline } from '../../base/page-lifecycle.js';
import { listen } from '../../base/typed-events.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneEvents } from '../../media/plane-events.js';
import type { CallContext } from '../../model/call-context.js';
import { LinkFailures } from './link-failures.js';

/** Follows the links to the other participants: their state, what comes by them, and restarts when the network is back. */
export class CallLinks {
  readonly #plane: MediaPlane;
  readonly #failures: LinkFailures;
  readonly #closed = new AbortController();

  constructor(context: CallContext, plane: MediaPlane) {
    this.#plane = plane;
    this.#failures = new LinkFailures(context);
    listen<PlaneEvents>(
      plane,
      {
        'plane-tracks': ({ participantId: id }) => {
          context.apply({ type: 'tracks', id, tracks: plane.tracksOf(id) });
        },
        'plane-link': ({ participantId: id, state, cause }) => {
          context.apply({ type: 'connection', id, connection: state });
          if (state === 'failed') this.#failures.handleFailed(id, cause);
          else if (state === 'connected') this.#failures.handleRestored(id);
        },
      },
      this.#closed.signal,
    );
    onPageOnline(() => {
      this.restart();
    }, this.#closed.signal);
  }

  /** The network is back. */
  restart(): void {
    this.#plane.restart('network-changed');
  }

  /** A participant has left. */
  forget(id: string): void {
    this.#failures.handleRestored(id);
  }

  /** No more is reported. May be called twice. */
  close(): void {
    this.#closed.abort();
    this.#failures.close();
  }
}
