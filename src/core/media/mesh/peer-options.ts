import type { Clock } from '../../base/clock.js';
import type { Lazy } from '../../base/lazy.js';
import type { LinkState } from '../../model/snapshot.js';
import type { LocalTracks } from './link/link-sections.js';
import type { PeerLinkHandlers, RestartChecks } from './link/peer-link.js';
import type { SpareLink } from './link/spare-link.js';

/** What a peer is made with. */
export interface PeerOptions {
  isPolite: boolean;
  isOffering: boolean;
  /** Whether the other side takes asks, and leaves a connection that it opened in vain for another one of the same generation. */
  canAsk: boolean;
  /** Whether the other side has a second data channel. */
  hasBulkLane: boolean;
  /** The connection whose offer this participant has already. */
  spare: SpareLink | null;
  /** Of the first connection: 1, or more when there were others before. */
  generation: number;
  /** Read at each new connection: servers and tracks may have changed since the last. */
  getConfiguration: () => RTCConfiguration;
  getLocalTracks: () => LocalTracks;
  clock: Clock;
  /** What looks after restarts. */
  restartChecks: Pick<Lazy<RestartChecks>, 'queue'>;
  handlers: PeerHandlers;
}

/** What a peer calls. */
export interface PeerHandlers extends Pick<
  PeerLinkHandlers,
  | 'handleSignal'
  | 'handleTracks'
  | 'handleWarm'
  | 'handleUnsent'
  | 'handleData'
  | 'handleReady'
  | 'handleRelay'
  | 'handleError'
  | 'handleCamera'
> {
  /** Called when the state changes; `cause` is what was thrown, if anything was. */
  handleState: (state: LinkState, cause?: unknown) => void;
  /** Whether signals wait for the server: nothing can be answered meanwhile. */
  isWaiting: () => boolean;
}
