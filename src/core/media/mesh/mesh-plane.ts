import type { Source } from '../../model/sources.js';
import { systemClock, type Clock } from '../../base/clock.js';
import { CallError } from '../../base/errors.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import type { ASKING, WireDescription, WireIceServers } from '../../../protocol/protocol.js';
import { TypedEventTarget } from '../../base/typed-events.js';
import {
  PlaneDataEvent,
  PlaneLinkEvent,
  PlaneReadyEvent,
  PlaneSignalEvent,
  PlaneTracksEvent,
  PlaneUnsentEvent,
  type MediaPlane,
  type ParticipantOptions,
  type PlaneData,
  type PlaneEvents,
  type PlaneSignal,
} from '../media-plane.js';
import { Peer } from './peer.js';
import { SpareLink } from './spare-link.js';

/** What a page can do that takes asks. */
const TAKES_ASKS: typeof ASKING = 'signal-ask';

/** What a mesh is made with. */
export interface MeshPlaneOptions {
  /** `relay` uses TURN servers only. */
  icePolicy?: RTCIceTransportPolicy;
  clock?: Clock;
  logger?: Logger;
}

/** Everybody connected to everybody: one peer for each other participant. */
export class MeshPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly #peers = new Map<string, Peer>();
  /** The last connection to whoever was removed: should they come back, they may still hold on to it. */
  readonly #lastGenerations = new Map<string, number>();
  readonly #localTracks = new Map<Source, MediaStreamTrack | null>();
  readonly #icePolicy: RTCIceTransportPolicy;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #iceServers: WireIceServers = [];
  #spare: SpareLink | null = null;

  constructor({ icePolicy = 'all', clock = systemClock, logger = silentLogger }: MeshPlaneOptions = {}) {
    super();
    this.#icePolicy = icePolicy;
    this.#clock = clock;
    this.#logger = logger;
  }

  setIceServers(iceServers: WireIceServers): void {
    if (JSON.stringify(iceServers) === JSON.stringify(this.#iceServers)) return;
    this.#iceServers = iceServers;
    for (const peer of this.#peers.values()) peer.setConfiguration(this.#configuration);
  }

  async prepareOffer(): Promise<WireDescription | null> {
    // By a relay alone there is nothing to gain: its candidates take longer than the round trip.
    if (this.#icePolicy === 'relay') return null;
    this.#spare ??= new SpareLink(this.#configuration, this.#localTracks, this.#clock);
    return this.#spare.offer;
  }

  dropOffer(): void {
    this.#spare?.link.close();
    this.#spare = null;
  }

  addParticipant(id: string, { selfId, isOffering, hasOffer = false, features = [] }: ParticipantOptions): void {
    if (this.#peers.has(id)) return;
    if (hasOffer) this.#lastGenerations.set(id, 0);
    const spare = hasOffer ? this.#takeSpare() : null;
    // The offer was made for other ICE servers than there are: the connection after it is the second one.
    if (hasOffer && spare === null) this.#lastGenerations.set(id, 1);
    const peer = new Peer({
      // Any order both sides agree on will do.
      isPolite: selfId < id,
      isOffering,
      canAsk: features.includes(TAKES_ASKS),
      spare,
      generation: (this.#lastGenerations.get(id) ?? 0) + 1,
      getConfiguration: () => this.#configuration,
      getLocalTracks: () => this.#localTracks,
      clock: this.#clock,
      handlers: {
        handleSignal: (signal) => {
          this.dispatchEvent(new PlaneSignalEvent(id, signal));
        },
        handleTracks: () => {
          this.dispatchEvent(new PlaneTracksEvent(id));
        },
        handleUnsent: (source, cause) => {
          this.dispatchEvent(new PlaneUnsentEvent(id, source, cause));
        },
        handleState: (state, cause) => {
          this.dispatchEvent(new PlaneLinkEvent(id, state, cause));
        },
        handleData: (data) => {
          this.dispatchEvent(new PlaneDataEvent(id, data));
        },
        handleReady: () => {
          this.dispatchEvent(new PlaneReadyEvent(id));
        },
        handleError: (error) => {
          this.#logger.warn(`connection to ${id}`, error);
        },
      },
    });
    this.#peers.set(id, peer);
  }

  removeParticipant(id: string): void {
    const peer = this.#peers.get(id);
    if (peer === undefined) return;
    peer.close();
    this.#peers.delete(id);
    this.#lastGenerations.set(id, peer.lastGeneration);
  }

  handleSignal(from: string, signal: PlaneSignal): void {
    this.#peers.get(from)?.handleSignal(signal);
  }

  renewLink(id: string): void {
    this.#peers.get(id)?.renew();
  }

  mendLinks(): void {
    for (const peer of this.#peers.values()) peer.mend();
  }

  setLocalTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#localTracks.set(source, track);
    this.#spare?.link.setTrack(source, track);
    for (const peer of this.#peers.values()) peer.setTrack(source, track);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#peers.get(id)?.tracks ?? new Map<Source, MediaStreamTrack>();
  }

  canSend(id: string): boolean {
    return this.#peers.get(id)?.canSend ?? false;
  }

  async sendData(id: string, data: PlaneData): Promise<void> {
    const peer = this.#peers.get(id);
    if (peer === undefined) {
      throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
    }
    await peer.send(data);
  }

  audioLevel(id: string): number {
    return this.#peers.get(id)?.audioLevel ?? 0;
  }

  async getStats(): Promise<ReadonlyMap<string, RTCStatsReport>> {
    const reports = [...this.#peers].map(async ([id, peer]) => [id, await peer.getStats()] as const);
    return new Map(await Promise.all(reports));
  }

  close(): void {
    this.dropOffer();
    for (const id of [...this.#peers.keys()]) this.removeParticipant(id);
    this.#lastGenerations.clear();
  }

  /** The spare connection, if it was made for the present ICE servers. */
  #takeSpare(): SpareLink | null {
    const spare = this.#spare;
    if (JSON.stringify(spare?.configuration) !== JSON.stringify(this.#configuration)) return null;
    this.#spare = null;
    return spare;
  }

  get #configuration(): RTCConfiguration {
    return { iceServers: [...this.#iceServers], iceTransportPolicy: this.#icePolicy };
  }
}
