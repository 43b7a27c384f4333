import { CallError } from '../../base/errors.js';
import type { Source } from '../../model/sources.js';
import type { FeatureContext, SessionFeature } from '../feature.js';
import { LinkRenewals } from './link-renewals.js';
import { SilentLinks } from './silent-links.js';
import { StillPictures } from './still-pictures.js';
import { StoppedServer } from './stopped-server.js';

/**
 * Renews links that are connected and do not work: nothing arrives, what arrives is not presented, or what is on cannot
 * be sent.
 */
export class HealingFeature implements SessionFeature {
  readonly #renewals: LinkRenewals;
  readonly #pictures: StillPictures;
  readonly #silences: SilentLinks;
  readonly #server: StoppedServer;
  readonly #context: FeatureContext;

  constructor(context: FeatureContext) {
    this.#context = context;
    const { plane, clock } = context;
    this.#renewals = new LinkRenewals((id) => {
      plane.renewLink(id);
    }, clock);
    this.#pictures = new StillPictures(plane, clock, this.#renewals);
    this.#silences = new SilentLinks(context, plane, this.#renewals);
    const { getSnapshot } = context;
    this.#server = new StoppedServer({
      getSnapshot,
      clock,
      handleLost: () => {
        context.handleEnded('server-shutdown', null);
      },
    });
  }

  handleAdmitted(): void {
    this.#server.stopWaiting();
  }

  /** The server announced that it stops. */
  handleServerStopped(): void {
    this.#server.handleStopped();
  }

  /** As `CallController.reportPicture`. */
  handlePicture(id: string, source: Source, isPresented: boolean): void {
    void this.#pictures.handlePicture(id, source, isPresented);
  }

  /** What is on cannot be sent to a participant over the present connection; a new one has new senders. */
  handleUnsent(id: string, cause: unknown): void {
    if (!this.#renewals.renew(id, 'unsent')) this.#context.tellError(unsent(cause));
  }

  handleGone(id: string): void {
    this.#renewals.forget(id);
    this.#pictures.forget(id);
    this.#silences.forget(id);
  }

  close(): void {
    this.#silences.close();
    this.#server.stopWaiting();
  }
}

function unsent(cause: unknown): CallError {
  return new CallError('internal', {
    message: 'What is on cannot be sent to a participant.',
    hint: 'Turn it off and on again, or leave and join again.',
    cause,
  });
}
