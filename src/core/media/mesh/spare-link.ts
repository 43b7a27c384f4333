import type { Clock } from '../../base/clock.js';
import type { WireDescription } from '../../../protocol/protocol.js';
import type { LocalTracks } from './link-sections.js';
import { PeerLink, type PeerLinkHandlers } from './peer-link.js';

/** What a connection has to know about the participant it leads to. */
export interface SpareOwner {
  isPolite: boolean;
  canAsk: boolean;
}

/**
 * A connection that makes its offer before it is known to whom: the offer rides in `room:join`, and everything else
 * that the connection reports waits until a participant has taken the offer.
 */
export class SpareLink {
  readonly configuration: RTCConfiguration;
  /** Rejects when the browser makes none, or the connection is closed before. */
  readonly offer: Promise<WireDescription>;
  readonly link: PeerLink;
  #owner: (SpareOwner & { handlers: PeerLinkHandlers }) | null = null;
  #handleNoOffer: (error: unknown) => void = () => undefined;
  #waiting: ((handlers: PeerLinkHandlers) => void)[] = [];

  constructor(configuration: RTCConfiguration, localTracks: LocalTracks, clock: Clock) {
    this.configuration = configuration;
    let handleOffer: (offer: WireDescription) => void = () => undefined;
    this.offer = new Promise((resolve, reject) => {
      handleOffer = resolve;
      this.#handleNoOffer = reject;
    });
    // Not everyone who makes a spare connection waits for its offer.
    this.offer.catch(() => undefined);
    const tell = (fact: (handlers: PeerLinkHandlers) => void): void => {
      if (this.#owner === null) this.#waiting.push(fact);
      else fact(this.#owner.handlers);
    };
    this.link = new PeerLink({
      configuration,
      localTracks,
      isPolite: () => this.#owner?.isPolite ?? false,
      canAsk: () => this.#owner?.canAsk ?? false,
      isOffering: true,
      clock,
      handlers: {
        handleSignal: (signal) => {
          const isFirstOffer = this.#owner === null && signal.description !== undefined;
          if (isFirstOffer) handleOffer(signal.description);
          else
            tell((handlers) => {
              handlers.handleSignal(signal);
            });
        },
        handleTracks: () => {
          tell((handlers) => {
            handlers.handleTracks();
          });
        },
        handleWarm: (source) => {
          tell((handlers) => {
            handlers.handleWarm(source);
          });
        },
        handleState: (state) => {
          tell((handlers) => {
            handlers.handleState(state);
          });
        },
        handleData: (data) => {
          tell((handlers) => {
            handlers.handleData(data);
          });
        },
        handleReady: () => {
          tell((handlers) => {
            handlers.handleReady();
          });
        },
        handleUnsent: (source, error) => {
          tell((handlers) => {
            handlers.handleUnsent(source, error);
          });
        },
        handleNegotiation: () => {
          tell((handlers) => {
            handlers.handleNegotiation();
          });
        },
        handleBroken: (error) => {
          this.#handleNoOffer(error);
          tell((handlers) => {
            handlers.handleBroken(error);
          });
        },
        handleError: (error) => {
          tell((handlers) => {
            handlers.handleError(error);
          });
        },
      },
    });
  }

  /** The connection belongs to a participant from now on, who has its offer. */
  adopt(handlers: PeerLinkHandlers, { isPolite, canAsk }: SpareOwner): PeerLink {
    this.#owner = { handlers, isPolite, canAsk };
    for (const fact of this.#waiting.splice(0)) fact(handlers);
    return this.link;
  }
  /** Closes the connection of which no participant has the offer. */
  close(): void {
    this.#handleNoOffer(new DOMException('The connection was closed.', 'AbortError'));
    this.link.close();
  }
}
