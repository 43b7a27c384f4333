import type { Clock } from '../../core/base/clock.js';
import { toCallError } from '../../core/base/errors.js';
import type { Arrival, PlaneAdmission } from '../../core/media/media-plane.js';
import type { PlaneSignal, PlaneSignaling } from '../../core/media/plane-signaling.js';
import type { Source } from '../../core/model/sources.js';
import type { WireDirect } from '../../protocol/protocol.js';
import type { MemoryEngine } from './memory-engine.js';
import { MemoryNetwork, MemoryPlane } from './memory-plane.js';
import { tell } from '../../core/base/typed-events.js';

/** How long after an attempt to enter its room failed a plane tries again. */
const RETRY_MS = 2000;

/** What a plane over a media server in memory is made with. */
export interface MemoryServedOptions {
  direct: WireDirect | null;
  getToken: () => Promise<WireDirect>;
}

/** Where planes over a media server in memory meet: in the rooms of its engine. */
export class MemoryServedNetwork {
  readonly engine: MemoryEngine;
  readonly clock: Clock;
  readonly #network: MemoryNetwork;
  readonly #rooms = new Map<string, Map<string, MemoryServedPlane>>();
  /** Who cannot reach the media server. */
  readonly unreachable = new Set<string>();

  constructor(engine: MemoryEngine, clock: Clock, options: { carriesSound?: boolean } = {}) {
    this.engine = engine;
    this.clock = clock;
    this.#network = new MemoryNetwork(clock, options);
  }

  createPlane(options: MemoryServedOptions): MemoryServedPlane {
    return new MemoryServedPlane(this, this.#network, options);
  }

  /** Used by its planes: enters the room of a token. @throws Error where the engine does not let it in. */
  enter(plane: MemoryServedPlane, access: WireDirect): { room: string; id: string } {
    const guest = this.engine.enter(access, (change) => {
      if (change !== 'muted') plane.handlePutOut(change);
    });
    const room = this.engine.rooms.find(({ guests }) => guests.includes(guest))?.id ?? '';
    const planes = this.#rooms.get(room) ?? new Map<string, MemoryServedPlane>();
    this.#rooms.set(room, planes);
    for (const [id, other] of planes) {
      other.meet(guest.id, 'after-us');
      plane.meet(id, 'before-us');
    }
    planes.set(guest.id, plane);
    return { room, id: guest.id };
  }

  /** Used by its planes. */
  leave(plane: MemoryServedPlane, { room, id }: { room: string; id: string }): void {
    const planes = this.#rooms.get(room);
    if (planes?.get(id) !== plane) return;
    planes.delete(id);
    for (const other of planes.values()) other.part(id);
  }

  /** Used by its planes: another one in the same room is to make its link to this one anew, if it has one. */
  renew({ room, id }: { room: string; id: string }, from: string): void {
    this.#rooms.get(room)?.get(from)?.renewLink(id);
  }

  /** Used by its planes: a signal to another one in the same room. */
  carry({ room, id: from }: { room: string; id: string }, to: string, signal: PlaneSignal): void {
    queueMicrotask(() => {
      this.#rooms
        .get(room)
        ?.get(to)
        ?.handleMessage({ name: 'signal:message', payload: { seq: 0, from, ...signal } });
    });
  }
}

/** A media plane over a media server in memory: it has links to those who are in the same room of the engine. */
export class MemoryServedPlane extends MemoryPlane {
  override readonly topology = 'sfu';
  readonly #served: MemoryServedNetwork;
  readonly #options: MemoryServedOptions;
  /** The participants of the call, and those of them who are in the room. */
  readonly #known = new Set<string>();
  readonly #met = new Map<string, Arrival>();
  #place: { room: string; id: string } | null = null;
  #direct: WireDirect | null;
  #isEntering = false;
  #isOver = false;
  #cancelRetry: () => void = () => undefined;

  constructor(served: MemoryServedNetwork, network: MemoryNetwork, options: MemoryServedOptions) {
    const signaling: PlaneSignaling = {
      send: (to, signal) => {
        if (this.#place !== null) served.carry(this.#place, to, signal);
        return Promise.resolve();
      },
      request: () => Promise.reject(new Error('A media server in memory takes no requests.')),
    };
    super(network, signaling);
    this.#served = served;
    this.#options = options;
    this.#direct = options.direct;
  }

  override handleAdmitted(admission: PlaneAdmission): void {
    this.selfId = admission.selfId;
    if (this.#place === null) void this.#enter();
  }

  override addParticipant(id: string): void {
    const isLate = this.#met.has(id) && !this.#known.has(id);
    this.#known.add(id);
    this.#link(id);
    // The call knows of them only now: what their plane offered before was dropped.
    if (isLate && this.#place !== null) this.#served.renew(this.#place, id);
  }

  override removeParticipant(id: string): void {
    this.#known.delete(id);
    super.removeParticipant(id);
  }

  override publish(source: Source, track: MediaStreamTrack | null): void {
    super.publish(source, track);
    if (this.#place !== null) this.#tellJoined();
  }

  override restart(): void {
    if (this.#place === null) void this.#enter();
  }

  override close(): void {
    this.#isOver = true;
    this.#cancelRetry();
    this.#leave();
    super.close();
  }

  /** Another participant is in the room. */
  meet(id: string, arrival: Arrival): void {
    this.#met.set(id, arrival);
    this.#link(id);
  }

  /** Another participant is no longer in the room. */
  part(id: string): void {
    this.#met.delete(id);
    super.removeParticipant(id);
    this.countAnew(id);
  }

  /** The engine has put the participant out, or is gone. */
  handlePutOut(change: 'removed' | 'ended'): void {
    if (this.#isOver) return;
    this.#leave();
    tell(this, 'plane-state', { state: change === 'removed' ? 'refused' : 'lost', sources: [] });
    if (change === 'ended') this.#retryLater();
  }

  #link(id: string): void {
    const arrival = this.#met.get(id);
    if (arrival !== undefined && this.#known.has(id)) super.addParticipant(id, arrival);
  }

  async #enter(): Promise<void> {
    if (this.#isEntering) return;
    this.#isEntering = true;
    this.#cancelRetry();
    const isReachable = (): boolean => !this.#served.unreachable.has(this.selfId);
    try {
      const access = this.#direct ?? (await this.#options.getToken());
      this.#direct = null;
      await Promise.resolve();
      if (this.#isOver) return;
      if (!isReachable()) throw new Error('The media server cannot be reached.');
      this.#place = this.#served.enter(this, access);
      this.#tellJoined();
    } catch (error) {
      if (this.#isOver) return;
      const isRefused = isReachable() && toCallError(error).code === 'not-allowed';
      tell(this, 'plane-state', { state: isRefused ? 'refused' : 'lost', sources: [] });
      if (!isRefused) this.#retryLater();
    } finally {
      this.#isEntering = false;
    }
  }

  #retryLater(): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#served.clock.after(RETRY_MS, () => void this.#enter());
  }

  #leave(): void {
    const place = this.#place;
    this.#place = null;
    if (place === null) return;
    this.#served.leave(this, place);
    for (const id of [...this.#met.keys()]) this.part(id);
  }

  #tellJoined(): void {
    tell(this, 'plane-state', { state: 'joined', sources: [...this.localTracks.keys()] });
  }
}
