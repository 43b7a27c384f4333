import type { Source } from '../../../model/sources.js';
import type { Clock } from '../../../base/clock.js';
import type { WireDescription } from '../../../../protocol/protocol.js';
import type { PlaneSignal } from '../../plane-signaling.js';
import type { SentShape } from '../../sent-shape.js';
import { statsUntil } from '../../stats-until.js';
import { closeChannel, openChannel, type DataChannels } from '../data/data-channels.js';
import { LinkSections, type HandleCamera, type LocalTracks, type SentShapes } from './link-sections.js';
import { Negotiator } from './negotiator.js';
import type { RestartCheck } from './restart-check.js';

/** The code that looks after restarts, which comes later than the first connections. */
export interface RestartChecks {
  readonly RestartCheck: typeof RestartCheck;
}

/** What a link is made with. */
export interface PeerLinkOptions {
  configuration: RTCConfiguration;
  /** A function: a connection may be made before it is known to whom. */
  isPolite: () => boolean;
  /** Whether the other side takes asks. */
  canAsk: () => boolean;
  isOffering: boolean;
  localTracks: LocalTracks;
  /** How they are sent, as far as that is known already. */
  shapes?: SentShapes;
  clock: Clock;
  handlers: PeerLinkHandlers;
}

/** What a link calls. None is called after `close()`. */
export interface PeerLinkHandlers {
  handleSignal: (signal: PlaneSignal) => void;
  handleTracks: () => void;
  /** The first frame, or the first sound, of a received source has arrived. */
  handleWarm: (source: Source) => void;
  /** What is on cannot be sent over this connection. */
  handleUnsent: (source: Source, error: unknown) => void;
  handleState: (state: RTCPeerConnectionState) => void;
  /** An exchange of descriptions began or ended. */
  handleNegotiation: () => void;
  /** This connection cannot be repaired any more. */
  handleBroken: (error: unknown) => void;
  /** A message of a data channel, as the browser hands it over. */
  handleData: (message: unknown) => void;
  handleReady: () => void;
  /** A TURN server has given an address (`null`), or a server has not: as `PlaneRelayEvent`. */
  handleRelay: (errorCode: unknown, url?: unknown) => void;
  handleError: (error: unknown) => void;
  handleCamera: HandleCamera;
}

/**
 * One `RTCPeerConnection` to one participant: microphone, camera and data channels, negotiated once. Later changes are
 * `replaceTrack`; a new offer is made for an ICE restart, and for the first shared screen.
 */
export class PeerLink {
  readonly channels: DataChannels;
  readonly #pc: RTCPeerConnection;
  readonly #negotiator: Negotiator;
  readonly #sections: LinkSections;
  readonly #handlers: PeerLinkHandlers;
  readonly #clock: Clock;
  #restartCheck: RestartCheck | null = null;
  readonly #closed = new AbortController();
  #isBroken = false;

  constructor({ configuration, isPolite, canAsk, isOffering, localTracks, shapes, clock, handlers }: PeerLinkOptions) {
    this.#handlers = handlers;
    this.#clock = clock;
    this.#pc = new RTCPeerConnection(complete(configuration));
    this.#sections = new LinkSections(this.#pc, { localTracks, shapes, clock, ...handlers });
    this.#negotiator = new Negotiator(this.#pc, {
      isOffering,
      isPolite,
      canAsk,
      sendSignal: handlers.handleSignal,
      handleOffer: () => {
        this.#sections.adoptOffered();
      },
      handleAskedSources: (sources) => {
        this.#sections.addAsked(sources);
      },
      getNewSources: () => this.#sections.missing,
      handleExchanged: () => {
        this.#shareScreen();
      },
      handleBroken: (error) => {
        this.#break(error);
      },
    });
    const { handleReady, handleData } = handlers;
    this.channels = {
      ordered: openChannel(this.#pc, 'ordered', handleData),
      // Also if the other side may not have it: nothing is transmitted on it before data is sent.
      bulk: openChannel(this.#pc, 'bulk', handleData),
    };
    this.channels.ordered.onopen = handleReady;
    this.#pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) return;
      handlers.handleSignal({ candidate: toWireCandidate(candidate) });
      if (candidate.candidate.includes(' typ relay')) handlers.handleRelay(null);
    };
    this.#pc.onicecandidateerror = ({ errorCode, url }) => {
      handlers.handleRelay(errorCode, url);
    };
    this.#pc.onconnectionstatechange = () => {
      handlers.handleState(this.#pc.connectionState);
    };
    this.#pc.onsignalingstatechange = handlers.handleNegotiation;
    if (!isOffering) return;
    this.#sections.addPerson();
    this.#sections.addScreen();
  }

  /** Whether this side's first offer is out, or will be, and no answer has come back yet. */
  get isOpening(): boolean {
    return this.#negotiator.isOpening;
  }

  /** Whether it is connected, and both sides agree on what it carries. */
  get isSettled(): boolean {
    return this.isUp && this.#negotiator.isSettled;
  }

  /** Whether media flows, also while an exchange of descriptions is under way. */
  get isUp(): boolean {
    return !this.#isBroken && this.#pc.connectionState === 'connected';
  }

  /** Whether it is up, or ICE has found a path for what is still being agreed on over that. */
  get isReached(): boolean {
    const { connectionState, iceConnectionState } = this.#pc;
    const hasPath = ['connected', 'completed'].includes(iceConnectionState);
    return !this.#isBroken && hasPath && connectionState !== 'failed';
  }

  /** Whether an offer is of another connection of the other side than the one this link leads to. */
  isOfAnotherSession(offer: WireDescription): boolean {
    return this.#negotiator.isOfAnotherSession(offer);
  }

  get tracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#sections.remoteTracks;
  }

  get canSend(): boolean {
    return this.channels.ordered.readyState === 'open';
  }

  handleSignal(signal: PlaneSignal): void {
    this.#negotiator.handleSignal(signal);
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#sections.setTrack(source, track);
    this.#shareScreen();
  }

  setShape(source: Source, shape: SentShape): void {
    this.#sections.setShape(source, shape);
  }

  /** Sends the camera at full size from now on: a connection begins with smaller pictures. */
  sendWholePictures(): void {
    this.#sections.sendWholePictures();
  }

  /** The candidates gathered so far stay in use; an ICE restart uses the new servers. */
  setConfiguration(configuration: RTCConfiguration): void {
    try {
      this.#pc.setConfiguration(complete(configuration));
    } catch (error) {
      // The browser does not take the servers: the connection goes on with those it has.
      this.#handlers.handleError(error);
    }
  }

  /** Restarts ICE, or has the other side do so; as `Negotiator.restartIce`. */
  restartIce(isAgain?: boolean): void {
    this.#negotiator.restartIce(isAgain);
  }

  /** Sends the offer, or the ask, that was not answered again. */
  repeat(): void {
    this.#negotiator.repeat();
  }

  /** Descriptions were exchanged: if that was an ICE restart, looks whether both sides use the new path. */
  checkRestart({ RestartCheck: Check }: RestartChecks): void {
    if (this.#closed.signal.aborted) return;
    this.#restartCheck ??= new Check(this.#pc, {
      getStats: () => this.getStats(),
      clock: this.#clock,
      handleSplit: () => {
        this.#break(new DOMException('After an ICE restart, each side uses another path.', 'NetworkError'));
      },
    });
    this.#restartCheck.handleExchanged();
  }

  /** How loud the participant is, 0 to 1, as the sender measured it (RFC 6464) or the receiver did. */
  get audioLevel(): number {
    return this.#sections.audioLevel;
  }

  /** As `statsUntil`. */
  getStats(): Promise<RTCStatsReport> {
    return statsUntil(this.#closed.signal, this.#pc);
  }

  /** May be called twice. */
  close(): void {
    this.#pc.onicecandidate = null;
    this.#pc.onicecandidateerror = null;
    this.#pc.onconnectionstatechange = null;
    this.#pc.onsignalingstatechange = null;
    this.#negotiator.close();
    this.#restartCheck?.close();
    for (const channel of Object.values(this.channels)) closeChannel(channel);
    this.#sections.close();
    this.#pc.close();
    this.#closed.abort();
  }

  #break(error: unknown): void {
    this.#isBroken = true;
    this.#handlers.handleBroken(error);
  }

  /** Before both sides have the sections of the person, those of a screen would take their places. */
  #shareScreen(): void {
    if (!this.#negotiator.isExchanged) return;
    if (this.#negotiator.isAsking) this.#negotiator.askForSections();
    else this.#sections.addScreen();
  }
}

/** The bundle policy is settled when a connection is made: a configuration without it is refused later. */
function complete(configuration: RTCConfiguration): RTCConfiguration {
  return { bundlePolicy: 'max-bundle', ...configuration };
}

function toWireCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
