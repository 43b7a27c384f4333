import { systemClock, type Clock } from '../../base/clock.js';
import type { CallError } from '../../base/errors.js';
import { silentLogger, type Logger } from '../../base/logger.js';
import { tell, TypedEventTarget } from '../../base/typed-events.js';
import type { Source } from '../../model/sources.js';
import type { WireIceServers } from '../../../protocol/protocol.js';
import { MAX_FRAME_BYTES } from '../data-frame.js';
import type { Demand } from '../demand.js';
import type { Arrival, JoinHint, LinkReport, MediaPlane, PlaneAdmission, RestartReason } from '../media-plane.js';
import type { PlaneEvents } from '../plane-events.js';
import { statsUntil } from '../stats-until.js';
import { DataLanes } from './data/data-lanes.js';
import { LinkMap } from './room/link-map.js';
import { connectionOf } from './library/livekit-internals.js';
import type { LiveKit, Room } from './library/load-livekit.js';
import { LocalPublications } from './local/local-publications.js';
import { RemotePublications } from './remote/remote-publications.js';
import { Restarts } from './room/restarts.js';
import { RoomConnection, type DirectAccess } from './room/room-connection.js';
import { listenToRoom } from './room/room-events.js';
import { splitStats } from './room/track-stats.js';

/** A participant who is back at the server publishes again by then. */
const STALE_MS = 5000;

/** Chosen: how long after something could not be sent it is tried again. */
const RETRY_MS = 2000;

/** What a plane over LiveKit is made with. */
export interface LiveKitPlaneOptions {
  /** Access to the room for the first attempt; without it, `getToken` is asked. */
  direct?: DirectAccess | null;
  /** Asks for access to the room, with a new token. Rejects with `not-allowed` if the room is not to be entered any more. */
  getToken: () => Promise<DirectAccess>;
  /** `null`, the default, leaves the ICE servers to the media server. */
  iceServers?: WireIceServers | null;
  /** `relay` uses TURN servers only. */
  icePolicy?: RTCIceTransportPolicy;
  clock?: Clock;
  logger?: Logger;
}

/**
 * A connection to a LiveKit server, which passes on what each participant sends. It joins when it is admitted, and
 * reports `joined` once what is wished is sent, and again whenever other sources are sent. What was `lost` is tried
 * again until it is `joined`, `refused` or closed; `failure` says why.
 */
export class LiveKitPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly topology = 'sfu';
  readonly capabilities = { maxMessageBytes: MAX_FRAME_BYTES };
  readonly data: DataLanes;
  readonly #clock: Clock;
  readonly #links: LinkMap;
  readonly #local: LocalPublications;
  readonly #remote: RemotePublications;
  readonly #connection: RoomConnection;
  readonly #restarts: Restarts;
  #iceServers: WireIceServers | null;
  #room: Room | null = null;
  /** Aborted when that room is left. */
  #left = AbortSignal.abort();
  #failure: CallError | null = null;
  /** The sources that were reported as sent to the present room; `null` before that. */
  #told: string | null = null;
  #cancelRetry: () => void = () => undefined;
  #isClosed = false;

  constructor(options: LiveKitPlaneOptions) {
    super();
    const { direct = null, getToken, iceServers = null, icePolicy = 'all' } = options;
    const { clock = systemClock, logger = silentLogger } = options;
    this.#clock = clock;
    this.#iceServers = iceServers;
    this.#links = new LinkMap((id, state) => {
      tell(this, 'plane-link', { participantId: id, state });
      if (state === 'connected') this.data.handleReachable(id);
    });
    this.data = new DataLanes(this.#links, clock);
    this.#local = new LocalPublications({
      handleChanged: () => {
        this.#tellSent();
      },
      handleUnsent: (source, cause) => {
        logger.warn(`${source} is not sent`);
        // It goes to all by one connection: one of them stands for it.
        const [id] = this.#links.ids;
        if (id !== undefined) tell(this, 'plane-unsent', { participantId: id, source, cause });
      },
    });
    this.#remote = new RemotePublications({
      clock,
      handleTracks: (id) => {
        tell(this, 'plane-tracks', { participantId: id });
      },
      handleWarm: (id, source) => {
        tell(this, 'plane-warm', { participantId: id, source });
      },
    });
    this.#connection = new RoomConnection({
      direct,
      getToken,
      getIceServers: () => this.#iceServers,
      icePolicy,
      clock,
      logger,
      handleEntered: (livekit, room, signal) => {
        signal.addEventListener('abort', () => {
          this.#leaveRoom();
        });
        this.#remote.setRoom(livekit, room, signal);
        // The library tells of the connection when it looks the next time, and what was said may come before that.
        this.data.setRoom(livekit, room, signal);
      },
      handleConnected: (livekit, room, signal) => {
        this.#handleConnected(livekit, room, signal);
      },
      handleShaky: (isShaky) => {
        this.#links.setShaky(isShaky);
      },
      handleState: (state, failure) => {
        this.#failure = failure;
        tell(this, 'plane-state', { state, sources: [] });
      },
    });
    this.#restarts = new Restarts({
      clock,
      getHeard: () => this.#remote.heard.filter((id) => this.#links.isConnected(id)),
      restart: () => {
        this.restart();
      },
      renew: (id) => {
        this.#remote.renew(id);
      },
    });
  }

  /** Why the plane is `lost` or `refused`; `null` while it is neither. */
  get failure(): CallError | null {
    return this.#failure;
  }

  prepareJoin(): Promise<JoinHint | null> {
    return Promise.resolve(null);
  }

  handleAdmitted({ iceServers }: PlaneAdmission): void {
    this.setIceServers(iceServers);
    this.#connection.start();
    // Back in the call, and in the room all the time: it is reported anew.
    this.#told = null;
    this.#tellSent();
  }

  handleMessage(): void {
    // Moves are the call's business, and signals are between two connections.
  }

  /** For the next connection: the present one keeps what it began with. */
  setIceServers(iceServers: WireIceServers): void {
    if (this.#iceServers !== null) this.#iceServers = iceServers;
  }

  addParticipant(id: string, _arrival?: Arrival, _features?: readonly string[]): void {
    if (this.#isClosed || this.#links.has(id)) return;
    this.#remote.add(id);
    this.data.add(id);
    this.#links.add(id);
  }

  removeParticipant(id: string): void {
    this.#links.remove(id);
    this.#remote.remove(id);
    this.data.remove(id);
  }

  publish(source: Source, track: MediaStreamTrack | null): void {
    if (!this.#isClosed) this.#local.publish(source, track);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#remote.tracksOf(id);
  }

  demand(id: string, source: Source, wanted: Demand): void {
    this.#remote.demand(id, source, wanted);
  }

  audioLevel(id: string): number {
    return this.#links.isConnected(id) ? (this.#room?.remoteParticipants.get(id)?.audioLevel ?? 0) : 0;
  }

  /** There is one link, to the server: for one participant it is restarted only if no other one is heard over it. */
  restart(_reason?: RestartReason, id?: string): void {
    if (this.#isClosed) return;
    if (id === undefined) this.#connection.restart();
    else this.#restarts.ask(id);
  }

  /** Where something cannot be sent, that is tried again, and what is received goes on. */
  renewLink(id: string): void {
    if (!this.#local.isRefused) {
      this.#remote.renew(id);
      return;
    }
    this.#cancelRetry();
    this.#cancelRetry = this.#clock.after(RETRY_MS, () => {
      this.#local.retry();
    });
  }

  async getStats(): Promise<readonly LinkReport[]> {
    const connection = this.#room && connectionOf(this.#room);
    return connection === null ? [] : splitStats(await statsUntil(this.#left, connection), this.#remote.owners);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.#connection.close();
    this.#leaveRoom();
    for (const id of this.#links.ids) this.data.remove(id);
    this.#links.clear();
    this.#remote.close();
  }

  #handleConnected(livekit: LiveKit, room: Room, signal: AbortSignal): void {
    this.#room = room;
    this.#left = signal;
    this.#failure = null;
    this.#told = null;
    this.#remote.handleConnected();
    // Not before: what is sent changes the sections, and those of what is received would wait for that.
    this.#local.setRoom(livekit, room, signal);
    this.#followLinks(livekit, room, signal);
    this.#tellSent();
  }

  #followLinks({ RoomEvent }: LiveKit, room: Room, signal: AbortSignal): void {
    // Where a participant becomes active, the event comes just before the fact.
    const update = (): void => {
      queueMicrotask(() => {
        this.#links.update();
      });
    };
    listenToRoom(
      room,
      {
        [RoomEvent.ParticipantConnected]: update,
        [RoomEvent.ParticipantActive]: update,
        [RoomEvent.ParticipantDisconnected]: update,
      },
      signal,
    );
    const cancel = this.#clock.after(STALE_MS, () => {
      this.#remote.dropStale();
    });
    signal.addEventListener('abort', cancel);
    this.#links.setRoom(room);
  }

  /** May be called twice. */
  #leaveRoom(): void {
    this.#room = null;
    this.#told = null;
    this.#local.leaveRoom();
    this.#remote.leaveRoom();
    this.data.leaveRoom();
    if (!this.#isClosed) this.#links.setRoom(null);
  }

  #tellSent(): void {
    if (this.#room === null || !this.#local.isSettled) return;
    const { sent } = this.#local;
    if (this.#told === sent.join()) return;
    this.#told = sent.join();
    tell(this, 'plane-state', { state: 'joined', sources: sent });
  }
}
