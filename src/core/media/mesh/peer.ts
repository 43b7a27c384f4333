import type { Source } from '../../call-snapshot.js';
import type { Clock } from '../../clock.js';
import type { LinkState, PlaneData, PlaneSignal } from '../media-plane.js';
import { encodeFrame } from './data-frame.js';
import { PeerLink, type LocalTracks, type PeerLinkHandlers } from './peer-link.js';
import type { SpareLink } from './spare-link.js';

/** A short `disconnected` mends itself; Safari shows one at every renegotiation. After this, ICE is restarted. */
const DISCONNECTED_PATIENCE_MS = 2000;
/** ICE takes about 15 s to give up a restart; after this many without success the connection is made anew. */
const RESTARTS_BEFORE_REBUILD = 2;
/** Pictures begin small; by then the sender has found out how much the way carries. */
const SMALL_PICTURES_MS = 1000;

/** What a peer is made with. */
export interface PeerOptions {
  isPolite: boolean;
  isOffering: boolean;
  /** The connection whose offer this participant has already. */
  spare: SpareLink | null;
  /** Of the first connection: 1, or more when there were others before. */
  generation: number;
  /** Read at each new connection: servers and tracks may have changed since the last. */
  getConfiguration: () => RTCConfiguration;
  getLocalTracks: () => LocalTracks;
  clock: Clock;
  handlers: Omit<PeerLinkHandlers, 'handleState'> & { handleState: (state: LinkState) => void };
}

/**
 * The way to one participant over its whole life: the present connection, its generation, and how it is mended. The
 * impolite side alone makes a connection anew, so that both never do at once; both may restart ICE.
 */
export class Peer {
  readonly #options: PeerOptions;
  #link: PeerLink;
  /** Grows with each new connection; signals of an older one are dropped. */
  #generation: number;
  #restarts = 0;
  #isClosed = false;
  #cancelRestart: () => void = () => undefined;
  #cancelGrowth: () => void = () => undefined;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#generation = options.generation;
    this.#link = options.spare?.adopt(this.#createHandlers(), options.isPolite) ?? this.#createLink(options.isOffering);
  }

  /** The present connection's. */
  get generation(): number {
    return this.#generation;
  }

  get tracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#link.tracks;
  }

  get canSend(): boolean {
    return this.#link.canSend;
  }

  get audioLevel(): number {
    return this.#link.audioLevel;
  }

  handleSignal(signal: PlaneSignal): void {
    const generation = signal.generation ?? 1;
    if (generation < this.#generation) return;
    const isOffer = signal.description?.type === 'offer';
    // Both made their first offer: a rollback would leave this side's sections beside the other's, so it starts over.
    const isFirstGlare = isOffer && this.#options.isPolite && this.#link.isOpening;
    if (generation > this.#generation || isFirstGlare) this.#replaceLink(generation, false);
    this.#link.handleSignal(signal);
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#link.setTrack(source, track);
  }

  /** For the present connection, from its next ICE restart on. */
  setConfiguration(configuration: RTCConfiguration): void {
    this.#link.setConfiguration(configuration);
  }

  /** Sends over the present connection, or over the one that takes its place before it could. */
  async send(data: PlaneData): Promise<void> {
    const frame = encodeFrame(data);
    for (;;) {
      const link = this.#link;
      try {
        await link.send(frame);
        return;
      } catch (error) {
        if (link === this.#link) throw error;
      }
    }
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#link.getStats();
  }

  /** May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancelRestart();
    this.#cancelGrowth();
    this.#link.close();
  }

  #replaceLink(generation: number, isOffering: boolean): void {
    this.#cancelRestart();
    this.#cancelGrowth();
    this.#link.close();
    this.#generation = generation;
    this.#link = this.#createLink(isOffering);
  }

  #createLink(isOffering: boolean): PeerLink {
    const { isPolite, getConfiguration, getLocalTracks, clock } = this.#options;
    return new PeerLink({
      configuration: getConfiguration(),
      localTracks: getLocalTracks(),
      isPolite: () => isPolite,
      isOffering,
      clock,
      handlers: this.#createHandlers(),
    });
  }

  /** What a link tells, stamped with the generation it belongs to. */
  #createHandlers(): PeerLinkHandlers {
    const { handlers } = this.#options;
    const generation = this.#generation;
    return {
      ...handlers,
      handleSignal: (signal) => {
        handlers.handleSignal({ ...signal, generation });
      },
      handleState: (state) => {
        if (!this.#isClosed) this.#handleState(state);
      },
    };
  }

  #handleState(state: RTCPeerConnectionState): void {
    const { clock, handlers } = this.#options;
    this.#cancelRestart();
    if (state === 'connected') {
      this.#restarts = 0;
      this.#cancelGrowth = clock.after(SMALL_PICTURES_MS, () => {
        this.#link.sendWholePictures();
      });
      handlers.handleState('connected');
    } else if (state === 'disconnected') {
      this.#cancelRestart = clock.after(DISCONNECTED_PATIENCE_MS, () => {
        this.#link.restartIce();
      });
      handlers.handleState('interrupted');
    } else if (state === 'failed') {
      handlers.handleState('failed');
      this.#recover();
    } else {
      handlers.handleState('connecting');
    }
  }

  #recover(): void {
    this.#restarts += 1;
    if (this.#restarts <= RESTARTS_BEFORE_REBUILD) {
      this.#link.restartIce();
    } else if (!this.#options.isPolite) {
      this.#restarts = 0;
      this.#replaceLink(this.#generation + 1, true);
    }
  }
}
