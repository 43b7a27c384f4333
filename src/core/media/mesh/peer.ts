import { afterRunning } from '../../base/clock.js';
import type { LinkState } from '../../model/snapshot.js';
import type { Source } from '../../model/sources.js';
import { nextLinkState } from '../link-state.js';
import type { PlaneSignal } from '../plane-signaling.js';
import type { SentShape } from '../sent-shape.js';
import { MAX_HELD_CANDIDATES } from './link/negotiator.js';
import type { DataChannels } from './data/data-channels.js';
import { LinkWatch } from './link-watch.js';
import { PeerLink, type PeerLinkHandlers } from './link/peer-link.js';
import type { PeerOptions } from './peer-options.js';
import { DISCONNECTED_PATIENCE_MS, MAX_GENERATIONS_AHEAD, SMALL_PICTURES_MS } from './peer-bounds.js';
import { SignalBudget } from './signal-budget.js';

/**
 * The link to one participant over its whole life: the present connection, its generation, and its repair. A connection
 * that is not up, or not done negotiating, in time is replaced, for as long as the participant is in the room.
 */
export class Peer {
  /** The data on its way to this participant, once there is any; what holds it is told of the next connections. */
  queues: { handleReplaced(): void; close(): void } | null = null;
  readonly #options: PeerOptions;
  readonly #budget: SignalBudget;
  readonly #watch: LinkWatch;
  /** `null` while the browser does not make one. */
  #link: PeerLink | null = null;
  /** The tracks of the former connection, until the present one is up: its own come one by one, and none is to look turned off. */
  #formerTracks: ReadonlyMap<Source, MediaStreamTrack> = new Map();
  /** Grows with each new connection; signals of an older one are dropped. */
  #generation: number;
  /** The last generation of which the other side certainly knows: it offered it, or has said something in it. */
  #known: number;
  /** Whether anything has come of the present connection. */
  #isHeard = false;
  /** What has come of later generations before their offers. */
  #early: PlaneSignal[] = [];
  readonly #shapes = new Map<Source, SentShape>();
  #state: LinkState = 'connecting';
  #wasConnected = false;
  #isClosed = false;
  #cancelRestart: () => void = () => undefined;
  #cancelGrowth: () => void = () => undefined;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#budget = new SignalBudget(options.clock);
    this.#watch = new LinkWatch(options.clock, this.#handleOverdue.bind(this), () => {
      if (this.#link?.isUp !== true) this.#tell('failed');
    });
    this.#generation = options.generation;
    this.#known = options.generation - 1;
    if (options.spare === null) this.#open(options.generation, options.isOffering);
    else this.#link = options.spare.adopt(this.#createHandlers(), options);
    this.#updateWatch();
  }

  /** Of the last connection that the other side certainly knows of. */
  get lastGeneration(): number {
    return this.#known;
  }

  get tracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return new Map([...this.#formerTracks, ...(this.#link?.tracks ?? [])]);
  }

  /** The data channels of the present connection. */
  get channels(): DataChannels | null {
    return this.#link?.channels ?? null;
  }

  /** Whether the other side has a second data channel. */
  get hasBulkLane(): boolean {
    return this.#options.hasBulkLane;
  }

  get canSend(): boolean {
    return this.#link?.canSend ?? false;
  }

  /** Silence while disconnected: browsers keep the last level for a while. */
  get audioLevel(): number {
    return this.#state === 'connected' ? (this.#link?.audioLevel ?? 0) : 0;
  }

  handleSignal(signal: PlaneSignal): void {
    const generation = signal.generation ?? 1;
    const ahead = generation - this.#generation;
    if (ahead < 0 || ahead > MAX_GENERATIONS_AHEAD || !this.#budget.takeSignal(signal)) return;
    if (ahead > 0) this.#handleLater(signal, generation);
    else this.#handlePresent(signal);
    this.#updateWatch();
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#link?.setTrack(source, track);
  }

  setShape(source: Source, shape: SentShape): void {
    this.#shapes.set(source, shape);
    this.#link?.setShape(source, shape);
  }

  /** For the present connection, from its next ICE restart on. */
  setConfiguration(configuration: RTCConfiguration): void {
    this.#link?.setConfiguration(configuration);
  }

  async getStats(): Promise<RTCStatsReport> {
    return this.#link?.getStats() ?? new Map<string, object>();
  }

  /** The network is back: a link that is not connected does not wait for its next attempt. */
  handleNetworkChange(): void {
    if (this.#link?.isSettled === true) return;
    this.#watch.reset();
    if (this.#wasConnected) this.#link?.restartIce(true);
    this.#updateWatch();
  }

  /** Restarts ICE, also where nothing is known to be broken; a connection that is not up yet is not restarted. */
  restart(): void {
    if (this.#wasConnected) this.#link?.restartIce();
    this.#updateWatch();
  }

  /** Replaces the connection, or asks the other side to do so. */
  renew(): void {
    const { canAsk, isPolite, handlers } = this.#options;
    const isUnheard = this.#generation > this.#known;
    // Which of the two an older page takes depends on what it has heard of: each in its turn.
    const other = this.#known + (this.#generation === this.#known + 1 ? 2 : 1);
    if (isUnheard) this.#replace(canAsk ? this.#generation : other, true);
    else if (canAsk && isPolite) handlers.handleSignal({ ask: 'offer', generation: this.#generation + 1 });
    else this.#replace(this.#generation + 1, true);
  }

  /** May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTimers();
    this.#watch.reset();
    this.#budget.close();
    this.#link?.close();
    this.queues?.close();
  }

  /** The other side has begun a later connection, or asks for one; what it offered in between was lost. */
  #handleLater(signal: PlaneSignal, generation: number): void {
    if (signal.description?.type === 'offer') {
      const early = this.#early.filter((each) => each.generation === generation);
      if (!this.#replace(generation, false)) return;
      for (const each of [signal, ...early]) this.#handlePresent(each);
    } else if (signal.ask === 'offer') {
      if (!this.#options.isPolite) this.#replace(generation, true);
    } else if (signal.candidate !== undefined) {
      // The oldest may be of a connection whose offer was lost.
      this.#early = [...this.#early, signal].slice(-MAX_HELD_CANDIDATES);
    }
  }

  #handlePresent(signal: PlaneSignal): void {
    const { description } = signal;
    if (description?.type === 'offer' && this.#link?.isOpening === true) {
      // Both made their first offer. A rollback would leave this side's sections beside the other's, so the polite side starts over.
      if (!this.#options.isPolite || !this.#replace(this.#generation, false)) return;
    } else if (description?.type === 'offer' && this.#link?.isOfAnotherSession(description) === true) {
      // The other side has not heard anything of the connection that this offer takes the place of.
      if (!this.#replace(this.#generation, false)) return;
    }
    // What was asked for is under way already, and the other side has not heard of it.
    if (signal.ask === 'offer' && signal.sources === undefined) return;
    if (!this.#isHeard) {
      this.#isHeard = true;
      this.#known = this.#generation;
      this.#watch.handleHeard(this.#generation === this.#options.generation);
    }
    this.#link?.handleSignal(signal);
  }

  /** Closes the connection and makes the next one; `false` when there were too many in this minute. */
  #replace(generation: number, isOffering: boolean): boolean {
    if (!this.#budget.take('link')) return false;
    this.#cancelTimers();
    this.#formerTracks = this.tracks;
    this.#link?.close();
    this.#open(generation, isOffering);
    this.#updateWatch();
    this.queues?.handleReplaced();
    return true;
  }

  #open(generation: number, isOffering: boolean): void {
    const { isPolite, canAsk, getConfiguration, getLocalTracks, clock } = this.#options;
    this.#generation = generation;
    if (!isOffering) this.#known = generation;
    this.#isHeard = false;
    this.#early = this.#early.filter((signal) => (signal.generation ?? 1) > generation);
    this.#wasConnected = false;
    this.#link = null;
    try {
      this.#link = new PeerLink({
        configuration: getConfiguration(),
        localTracks: getLocalTracks(),
        shapes: this.#shapes,
        isPolite: () => isPolite,
        canAsk: () => canAsk,
        isOffering,
        clock,
        handlers: this.#createHandlers(),
      });
    } catch (error) {
      // The browser does not take the ICE servers, or has too many connections.
      this.#tell('failed', error);
    }
  }

  /** The handlers of a link, which add its generation to its signals. */
  #createHandlers(): PeerLinkHandlers {
    const { handlers } = this.#options;
    const generation = this.#generation;
    return {
      ...handlers,
      handleSignal: (signal) => {
        handlers.handleSignal({ ...signal, generation });
        this.#updateWatch();
      },
      handleState: this.#handleState.bind(this),
      handleNegotiation: () => {
        this.#updateWatch();
        const link = this.#link;
        this.#options.restartChecks.queue((checks) => link?.checkRestart(checks), { isReason: false });
      },
      handleBroken: this.#handleBroken.bind(this),
    };
  }

  #handleState(state: RTCPeerConnectionState): void {
    if (this.#isClosed) return;
    const { clock } = this.#options;
    this.#cancelRestart();
    if (state === 'connected') {
      this.#wasConnected = true;
      this.#cancelGrowth();
      this.#cancelGrowth = clock.after(SMALL_PICTURES_MS, () => this.#link?.sendWholePictures());
      const isRenewed = this.#formerTracks.size > 0;
      this.#formerTracks = new Map();
      if (isRenewed) this.#options.handlers.handleTracks();
      this.#tell('connected');
    } else if (state === 'disconnected') {
      this.#cancelRestart = afterRunning(DISCONNECTED_PATIENCE_MS, () => this.#link?.restartIce(), clock);
      this.#tell('interrupted');
    } else if (state === 'failed') {
      this.#tell('failed');
      this.#link?.restartIce();
    } else this.#tell('connecting');
    this.#updateWatch();
  }

  /** Starts or stops the timeout of the link, by its present state. */
  #updateWatch(): void {
    if (this.#link?.isSettled === true || this.#isClosed) this.#watch.reset();
    else this.#watch.begin(this.#wasConnected);
  }

  /** A connection that has found its path is not given up because the server, or a busy machine, does not answer. */
  #handleOverdue(): void {
    if (!this.#options.handlers.isWaiting()) {
      if (this.#link?.isReached && this.#watch.countRepeat()) this.#link.repeat();
      else this.#renewAgain();
    }
    this.#updateWatch();
  }

  /** Only the first renewal is immediate: further ones come at the pace of `LinkWatch`. */
  #handleBroken(error: unknown): void {
    this.#options.handlers.handleError(error);
    if (this.#isClosed) return;
    this.#tell('interrupted');
    if (this.#watch.isFirst) this.#renewAgain();
  }

  #renewAgain(): void {
    this.#watch.countAttempt();
    this.renew();
    this.#updateWatch();
  }

  #tell(now: LinkState, cause?: unknown): void {
    const state = nextLinkState(this.#state, now);
    if (state === this.#state) return;
    this.#state = state;
    this.#options.handlers.handleState(state, cause);
  }

  #cancelTimers(): void {
    this.#watch.stop();
    this.#cancelRestart();
    this.#cancelGrowth();
  }
}
