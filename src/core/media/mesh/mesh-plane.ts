import { SOURCES, type Source } from '../../model/sources.js';
import { systemClock, type Clock } from '../../base/clock.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import type { ASKING, BULK_LANE, WireIceServers } from '../../../protocol/protocol.js';
import { tell, TypedEventTarget } from '../../base/typed-events.js';
import type { Lazy } from '../../base/lazy.js';
import { MAX_FRAME_BYTES } from '../data-limits.js';
import type { Arrival, JoinHint, LinkReport, MediaPlane, PlaneAdmission, RestartReason } from '../media-plane.js';
import type { PlaneEvents } from '../plane-events.js';
import type { MediaMessage, PlaneSignaling } from '../plane-signaling.js';
import type { SentShape } from '../sent-shape.js';
import type { HandleCamera } from './link/link-sections.js';
import { MeshData, type DataParts } from './mesh-data.js';
import type { EncodeOnce } from './once/index.js';
import { Peer } from './peer.js';
import type { RestartChecks } from './link/peer-link.js';
import type { PeerHandlers } from './peer-options.js';
import { SignalOutbox } from './signal-outbox.js';
import { SpareLink } from './link/spare-link.js';

/** The feature of a page that takes asks. */
const TAKES_ASKS: typeof ASKING = 'signal-ask';
/** The feature of a page that has a second data channel. */
const HAS_BULK_LANE: typeof BULK_LANE = 'data-bulk';
/** Chosen: nobody waits longer to join for what a call can do without. */
const MAX_START_MS = 3000;

/** The code of a mesh that comes later than the first connections. */
export interface MeshParts extends RestartChecks, DataParts {}

/** What a mesh is made with. */
export interface MeshPlaneOptions {
  signaling: PlaneSignaling;
  /** `relay` uses TURN servers only. */
  icePolicy?: RTCIceTransportPolicy;
  clock?: Clock;
  logger?: Logger;
  /** The code that the first pictures do not need. */
  parts: Pick<Lazy<MeshParts>, 'queue' | 'run' | 'value'>;
  /** Encodes the camera once for several participants, where that can be; without it, it is encoded for each. */
  once?: Promise<EncodeOnce | null> | undefined;
}

/**
 * A connection between each two participants: one peer for each other participant. The newcomer offers. To a participant who comes back,
 * and may still have the former connection, the other side offers too.
 */
export class MeshPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly topology = 'mesh';
  readonly capabilities = { maxMessageBytes: MAX_FRAME_BYTES };
  readonly #peers = new Map<string, Peer>();
  readonly data: MeshData;
  /** The last generation to each removed participant: should they come back, they may still have that connection. */
  readonly #lastGenerations = new Map<string, number>();
  readonly #localTracks = new Map<Source, MediaStreamTrack | null>();
  readonly #icePolicy: RTCIceTransportPolicy;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #parts: MeshPlaneOptions['parts'];
  readonly #outbox: SignalOutbox;
  #selfId = '';
  readonly ready?: Promise<void>;
  readonly #starting: MeshPlaneOptions['once'];
  #encodeOnce: EncodeOnce | null = null;
  #iceServers: WireIceServers = [];
  #spare: SpareLink | null = null;
  /** The participant who has the spare connection's offer, until they are added. */
  #spareOwnerId: string | null = null;
  #isClosed = false;

  constructor({
    signaling,
    icePolicy = 'all',
    clock = systemClock,
    logger = silentLogger,
    parts,
    once,
  }: MeshPlaneOptions) {
    super();
    this.#parts = parts;
    this.data = new MeshData(this.#peers, parts);
    this.#icePolicy = icePolicy;
    this.#clock = clock;
    this.#logger = logger;
    this.#outbox = new SignalOutbox({ signaling, clock, logger });
    this.#starting = once;
    const started = once?.then((encodeOnce) => {
      this.#encodeOnce = encodeOnce;
    });
    if (started)
      this.ready = Promise.race([started, new Promise<void>((resolve) => clock.after(MAX_START_MS, resolve))]);
  }

  async prepareJoin(iceServers: WireIceServers): Promise<JoinHint | null> {
    this.setIceServers(iceServers);
    // By a relay alone there is nothing to gain: its candidates take longer than the round trip.
    if (this.#icePolicy === 'relay' || this.#isClosed) return null;
    const spare = (this.#spare ??= new SpareLink(
      this.#configuration,
      this.#localTracks,
      this.#clock,
      this.#handleCamera,
    ));
    try {
      return { offer: await spare.offer };
    } catch (error) {
      if (this.#spare === spare) this.#dropSpare();
      throw error;
    }
  }

  handleAdmitted({ selfId, iceServers, hintTakenBy }: PlaneAdmission): void {
    this.#selfId = selfId;
    this.setIceServers(iceServers);
    this.#spareOwnerId = hintTakenBy;
    if (hintTakenBy === null) this.#dropSpare();
    // The participant who has the offer is added before that; if not, they have left already.
    else
      queueMicrotask(() => {
        this.#dropSpare();
      });
    const sent = SOURCES.filter((source) => (this.#localTracks.get(source) ?? null) !== null);
    tell(this, 'plane-state', { state: 'joined', sources: sent });
  }

  handleMessage({ name, payload }: MediaMessage): void {
    if (name !== 'signal:message') return;
    const { from, ...signal } = payload;
    this.#peers.get(from)?.handleSignal(signal);
  }

  setIceServers(iceServers: WireIceServers): void {
    if (JSON.stringify(iceServers) === JSON.stringify(this.#iceServers)) return;
    this.#iceServers = iceServers;
    for (const peer of this.#peers.values()) peer.setConfiguration(this.#configuration);
  }

  addParticipant(id: string, arrival: Arrival, features: readonly string[] = []): void {
    if (this.#peers.has(id)) return;
    const hasOffer = id === this.#spareOwnerId;
    if (hasOffer) this.#lastGenerations.set(id, 0);
    const spare = hasOffer ? this.#takeSpare() : null;
    // The offer was made for other ICE servers than there are: the connection after it is the second one.
    if (hasOffer && spare === null) this.#lastGenerations.set(id, 1);
    const peer = new Peer({
      // Any order both sides agree on will do.
      isPolite: this.#selfId < id,
      isOffering: arrival !== 'after-us',
      canAsk: features.includes(TAKES_ASKS),
      hasBulkLane: features.includes(HAS_BULK_LANE),
      spare,
      generation: (this.#lastGenerations.get(id) ?? 0) + 1,
      getConfiguration: () => this.#configuration,
      getLocalTracks: () => this.#localTracks,
      clock: this.#clock,
      restartChecks: this.#parts,
      handlers: this.#createHandlers(id),
    });
    this.#peers.set(id, peer);
  }

  removeParticipant(id: string): void {
    const peer = this.#peers.get(id);
    this.#outbox.forget(id);
    if (peer === undefined) return;
    peer.close();
    this.#peers.delete(id);
    this.#lastGenerations.set(id, peer.lastGeneration);
  }

  publish(source: Source, track: MediaStreamTrack | null): void {
    this.#localTracks.set(source, track);
    this.#spare?.link.setTrack(source, track);
    for (const peer of this.#peers.values()) peer.setTrack(source, track);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#peers.get(id)?.tracks ?? new Map<Source, MediaStreamTrack>();
  }

  demand(): void {
    // Nothing is in between that would decide what to send on.
  }

  shape(id: string, source: Source, shape: SentShape): void {
    this.#peers.get(id)?.setShape(source, shape);
  }

  audioLevel(id: string): number {
    return this.#peers.get(id)?.audioLevel ?? 0;
  }

  restart(reason: RestartReason, id?: string): void {
    for (const [peerId, peer] of this.#peers) {
      if (id !== undefined && id !== peerId) continue;
      if (reason === 'asked') peer.restart();
      else peer.handleNetworkChange();
    }
  }

  renewLink(id: string): void {
    this.#peers.get(id)?.renew();
  }

  async getStats(): Promise<readonly LinkReport[]> {
    const reports = [...this.#peers].map(async ([participantId, peer]) => ({
      participantId,
      stats: await peer.getStats(),
    }));
    return Promise.all(reports);
  }

  close(): void {
    this.#isClosed = true;
    this.#dropSpare();
    for (const id of [...this.#peers.keys()]) this.removeParticipant(id);
    this.#lastGenerations.clear();
    this.#outbox.close();
    void this.#starting?.then((encodeOnce) => encodeOnce?.close());
  }

  /** Of links that were made before it was loaded, each encodes for itself. */
  readonly #handleCamera: HandleCamera = (sender, control) => {
    this.#encodeOnce?.add(sender, control);
  };

  /** Turns what a peer reports into events that name its participant. */
  #createHandlers(id: string): PeerHandlers {
    return {
      handleCamera: this.#handleCamera,
      handleSignal: (signal) => {
        this.#outbox.send(id, signal);
      },
      isWaiting: () => this.#outbox.isWaiting(id),
      handleTracks: () => {
        tell(this, 'plane-tracks', { participantId: id });
      },
      handleWarm: (source) => {
        tell(this, 'plane-warm', { participantId: id, source });
      },
      handleUnsent: (source, cause) => {
        tell(this, 'plane-unsent', { participantId: id, source, cause });
      },
      handleState: (state, cause) => {
        tell(this, 'plane-link', { participantId: id, state, cause });
      },
      handleData: (message) => {
        this.data.handleMessage(id, message);
      },
      handleReady: () => {
        tell(this.data, 'data-reachable', { participantId: id });
      },
      handleRelay: (errorCode, url) => {
        tell(this, 'plane-relay', { errorCode, url });
      },
      handleError: (error) => {
        this.#logger.warn(`connection to ${id}`, error);
      },
    };
  }

  /** The spare connection, if it was made for the present ICE servers. */
  #takeSpare(): SpareLink | null {
    const spare = this.#spare;
    this.#spareOwnerId = null;
    if (JSON.stringify(spare?.configuration) !== JSON.stringify(this.#configuration)) return null;
    this.#spare = null;
    return spare;
  }

  #dropSpare(): void {
    this.#spare?.close();
    this.#spare = null;
    this.#spareOwnerId = null;
  }

  get #configuration(): RTCConfiguration {
    return { iceServers: [...this.#iceServers], iceTransportPolicy: this.#icePolicy };
  }
}
