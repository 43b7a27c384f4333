import { toCallError, type CallError, type CallState, type TokenSource } from '../../../core/index.js';
import { configureCall, type Room } from './call-options-of.js';
import { pageIsParsed, timeToDraw } from './room-page.js';

/** What is looked at again when it comes later than the tag. */
const LOOKED_AT = ['autojoin', 'room', 'displayName', 'token', 'signalingUrl'] as const;
type LookedAt = (typeof LOOKED_AT)[number];

/** What a start needs of its room beside the tag itself. */
export interface StartSurroundings {
  /** Whether the page has a UI of its own there; looks now. */
  isComposed(): boolean;
  /** Children and attributes are all there, and what there is can be drawn. */
  handleReady(): void;
}

/**
 * What a room does by itself: it joins, or gets ready to, when it comes onto a page, and joins when what it lacked comes later (a name
 * that was fetched, the token of a second script), for as long as nobody has begun anything.
 */
export class RoomStart {
  readonly #room: Room;
  readonly #surroundings: StartSurroundings;
  #hasBegun = false;
  /** The first look is over. */
  #hasLooked = false;
  /** Somebody typed, pressed or left: from there on the room does nothing by itself. */
  #isLeftAlone = false;
  /** What the last joining was tried with. */
  #tried: { token: TokenSource | null; signalingUrl: string } | null = null;

  constructor(room: Room, surroundings: StartSurroundings) {
    this.#room = room;
    this.#surroundings = surroundings;
    room.addEventListener('noom-state-changed', ({ state }) => {
      this.#handleState(state);
    });
  }

  /** The next time that the room comes onto a page, or gets a call, it begins anew. */
  reset(): void {
    this.#hasBegun = false;
    this.#hasLooked = false;
  }

  /** The room is on a page. Harmless once it has begun. */
  async begin(): Promise<void> {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#isLeftAlone = false;
    const room = this.#room;
    const { call } = room;
    await pageIsParsed(room.ownerDocument);
    const isComposed = this.#surroundings.isComposed();
    this.#hasLooked = true;
    // A <noom-prejoin> of the page's own may have readied the call already.
    const isToBegin = room.isConnected && ['idle', 'prejoin', 'left'].includes(room.state);
    const isToJoin = isToBegin && room.autojoin && (isComposed || this.#isNamed);
    const joining = isToJoin ? this.#join() : null;
    if (joining) await timeToDraw(joining);
    this.#surroundings.handleReady();
    await joining;
    if (!isToBegin || room.call !== call) return;
    configureCall(room);
    // Also after a name that was refused: prejoin is where it can be mended.
    if (!isComposed && this.#room.isConnected && room.state === 'idle') await call.prepare();
  }

  /** A person has begun something in the room. */
  handlePerson(): void {
    this.#isLeftAlone = true;
  }

  /** The room is about to join, whoever asked. */
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
    // Readied or in the room, somebody left.
    if (state === 'idle' || state === 'left') this.#isLeftAlone = true;
    // In a moment: whoever joined hears first that it failed.
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

  /** Tries to join again once what the server missed, or the server, is there. */
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
 * Whether a token may be accepted where another was not. A function after a function is not asked: pages that draw themselves anew make a
 * new one each time, and would ask for ever.
 */
function isNewToken(token: TokenSource | null, tried: TokenSource | null): boolean {
  if (token === null || token === tried) return false;
  return typeof token === 'string' || typeof tried !== 'function';
}
