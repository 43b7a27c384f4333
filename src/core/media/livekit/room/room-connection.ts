import type { Clock } from '../../../base/clock.js';
import { CallError, toCallError } from '../../../base/errors.js';
import type { Logger } from '../../../base/logger.js';
import type { WireIceServers } from '../../../../protocol/protocol.js';
import type { PlaneState } from '../../plane-events.js';
import { connectionOf, forbidFullReconnect, keepWhenFrozen, restartIce } from '../library/livekit-internals.js';
import { loadLiveKit, type LiveKit, type Room } from '../library/load-livekit.js';
import { listenToRoom } from './room-events.js';

/** Where the media server is, and the token that admits the local participant to the room, for two minutes. */
export interface DirectAccess {
  readonly url: string;
  readonly token: string;
}

/** A server that has not admitted the page by then cannot be reached. */
const CONNECT_MS = 6000;
const SOCKET_MS = 4000;
/** Of a change of the sections; under load it may take long, and then the room is made anew. */
const NEGOTIATION_MS = 15_000;
/** A connection that is made anew for longer is reported as lost. */
const LOST_MS = 2000;
/** While the library resumes its socket, media goes on; if it takes longer, media may not. */
const SHAKY_MS = 3000;
/** The answer to an offer for a restart comes over the socket, which may be dead without being known to be. */
const RESTART_MS = 4000;
/** After these the library gives up resuming, and the room is made anew. */
const RESUME_DELAYS_MS = [0, 300, 700, 1500, 3000];
const RETRY_DELAYS_MS = [500, 1000, 2000, 5000];
const LONGEST_DELAY_MS = 10_000;

/** The library asks a context whether sound may play, which it does not play here; without one it would make one. */
const NO_AUDIO_CONTEXT = { state: 'running' } as AudioContext;

/** What a connection needs of its surroundings. */
export interface RoomConnectionOptions {
  /** For the first attempt; later ones ask for a new token. */
  readonly direct: DirectAccess | null;
  /** Rejects as `PlaneSignaling.request` does; with `not-allowed` when the participant is not to be there. */
  readonly getToken: () => Promise<DirectAccess>;
  /** `null` leaves them to the media server. */
  readonly getIceServers: () => WireIceServers | null;
  readonly icePolicy: RTCIceTransportPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The page is let in, and told who is there, before it is connected; `signal` is aborted when that is over. */
  readonly handleEntered: (livekit: LiveKit, room: Room, signal: AbortSignal) => void;
  /** The room that was entered is connected. */
  readonly handleConnected: (livekit: LiveKit, room: Room, signal: AbortSignal) => void;
  readonly handleShaky: (isShaky: boolean) => void;
  readonly handleState: (state: Exclude<PlaneState, 'joined'>, failure: CallError | null) => void;
}

/** What became of one stay in a room. */
type Outcome = 'unreachable' | 'refused' | 'removed' | 'lost' | 'ended';

/**
 * Keeps the page in its room at the media server. Where the library cannot resume, the room is left and made anew, with
 * a new token and from what is wished then.
 */
export class RoomConnection {
  readonly #options: RoomConnectionOptions;
  readonly #closed = new AbortController();
  #room: Room | null = null;
  #endStay: (outcome: Outcome) => void = () => undefined;
  #endPause: () => void = () => undefined;
  #isRunning = false;
  #isLostTold = false;

  constructor(options: RoomConnectionOptions) {
    this.#options = options;
  }

  /** Begins; harmless while it is under way. After a refusal it begins again. */
  start(): void {
    if (!this.#isRunning && !this.#isClosed) void this.#run();
  }

  /** Restarts what there is, and tries again at once where there is nothing. */
  restart(): void {
    this.start();
    this.#endPause();
    const room = this.#room;
    if (room !== null) void this.#restartIce(room);
  }

  /** Leaves the room. May be called twice. */
  close(): void {
    this.#closed.abort();
    this.#endStay('ended');
    this.#endPause();
  }

  get #isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    let direct = this.#options.direct;
    let failures = 0;
    let refusals = 0;
    let wasRemoved = false;
    while (!this.#isClosed) {
      this.#tellConnecting();
      const isFresh = direct === null;
      const outcome = await this.#stay(direct, failures);
      direct = null;
      if (outcome === 'ended') break;
      if (outcome === 'lost') {
        failures = 0;
        refusals = 0;
        wasRemoved = false;
      } else if (outcome === 'removed' && !wasRemoved) {
        // With an earlier seat, perhaps, which was given up: whether there is one now is for the server of the call to say.
        wasRemoved = true;
      } else if (outcome === 'refused' || outcome === 'removed') {
        refusals += 1;
        // A token lives for two minutes: the first one may have run out.
        if (!isFresh && refusals === 1) continue;
        this.#tell('refused');
        break;
      } else {
        // Each time: how often it was in vain decides whether a call waits for it.
        this.#tell('lost', true);
        await this.#pause(RETRY_DELAYS_MS[failures] ?? LONGEST_DELAY_MS);
        failures += 1;
      }
    }
    this.#isRunning = false;
  }

  /** Enters the room, and stays until that is over. */
  async #stay(direct: DirectAccess | null, failures: number): Promise<Outcome> {
    const over = new AbortController();
    const { clock, getToken, handleConnected } = this.#options;
    const ended = new Promise<Outcome>((resolve) => {
      this.#endStay = resolve;
    });
    let room: Room | null = null;
    let cancelLost: () => void = () => undefined;
    // The first time it is lost when it fails, and later also when it takes its time.
    if (direct === null) {
      cancelLost = clock.after(LOST_MS, () => {
        this.#tell('lost');
      });
    }
    try {
      const access = direct ?? (await getToken());
      const livekit = await loadLiveKit();
      if (this.#isClosed) return 'ended';
      room = this.#createRoom(livekit, over.signal);
      const failed = await Promise.race([this.#connect(livekit, room, access, failures), ended]);
      cancelLost();
      if (failed !== null) return failed;
      keepWhenFrozen(room);
      this.#room = room;
      this.#isLostTold = false;
      handleConnected(livekit, room, over.signal);
      return await ended;
    } catch (error) {
      // Asking for a token failed, or fetching the library.
      return this.#isClosed ? 'ended' : toCallError(error).code === 'not-allowed' ? 'refused' : 'unreachable';
    } finally {
      cancelLost();
      this.#room = null;
      over.abort();
      // Without stopping tracks. It waits for its socket, and nothing here waits for it.
      room?.disconnect(false).catch(() => undefined);
    }
  }

  #createRoom(livekit: LiveKit, signal: AbortSignal): Room {
    const { RoomEvent } = livekit;
    const room = new livekit.Room({
      adaptiveStream: false,
      dynacast: true,
      stopLocalTrackOnUnpublish: false,
      disconnectOnPageLeave: false,
      singlePeerConnection: true,
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => RESUME_DELAYS_MS[retryCount] ?? null },
      webAudioMix: { audioContext: NO_AUDIO_CONTEXT },
    });
    forbidFullReconnect(room, livekit);
    let cancelShaky: () => void = () => undefined;
    const { clock, handleEntered, handleShaky } = this.#options;
    signal.addEventListener('abort', () => {
      cancelShaky();
    });
    listenToRoom(
      room,
      {
        [RoomEvent.SignalConnected]: () => {
          handleEntered(livekit, room, signal);
        },
        [RoomEvent.SignalReconnecting]: () => {
          cancelShaky();
          cancelShaky = clock.after(SHAKY_MS, () => {
            handleShaky(true);
          });
        },
        [RoomEvent.Reconnected]: () => {
          cancelShaky();
          handleShaky(false);
        },
        [RoomEvent.Reconnecting]: () => {
          this.#handleOver(room, 'lost');
        },
        [RoomEvent.Disconnected]: (reason) => {
          this.#handleOver(room, outcomeOf(reason, livekit));
        },
      },
      signal,
    );
    return room;
  }

  /** Also reported of an attempt that failed, whose reason is told by the attempt. */
  #handleOver(room: Room, outcome: Outcome): void {
    if (room === this.#room) this.#endStay(outcome);
  }

  /** Resolves to what failed, or to `null` when the room is connected. */
  async #connect(livekit: LiveKit, room: Room, access: DirectAccess, failures: number): Promise<Outcome | null> {
    const { clock, getIceServers, icePolicy, logger } = this.#options;
    const iceServers = getIceServers();
    // Where it failed, the next attempt goes through a relay, which passes more firewalls.
    const iceTransportPolicy = failures % 2 === 1 ? 'relay' : icePolicy;
    let cancel: () => void = () => undefined;
    const tooLong = new Promise<Outcome>((resolve) => {
      cancel = clock.after(CONNECT_MS, () => {
        resolve('unreachable');
      });
    });
    const connected = room
      .connect(access.url, access.token, {
        autoSubscribe: false,
        maxRetries: 0,
        websocketTimeout: SOCKET_MS,
        peerConnectionTimeout: NEGOTIATION_MS,
        // Servers that are given replace the media server's own, its TURN server included; also none.
        rtcConfig: { iceTransportPolicy, ...(iceServers !== null && { iceServers: [...iceServers] }) },
      })
      .then(
        () => null,
        (error: unknown): Outcome => {
          const { ConnectionError, ConnectionErrorReason } = livekit;
          const reason = error instanceof ConnectionError ? (error.reason as number) : null;
          // Never the message, which has the token.
          logger.warn('media server not entered', reason === null ? 'unknown' : ConnectionErrorReason[reason]);
          return reason === ConnectionErrorReason.NotAllowed ? 'refused' : 'unreachable';
        },
      );
    const outcome = await Promise.race([connected, tooLong]);
    cancel();
    return outcome;
  }

  async #restartIce(room: Room): Promise<void> {
    const isStuck = (): boolean => {
      const connection = connectionOf(room);
      return connection?.getSignallingState() !== 'stable' || connection.getConnectionState() !== 'connected';
    };
    if (isStuck() && connectionOf(room)?.getConnectionState() === 'failed') {
      this.#endStay('lost');
      return;
    }
    await restartIce(room).catch(() => undefined);
    this.#options.clock.after(RESTART_MS, () => {
      if (this.#room === room && isStuck()) this.#endStay('lost');
    });
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(delayMs, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  #tellConnecting(): void {
    if (!this.#isLostTold) this.#options.handleState('connecting', null);
  }

  #tell(state: 'lost' | 'refused', isAgain = false): void {
    if (this.#isClosed || (state === 'lost' && this.#isLostTold && !isAgain)) return;
    this.#isLostTold = state === 'lost';
    this.#options.handleState(state, new CallError(state === 'lost' ? 'sfu-unreachable' : 'unauthorized'));
  }
}

/** What a room is over by: another page may have taken the place of this one, or it was removed. */
function outcomeOf(reason: number | undefined, { DisconnectReason }: LiveKit): Outcome {
  if (reason === DisconnectReason.DUPLICATE_IDENTITY) return 'refused';
  return reason === DisconnectReason.PARTICIPANT_REMOVED ? 'removed' : 'lost';
}
