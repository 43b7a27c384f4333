import type { TypedEventTarget } from '../../core/base/typed-events.js';
import { SOURCE_TABLE, SOURCES, type Source } from '../../core/model/sources.js';
import { CallError } from '../../core/index.js';
import type { LinkState } from '../../core/model/snapshot.js';
import { decodeFrame, type DataFrame, type PlaneData } from '../../core/media/data-frame.js';
import type { DataOptions, Lane } from '../../core/media/data-path.js';
import type { PlaneEvents } from '../../core/media/plane-events.js';
import type { PlaneSignal } from '../../core/media/plane-signaling.js';
import type { Clock } from '../../core/base/clock.js';
import { MemoryLane, type MemoryConditions } from './memory-conditions.js';
import { MemoryStats, type Counted } from './memory-stats.js';
import { tell } from '../../core/base/typed-events.js';

/** When the two ends are in different states, the link is in the later of this list. */
const WORSE: readonly LinkState[] = ['connected', 'connecting', 'interrupted', 'failed'];

/** The plane that a link belongs to. */
export interface LinkOwner extends TypedEventTarget<PlaneEvents> {
  readonly localTracks: ReadonlyMap<Source, MediaStreamTrack>;
  /** The audio level that this side sends now, 0 to 1. */
  readonly sentLevel: number;
  /** The state of this side's links. */
  readonly path: LinkState;
  handleReachable(id: string): void;
  handleData(from: string, data: PlaneData): void;
  /** Sends a signal to a participant through the server. */
  signal(to: string, signal: PlaneSignal): void;
  /** Where the two ends find each other. */
  readonly network: {
    /** Unique among all networks. */
    readonly name: string;
    readonly clock: Clock;
    readonly carriesSound: boolean;
    readonly conditions: MemoryConditions;
    describe(link: MemoryLink): string;
    linkOf(sdp: string): MemoryLink | null;
    forget(link: MemoryLink): void;
  };
}

/** What a link is made with. */
export interface MemoryLinkOptions {
  generation: number;
  isPolite: boolean;
  formerTracks: ReadonlyMap<Source, MediaStreamTrack>;
}

interface Parcel {
  frame: DataFrame;
  resolve: () => void;
  reject: (error: CallError) => void;
}

/**
 * One end of the link between two planes in memory. It connects only when both descriptions and a candidate of each
 * side went through signaling; from then on the ends call each other, as soon as the network's conditions allow.
 */
export class MemoryLink {
  readonly generation: number;
  readonly #plane: LinkOwner;
  readonly #id: string;
  readonly #isPolite: boolean;
  /** At first the tracks of the link before, which have ended. */
  readonly #received: Map<Source, MediaStreamTrack>;
  /** The tracks before those: live a while longer, so that a view can change to the next track without a gap. */
  readonly #replaced = new Map<Source, MediaStreamTrack>();
  readonly #parcels: Readonly<Record<Lane, Parcel[]>> = { ordered: [], bulk: [] };
  readonly #lanes: Readonly<Record<Lane, MemoryLane>>;
  readonly #stats: MemoryStats;
  #isSendingBulk = false;
  #other: MemoryLink | null = null;
  #hasOffered = false;
  #hasCandidate = false;
  #isReady = false;
  #isClosed = false;
  #state: LinkState = 'connecting';

  constructor(plane: LinkOwner, id: string, options: MemoryLinkOptions) {
    this.#plane = plane;
    this.#id = id;
    this.#isPolite = options.isPolite;
    this.generation = options.generation;
    this.#received = new Map(options.formerTracks);
    const { clock } = plane.network;
    this.#lanes = { ordered: new MemoryLane(clock), bulk: new MemoryLane(clock) };
    this.#stats = new MemoryStats(clock);
  }

  /** What came from the other side, by source. */
  get tracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#received;
  }

  get isConnected(): boolean {
    return this.#state === 'connected';
  }

  /**
   * Whether ordered data is taken at once. As by a data channel, also while the link is interrupted: it arrives when
   * that is back.
   */
  get canSend(): boolean {
    const other = this.#other;
    return this.#isReady && this.#state !== 'failed' && !this.#isClosed && other !== null && !other.#isClosed;
  }

  get level(): number {
    return this.isConnected && this.#other ? this.#other.#plane.sentLevel : 0;
  }

  /** What a browser would report of this end. */
  get stats(): RTCStatsReport {
    this.count();
    return this.#stats.report(this.#plane.network.conditions, this.#counted);
  }

  /** Counts what went over it until now: its tracks, or the conditions of the network, are about to change. */
  count(): void {
    this.#stats.count(this.#plane.network.conditions, this.#counted);
  }

  offer(): void {
    queueMicrotask(() => {
      if (this.#isClosed || this.#other) return;
      this.#hasOffered = true;
      this.#describe('offer');
    });
  }

  handleSignal({ description, candidate }: PlaneSignal): void {
    if (candidate) this.#hasCandidate = true;
    if (description?.type === 'offer') {
      // Both offered: the impolite side's offer stands, as in perfect negotiation.
      if (this.#hasOffered && !this.#isPolite) return;
      this.#hasOffered = false;
      this.#other = this.#plane.network.linkOf(description.sdp);
      this.#describe('answer');
    }
    if (description?.type === 'answer' && this.#hasOffered) this.#other = this.#plane.network.linkOf(description.sdp);
    this.updateBoth();
  }

  /** Hands the other side what this side sends as `source` now. */
  sendTrack(source: Source): void {
    const { carriesSound } = this.#plane.network;
    if (!this.#isReady || (!carriesSound && SOURCE_TABLE[source].kind === 'audio')) return;
    const other = this.#other;
    const track = this.#plane.localTracks.get(source)?.clone() ?? null;
    queueMicrotask(() => {
      if (other && !other.#isClosed) other.#receiveTrack(source, track);
      else track?.stop();
    });
  }

  /** Sends a message in the frame of a real data channel, so that it is copied and refused alike. */
  async send(frame: DataFrame, { lane = 'ordered', signal }: DataOptions): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const parcels = this.#parcels[lane];
      const parcel: Parcel = { frame, resolve, reject };
      const isTaken = lane === 'ordered' && this.canSend;
      const abort = (): void => {
        const place = parcels.indexOf(parcel);
        if (place < 0) return;
        parcels.splice(place, 1);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a page may abort with any value
        reject(signal?.reason);
      };
      // What a channel has taken stays sent.
      if (isTaken) resolve();
      else signal?.addEventListener('abort', abort, { once: true });
      parcels.push(parcel);
      this.#deliver();
    });
  }

  #update(): void {
    const state = this.#findState();
    if (state === this.#state || this.#isClosed) return;
    this.count();
    this.#state = state;
    tell(this.#plane, 'plane-link', { participantId: this.#id, state });
    if (state !== 'connected') return;
    if (!this.#isReady) {
      this.#isReady = true;
      for (const source of SOURCES) this.sendTrack(source);
      this.#plane.handleReachable(this.#id);
    }
    this.#deliver();
  }

  /** Updates the state of both ends from their signals and from the paths of their planes. */
  updateBoth(): void {
    this.#update();
    if (this.#other) this.#other.#update();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#plane.network.forget(this);
    for (const lane of Object.values(this.#lanes)) lane.close();
    for (const track of [...this.#received.values(), ...this.#replaced.values()]) track.stop();
    for (const parcels of Object.values(this.#parcels))
      for (const parcel of parcels.splice(0)) parcel.reject(new CallError('not-allowed'));
    const other = this.#other;
    queueMicrotask(() => {
      if (other) other.#update();
    });
  }

  #describe(type: 'offer' | 'answer'): void {
    const { generation } = this;
    const signals: PlaneSignal[] = [
      { description: { type, sdp: this.#plane.network.describe(this) }, generation },
      { candidate: { candidate: this.#plane.network.name, sdpMid: '0' }, generation },
    ];
    for (const signal of signals) this.#plane.signal(this.#id, signal);
  }

  get #counted(): Counted {
    return { isConnected: this.isConnected, received: this.#received, sent: this.#plane.localTracks };
  }

  #findState(): LinkState {
    const other = this.#other;
    if (!other || other.#other !== this || !this.#hasCandidate || !other.#hasCandidate) return this.#state;
    if (other.#isClosed) return 'interrupted';
    const rank = Math.max(WORSE.indexOf(this.#plane.path), WORSE.indexOf(other.#plane.path));
    return WORSE[rank] ?? 'failed';
  }

  #deliver(): void {
    const other = this.#other;
    if (!this.isConnected || !other) return;
    for (const parcel of this.#parcels.ordered.splice(0)) this.#hand(parcel, 'ordered', other);
    if (!this.#isSendingBulk) void this.#deliverBulk();
  }

  /** One message at a time, so that ordered messages can go between them. */
  async #deliverBulk(): Promise<void> {
    this.#isSendingBulk = true;
    await Promise.resolve();
    for (let other = this.#other; this.isConnected && other; other = this.#other) {
      const parcel = this.#parcels.bulk.shift();
      if (!parcel) break;
      this.#hand(parcel, 'bulk', other);
      const { frame } = parcel;
      await this.#lanes.bulk.free(frame instanceof Uint8Array ? frame.length : 0, this.#plane.network.conditions);
    }
    this.#isSendingBulk = false;
  }

  #hand({ frame, resolve }: Parcel, lane: Lane, other: MemoryLink): void {
    this.#lanes[lane].carry(this.#plane.network.conditions, () => {
      other.receive(decodeFrame(typeof frame === 'string' ? frame : frame.buffer));
    });
    resolve();
  }

  receive(data: PlaneData | null): void {
    if (data && !this.#isClosed) this.#plane.handleData(this.#id, data);
  }

  #receiveTrack(source: Source, track: MediaStreamTrack | null): void {
    const before = this.#received.get(source);
    if (!before && !track) return;
    this.count();
    if (track) this.#received.set(source, track);
    else this.#received.delete(source);
    tell(this.#plane, 'plane-tracks', { participantId: this.#id });
    // A clone has the frames of its original at once.
    if (track) tell(this.#plane, 'plane-warm', { participantId: this.#id, source });
    this.#replaced.get(source)?.stop();
    if (before && track) this.#replaced.set(source, before);
    else before?.stop();
  }
}
