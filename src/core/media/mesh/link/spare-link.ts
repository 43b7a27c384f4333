import type { Clock } from '../../../base/clock.js';
import type { WireDescription } from '../../../../protocol/protocol.js';
import type { HandleCamera, LocalTracks } from './link-sections.js';
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

  constructor(configuration: RTCConfiguration, localTracks: LocalTracks, clock: Clock, handleCamera: HandleCamera) {
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
    const later =
      <Name extends keyof PeerLinkHandlers>(name: Name) =>
      (...facts: Parameters<PeerLinkHandlers[Name]>): void => {
        // The compiler cannot tie the facts to the name across a union.
        tell((handlers) => (handlers[name] as (...facts: unknown[]) => void)(...facts));
      };
    this.link = new PeerLink({
      configuration,
      localTracks,
      isPolite: () => this.#owner?.isPolite ?? false,
      canAsk: () => this.#owner?.canAsk ?? false,
      isOffering: true,
      clock,
      handlers: {
        handleCamera,
        handleSignal: (signal) => {
          const isFirstOffer = this.#owner === null && signal.description !== undefined;
          if (isFirstOffer) handleOffer(signal.description);
          else
            tell((handlers) => {
              handlers.handleSignal(signal);
            });
        },
        handleTracks: later('handleTracks'),
        handleWarm: later('handleWarm'),
        handleState: later('handleState'),
        handleData: later('handleData'),
        handleReady: later('handleReady'),
        handleUnsent: later('handleUnsent'),
        handleNegotiation: later('handleNegotiation'),
        handleRelay: later('handleRelay'),
        handleError: later('handleError'),
        handleBroken: (error) => {
          this.#handleNoOffer(error);
          tell((handlers) => {
            handlers.handleBroken(error);
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
