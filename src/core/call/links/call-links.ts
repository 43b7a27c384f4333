import type { CallChange } from '../../model/reducer.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import type { Source } from '../../model/sources.js';
import type { Clock } from '../../base/clock.js';
import { CallError } from '../../base/errors.js';
import { LinkFailures } from './link-failures.js';
import { LinkRenewals } from './link-renewals.js';
import type { Logger } from '../../base/logger.js';
import type { MediaPlane, PlaneEvents, PlaneSignal } from '../../media/media-plane.js';
import { onPageOnline } from '../../base/page-lifecycle.js';
import { SignalOutbox } from './signal-outbox.js';
import { SilentLinks } from './silent-links.js';
import { StillPictures } from './still-pictures.js';
import { listen } from '../../base/typed-events.js';

/** What the ways to the others need of the call around them. */
export interface LinkSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tellError(error: CallError): void;
  clock: Clock;
  logger: Logger;
}

/** The ways to the others, as the call knows them: their signals on the way, whether they are up, and what is not seen over them. */
export class CallLinks {
  readonly #plane: MediaPlane;
  readonly #outbox: SignalOutbox;
  readonly #failures: LinkFailures;
  readonly #renewals: LinkRenewals;
  readonly #pictures: StillPictures;
  readonly #silences: SilentLinks;
  readonly #closed = new AbortController();

  constructor(call: LinkSurroundings, plane: MediaPlane, send: (to: string, signal: PlaneSignal) => Promise<unknown>) {
    const { clock, logger } = call;
    this.#plane = plane;
    this.#outbox = new SignalOutbox({ send, clock, logger });
    this.#failures = new LinkFailures(call);
    this.#renewals = new LinkRenewals((id) => {
      plane.renewLink(id);
    }, clock);
    this.#pictures = new StillPictures(plane, clock, this.#renewals);
    this.#silences = new SilentLinks(call, plane, this.#renewals);
    listen<PlaneEvents>(
      plane,
      {
        'plane-signal': ({ to, signal }) => {
          this.#outbox.send(to, signal);
        },
        'plane-link': ({ participantId: id, state, cause }) => {
          call.apply({ type: 'connected', id, isConnected: state === 'connected' });
          if (state === 'failed') this.#failures.handleFailed(id, cause);
          else if (state === 'connected') this.#failures.handleMended(id);
        },
        'plane-unsent': ({ participantId: id, cause }) => {
          // Another connection has other senders.
          if (!this.#renewals.renew(id, 'unsent')) call.tellError(unsent(cause));
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

  /** As `CallController.reportPicture`. */
  handlePicture(id: string, source: Source, isPresented: boolean): void {
    void this.#pictures.handlePicture(id, source, isPresented);
  }

  /** Somebody is gone. */
  forget(id: string): void {
    this.#outbox.forget(id);
    this.#failures.handleMended(id);
    this.#renewals.forget(id);
    this.#pictures.forget(id);
    this.#silences.forget(id);
  }

  /** Nothing is sent or told any more. May be called twice. */
  close(): void {
    this.#closed.abort();
    this.#outbox.close();
    this.#failures.close();
    this.#silences.close();
  }
}

function unsent(cause: unknown): CallError {
  return new CallError('internal', {
    message: 'What is on cannot be sent to a participant.',
    hint: 'Turn it off and on again, or leave and join again.',
    cause,
  });
}
