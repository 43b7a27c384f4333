import { defaultSeams } from './defaults.js';
import { CallDevices } from './call-devices.js';
import type { CheckOptions, ConnectionCheck } from '../check/check-report.js';
import type { AudioProcessing } from '../devices/devices.js';
import type { CallEvent } from '../model/events.js';
import { MediaCommands, type PictureReports } from './commands/media-commands.js';
import type { InsideRoom } from './commands/room-commands.js';
import type { SessionsContext } from './context/context.js';
import type { CallOptions, CallSeams } from './context/options.js';
import { reduce, type CallChange } from '../model/reducer.js';
import type { CallReport, ReportOptions } from './lazy/report.js';
import { checkRequest, type RoomAndName } from './session/join-request.js';
import { lazyParts } from './lazy/features.js';
import { CallSessions } from './session/session-factory.js';
import { initialSnapshot, type CallSnapshot, type DeviceKind } from '../model/snapshot.js';
import { sentTrackOf, type DeviceSource } from '../model/sources.js';
import { ErrorWords } from '../base/error-words.js';
import { CallError, toCallError, toFatal } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import { onPageHide } from '../base/page-lifecycle.js';
import type { LeaveReason, RoomPeek } from '../../protocol/protocol.js';
import { createSettlable } from '../base/settlable.js';
import { eventsBetween } from '../model/snapshot-events.js';
import { Store } from '../base/store.js';

/**
 * A video call without a UI: commands in, one frozen snapshot and typed events out.
 *
 * Misuse and refusals reject with a `CallError`; failures that come later, or without a command, are told by
 * `noom-error` and are in the snapshot. Every command may be called at any time, and twice.
 */
export class CallController extends MediaCommands {
  readonly #seams: CallSeams;
  readonly #store: Store<CallSnapshot>;
  readonly #context: SessionsContext;
  readonly #devices: CallDevices;
  #options: CallOptions;
  /** Has a session from `prepare()` or `join()` to the end of the call. */
  readonly #sessions: CallSessions;
  #joining: { promise: Promise<void>; settle: (error: CallError | null) => void } | null = null;
  readonly #words = new ErrorWords((error) => this.#options.describeError?.(error));
  #stopWatchingPage: () => void = () => undefined;

  constructor(options: CallOptions = {}, seams: Partial<CallSeams> = {}) {
    super();
    this.#options = { ...options };
    this.#seams = { ...defaultSeams(), ...seams };
    this.#store = new Store(initialSnapshot(options.displayName ?? ''), (error) => {
      (this.#options.logger ?? silentLogger).warn('a subscriber threw', error);
      globalThis.reportError(error);
    });
    const context = (this.#context = this.#createContext());
    this.#devices = new CallDevices({
      ...context,
      handleSource: (source) => {
        const { current: session } = this.#sessions;
        // The state now: a listener of the change may have made another one.
        session?.plane.publish(source, sentTrackOf(this.snapshot.self.sources, source));
        session?.tellSources();
      },
    });
    this.#sessions = new CallSessions(context);
    this.#devices.want(options);
  }

  get snapshot(): CallSnapshot {
    return this.#store.value;
  }

  /** How loud participants are now, 0 to 1, by id (`''` before joining). Changes too often for the snapshot. */
  readonly levels = {
    get: (participantId: string): number =>
      participantId === this.snapshot.self.id
        ? this.#devices.level
        : (this.#sessions.current?.plane.audioLevel(participantId) ?? 0),
  };

  /** Calls back with every new snapshot, not with the present one. Returns a function that undoes it. */
  subscribe(listener: (snapshot: CallSnapshot) => void): () => void {
    const unsubscribe = this.#store.subscribe(listener);
    this.#watch();
    return () => {
      unsubscribe();
      this.#watch();
    };
  }

  /**
   * Sets options. One that was used already (the room, once joining) applies from the next `join()` on. A name and a host's
   * topology apply at once, also in the room; a token when one is needed; `microphone` and `camera` while no device is open.
   */
  configure(options: CallOptions): void {
    this.#options = { ...this.#options, ...options };
    if (this.#isIdle) this.#devices.want(options);
    if (options.topology !== undefined && this.#isInRoom) this.wishTopology(options.topology);
    if (options.displayName === undefined) return;
    if (this.#joining === null) this.#apply({ type: 'named', name: options.displayName });
    else this.#sessions.current?.rename(options.displayName);
  }

  /**
   * Gets ready to join: opens the devices for the preview, and connects to the signaling server meanwhile. Never
   * rejects: what failed is in the snapshot, and does not prevent joining. Again, it opens what could not be opened.
   */
  async prepare(): Promise<void> {
    const { state } = this.snapshot;
    if (this.#isIdle) this.#apply({ type: 'state', state: 'prejoin' });
    // A listener may have left or joined already.
    if (this.snapshot.state !== 'prejoin') return;
    this.#watch();
    try {
      if (state !== 'prejoin') this.#sessions.open().prepare();
    } catch (error) {
      this.#tellError(toCallError(error));
    }
    await this.#devices.open();
  }

  override peek(): Promise<RoomPeek> {
    return this.#sessions.peek();
  }

  /**
   * Joins the room; resolves once joined. Called again while joining or joined, it returns the same promise. The
   * devices open at the same time; joining does not wait for them.
   * @throws CallError `invalid-room`, `invalid-name`, `signaling-unreachable` after 10 s, `unsupported`, what the
   * server refused with, or `not-allowed` when `leave()` was called meanwhile.
   */
  join(): Promise<void> {
    if (this.#joining !== null) return this.#joining.promise;
    try {
      return this.#start(checkRequest(this.#options));
    } catch (thrown) {
      const error = toCallError(thrown);
      if (!error.fatal) return Promise.reject(this.#tellError(error));
      return Promise.reject(this.#end('failed', null, error));
    }
  }

  /** Leaves: always stops every local track and closes every connection. */
  leave(): Promise<void> {
    if (this.snapshot.state === 'prejoin') this.#end('idle', null, null);
    else if (!this.#isIdle) this.#end('left', 'left', null);
    return Promise.resolve();
  }

  /** Whether this browser can share a screen; those of phones cannot. */
  get canShareScreen(): boolean {
    return this.#seams.displays.isSupported;
  }

  /**
   * Uses another device from now on, without a new offer if the source is sent already; remembers the choice.
   * @param deviceId of `snapshot.devices`; `''` lets the browser choose.
   * @throws CallError when it cannot be opened; the one in use stays.
   */
  selectDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    return this.#describing(this.#devices.select(kind, deviceId));
  }

  override setAudioProcessing(processing: AudioProcessing): Promise<void> {
    return this.#describing(this.#devices.process({ ...processing }));
  }

  /** Switches between front and back camera, or to the next one. @throws CallError when it cannot be opened. */
  flipCamera(): Promise<void> {
    return this.#describing(this.#devices.flipCamera());
  }

  /** Pins a participant in the local layout; `null` unpins. @throws CallError `not-allowed` when they are absent. */
  pin(participantId: string | null): Promise<void> {
    const isPresent = this.snapshot.participants.some(({ id }) => id === participantId);
    if (participantId !== null && !isPresent) return Promise.reject(this.#tellError(new CallError('not-allowed')));
    this.#apply({ type: 'pinned', id: participantId });
    return Promise.resolve();
  }

  /** State, quality and statistics: no names, ids or addresses unless asked for. @throws CallError */
  async getReport(options: ReportOptions = {}): Promise<CallReport> {
    return (await lazyParts.load()).createReport(this.#context, this.#sessions.current, options);
  }

  override async checkConnection(options: CheckOptions = {}): Promise<ConnectionCheck> {
    return (await lazyParts.load()).checkConnection(options, this.#context, this.#sessions.current);
  }

  protected override get session(): PictureReports | null {
    return this.#sessions.current;
  }

  protected override async inside(work: (room: InsideRoom) => unknown): Promise<void> {
    try {
      const session = this.#sessions.current;
      if (session === null || !this.#isInRoom) throw new CallError('not-allowed');
      await work(session);
    } catch (error) {
      throw this.#tellError(toCallError(error));
    }
  }

  protected override setSource(source: DeviceSource | 'screen', on: boolean): Promise<void> {
    const mayStart = this.snapshot.self.role !== 'viewer' && (source !== 'screen' || this.#isInRoom);
    if (on && !mayStart) return Promise.reject(this.#tellError(new CallError('not-allowed')));
    return this.#describing(source === 'screen' ? this.#devices.share(on) : this.#devices.set(source, on));
  }

  #createContext(): SessionsContext {
    const { clock, createId } = this.#seams;
    return {
      seams: this.#seams,
      views: this.views,
      clock,
      createId,
      logger: this.#options.logger ?? silentLogger,
      getOptions: () => this.#options,
      getSnapshot: () => this.snapshot,
      apply: this.#apply,
      together: this.#store.together,
      tell: this.#tell,
      tellError: this.#tellError,
      turnOff: (...sources) => {
        for (const source of sources) this.#devices.turnOff(source);
      },
      getLocalLevel: () => this.#devices.level,
      handleEnded: (reason, error) => void this.#end(error === null ? 'left' : 'failed', reason, error),
    };
  }

  get #isIdle(): boolean {
    return ['idle', 'left', 'failed'].includes(this.snapshot.state);
  }

  get #isInRoom(): boolean {
    return ['joined', 'reconnecting'].includes(this.snapshot.state);
  }

  #start(request: RoomAndName): Promise<void> {
    const session = this.#sessions.open();
    const { promise, settle } = createSettlable();
    this.#joining = { promise, settle };
    this.#apply({ type: 'named', name: request.name });
    this.#apply({ type: 'error', error: null });
    this.#apply({ type: 'state', state: 'connecting' });
    // A listener may have left already.
    if (this.#sessions.current !== session) return promise;
    this.#watch();
    this.#stopWatchingPage = onPageHide(() => void this.leave());
    // The socket and the camera start together; neither waits for the other.
    this.#sessions.join(request);
    void this.#devices.open();
    return promise;
  }

  /** Ends what is under way. Returns the error that a pending `join()` rejects with. */
  #end(state: 'idle' | 'left' | 'failed', reason: LeaveReason | null, error: CallError | null): CallError {
    const joining = this.#joining;
    this.#joining = null;
    this.#stopWatchingPage();
    this.#sessions.close();
    this.#devices.close();
    const fatal = error === null ? null : this.#words.describe(toFatal(error));
    // In one change: a listener may join again at once.
    this.#apply({ type: 'ended', state, reason, error: fatal });
    this.#watch();
    const told = fatal ?? new CallError('not-allowed', { message: 'The room was left while joining.' });
    joining?.settle(told);
    return told;
  }

  #watch(): void {
    this.#devices.watch(this.#store.hasSubscribers || !this.#isIdle);
  }

  /** Translates the failures of `work`, which has told them already. */
  async #describing(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw this.#words.describe(toCallError(error));
    }
  }

  readonly #tellError = (thrown: CallError): CallError => {
    const error = this.#words.describe(thrown);
    this.#apply({ type: 'error', error });
    return error;
  };

  readonly #apply = (change: CallChange): void => {
    const previous = this.snapshot;
    const next = reduce(previous, change);
    this.#store.replace(next);
    if (next.state === 'joined') this.#joining?.settle(null);
    for (const event of eventsBetween(previous, next, change)) this.#tell(event);
  };

  readonly #tell = (event: CallEvent): void => {
    this.dispatchEvent(event);
  };
}
