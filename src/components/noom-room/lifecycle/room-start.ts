import { toCallError, type CallError, type CallState, type TokenSource } from '../../../core/index.js';
import { configureCall, type Room } from './call-options-of.js';
import { pageIsParsed } from './room-page.js';

/** The properties that may come later than the tag. */
const LOOKED_AT = ['autojoin', 'room', 'displayName', 'token', 'signalingUrl'] as const;
type LookedAt = (typeof LOOKED_AT)[number];

/** What a start needs of its room, besides the tag. */
export interface StartSurroundings {
  /** Whether the page has its own UI in the room, checked now. */
  isComposed(): boolean;
  /** All children and attributes are there, and the room can render. */
  handleReady(): void;
}

/**
 * What a room does by itself: it joins or prepares when it is inserted into a page, and joins when a missing property
 * comes later (a fetched name, a token of another script), unless the person has begun something.
 */
export class RoomStart {
  readonly #room: Room;
  readonly #surroundings: StartSurroundings;
  #hasBegun = false;
  /** Whether the first check is done. */
  #hasLooked = false;
  /** The person has typed, pressed or left: from then on the room does nothing by itself. */
  #isLeftAlone = false;
  /** The options of the last attempt to join. */
  #tried: { token: TokenSource | null; signalingUrl: string } | null = null;

  constructor(room: Room, surroundings: StartSurroundings) {
    this.#room = room;
    this.#surroundings = surroundings;
    room.addEventListener('noom-state-changed', ({ state }) => {
      this.#handleState(state);
    });
  }

  /** Makes the next `begin()` start again. */
  reset(): void {
    this.#hasBegun = false;
    this.#hasLooked = false;
  }

  /** The room was inserted into a page. Harmless once it has begun. */
  async begin(): Promise<void> {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#isLeftAlone = false;
    const room = this.#room;
    const { call } = room;
    await pageIsParsed(room.ownerDocument);
    const isComposed = this.#surroundings.isComposed();
    this.#hasLooked = true;
    // A <noom-prejoin> of the page may have prepared the call already.
    const isToBegin = room.isConnected && ['idle', 'prejoin', 'left'].includes(room.state);
    const isToJoin = isToBegin && room.autojoin && (isComposed || this.#isNamed);
    const joining = isToJoin ? this.#join() : null;
    this.#surroundings.handleReady();
    await joining;
    if (!isToBegin || room.call !== call) return;
    configureCall(room);
    // Also after a refused name: it can be corrected in prejoin.
    if (!isComposed && this.#room.isConnected && room.state === 'idle') await call.prepare();
  }

  /** The person has begun something in the room. */
  handlePerson(): void {
    this.#isLeftAlone = true;
  }

  /** The room is about to join. */
  handleJoining(): void {
    const { token, signalingUrl } = this.#room;
    this.#tried = { token, signalingUrl };
  }

  /** Properties changed. */
  handleChanged(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!this.#hasLooked || !LOOKED_AT.some((name: LookedAt) => changed.has(name))) return;
    const { state, autojoin } = this.#room;
    const isNamedNow = changed.has('autojoin') || changed.has('room') || changed.has('displayName');
    if (state === 'failed') this.#tryAgain();
    else if (isNamedNow && autojoin && this.#isNamed && this.#mayBegin) void this.#join();
  }

  #handleState(state: CallState): void {
    // The person has left, prejoin or the room.
    if (state === 'idle' || state === 'left') this.#isLeftAlone = true;
    // In a microtask: first the caller of `join()` gets the failure.
    if (state === 'failed') queueMicrotask(this.#tryAgain);
  }

  get #isNamed(): boolean {
    const { room, displayName } = this.#room;
    return room !== '' && displayName !== '';
  }

  get #mayBegin(): boolean {
    const { isConnected, state } = this.#room;
    return isConnected && !this.#isLeftAlone && (state === 'idle' || state === 'prejoin');
  }

  /** Tries to join again once there is a new token, or another server. */
  readonly #tryAgain = (): void => {
    const { isConnected, state, snapshot, token, signalingUrl } = this.#room;
    if (!isConnected || state !== 'failed' || this.#tried === null) return;
    const isToken = isTokenMissing(snapshot.error) && isNewToken(token, this.#tried.token);
    const isUrl = snapshot.error?.code === 'signaling-unreachable' && signalingUrl !== this.#tried.signalingUrl;
    if (isToken || isUrl) void this.#join();
  };

  async #join(): Promise<void> {
    try {
      await this.#room.join();
    } catch (error) {
      this.#room.report(toCallError(error));
    }
  }
}

function isTokenMissing(error: CallError | null): boolean {
  return error?.code === 'unauthorized' || error?.code === 'token-expired';
}

/**
 * Whether a token may be accepted where another was not. A function after a function does not count: pages may make a
 * new one at each rendering, and would retry forever.
 */
function isNewToken(token: TokenSource | null, tried: TokenSource | null): boolean {
  if (token === null || token === tried) return false;
  return typeof token === 'string' || typeof tried !== 'function';
}
