import { afterRunning, type Clock } from '../base/clock.js';
import { CallError, toCallError } from '../base/errors.js';
import { tell, TypedEventTarget } from '../base/typed-events.js';
import { giveUpSeat, type FormerSeat, type Proof } from './give-up-seat.js';
import { whenConnected } from './when-connected.js';
import {
  FEATURES,
  PROTOCOL_VERSION,
  type Admission,
  type LobbyReply,
  type Reply,
  type RequestName,
  type RequestPayload,
  type ServerEvent,
} from '../../protocol/protocol.js';
import type { SignalingMessageEvent, SignalingTransport } from './signaling-transport.js';

/** The limit for the first connection. A lost one is retried for as long as the seat is wanted. */
const FIRST_CONNECTION_TIMEOUT_MS = 10_000;
/** The pause after a refusal that may pass, doubling each time: a restarted server has many to take back at once. */
const REFUSED_PAUSE_MS = { first: 2000, most: 16_000 };
/** Refusals that say nothing of the seat: a limit, or a server that is not whole yet. */
const PASSING = ['rate-limited', 'internal'];

export type { FormerSeat };
/** What a seat is asked for with; read again each time, because tokens and sources change. */
export type JoinRequest = Omit<RequestPayload<'room:join'>, 'nonce' | 'resume' | 'lastSeq' | 'protocol' | 'features'>;

/** The local participant was admitted: for the first time, or again after the connection to the server was lost. */
export interface SeatAdmittedEvent extends Event {
  readonly admission: Admission;
  readonly isReturn: boolean;
}

/** The server did not give the seat (back). */
export interface SeatRefusedEvent extends Event {
  readonly error: CallError;
}

/** An event of the server for this seat. */
export interface SeatMessageEvent extends Event {
  readonly message: ServerEvent;
}

/** The events of a seat. */
export interface SeatEvents {
  'seat-admitted': SeatAdmittedEvent;
  /** The local participant has to wait in the lobby. */
  'seat-waiting': Event;
  /** The connection to the server is lost; the seat is kept there for a while, and asked back as soon as possible. */
  'seat-lost': Event;
  'seat-refused': SeatRefusedEvent;
  'seat-message': SeatMessageEvent;
}

/**
 * A seat in a room on the server, across reconnections: takes it, asks it back with `resume` when the connection is
 * back, and makes requests wait meanwhile, so that callers need not handle reconnections.
 */
export class RoomSeat extends TypedEventTarget<SeatEvents> {
  readonly #transport: SignalingTransport;
  readonly #getRequest: (signal: AbortSignal) => Promise<JoinRequest>;
  readonly #clock: Clock;
  readonly #left = new AbortController();
  /** The room that was asked for. */
  #room: string | undefined;
  /**
   * What tells the server which seat it is, until that is known to be gone: before the first answer, which may be lost,
   * a secret of this page; then the newest ticket.
   */
  #proof: Proof | undefined;
  #lastSeq = 0;
  /** The seat that the page gave up before: as long as the server does not know, it may stand in the way of this one. */
  #former: FormerSeat | undefined;
  #isSeated = false;
  #isAsking = false;
  #isReturn = false;
  /** Passing refusals in a row, and what ends the pause after one. */
  #refusals = 0;
  #endPause: () => void = () => undefined;
  /** Requests made while the seat is being asked back. */
  #waiting: (() => void)[] = [];
  /** Messages that came before the answer was read: long polling brings an answer and what follows it at once. */
  readonly #early: ServerEvent[] = [];

  /**
   * @param getRequest called while there is a connection; its signal is aborted when that is lost.
   * @param nonce at least 128 random bits, of this seat alone.
   */
  constructor(
    transport: SignalingTransport,
    getRequest: (signal: AbortSignal) => Promise<JoinRequest>,
    clock: Clock,
    nonce: string,
  ) {
    super();
    this.#proof = { nonce };
    this.#transport = transport;
    this.#getRequest = getRequest;
    this.#clock = clock;
  }

  /**
   * Asks for the seat. The outcome is told as events: admitted, waiting or refused. Harmless once it was left.
   * @param former what `leave()` of the page's seat before this one returned.
   */
  async take(former?: FormerSeat): Promise<void> {
    const { signal } = this.#left;
    if (signal.aborted) return;
    this.#former = former;
    this.#transport.addEventListener('signaling-message', this.#handleMessage, { signal });
    this.#transport.addEventListener('signaling-disconnected', this.#handleDisconnected, { signal });
    const giveUp = new AbortController();
    const handleTimeout = (): void => {
      giveUp.abort(new CallError('signaling-unreachable', { fatal: true }));
    };
    const cancelTimeout = afterRunning(FIRST_CONNECTION_TIMEOUT_MS, handleTimeout, this.#clock);
    this.#transport.open();
    await this.#ask(AbortSignal.any([signal, giveUp.signal]));
    cancelTimeout();
  }

  /**
   * Sends a request once the seat is (again) taken.
   * @throws CallError as `SignalingTransport.request` does; `not-allowed` when the seat is given up first.
   */
  async request<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>> {
    // If the connection is lost before its turn, a request waits again: it must not overtake the one for the seat.
    while (!this.#isSeated && !this.#left.signal.aborted) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#left.signal.throwIfAborted();
    return this.#transport.request(name, payload, this.#left.signal);
  }

  /**
   * Gives the server a newer token, in the lobby too.
   * @throws CallError as `SignalingTransport.request` does; `signaling-unreachable` while there is no connection: the
   * return sends a new token anyway.
   */
  async renew(token: string): Promise<void> {
    if (!this.#transport.isConnected) throw new CallError('signaling-unreachable');
    const { resume } = await this.#transport.request('token:renew', { token }, this.#left.signal);
    this.#proof = { resume };
  }

  /** As `SignalingTransport.check`. */
  checkConnection(): void {
    void this.#transport.check?.();
  }

  /**
   * Gives the seat up, and closes the transport once the server knows: at once if it is reachable, otherwise over the
   * next connection, for a while. May be called twice. Returns that seat, if there may be one.
   */
  leave(): FormerSeat | undefined {
    if (this.#left.signal.aborted) return undefined;
    const former: FormerSeat | undefined =
      this.#room && this.#proof ? { leave: { room: this.#room, ...this.#proof } } : undefined;
    this.#left.abort(new CallError('not-allowed', { message: 'The room was left.' }));
    this.#endPause();
    // Sent in the same task if there is a connection: the page may be closing.
    if (former) void giveUpSeat(this.#transport, former, this.#clock);
    else this.#transport.close();
    this.#release();
    return former;
  }

  /** Asks until there is an answer: again over each new connection. */
  async #ask(signal: AbortSignal): Promise<void> {
    this.#isAsking = true;
    try {
      for (;;) {
        const reply = await this.#askOnce(signal);
        if (reply === null) continue;
        this.#proof = { resume: reply.resume };
        // Lost again while the answer was read: the seat exists, and is asked back.
        if (!this.#transport.isConnected) continue;
        if ('lobby' in reply) this.dispatchEvent(new Event('seat-waiting'));
        else this.#admit(reply);
        return;
      }
    } catch (error) {
      // Left meanwhile: the failure does not matter.
      if (this.#left.signal.aborted) return;
      // Not answered at all: there may be a seat.
      if (!signal.aborted) this.#proof = undefined;
      tell(this, 'seat-refused', { error: toCallError(error) });
    } finally {
      this.#isAsking = false;
      for (const message of this.#early.splice(0)) this.#tell(message);
    }
  }

  async #askOnce(signal: AbortSignal): Promise<Admission | LobbyReply | null> {
    const request = await this.#prepare(signal);
    if (request === null) return null;
    this.#room = request.room;
    const spoken = { lastSeq: this.#lastSeq, protocol: PROTOCOL_VERSION, features: [...FEATURES.page] };
    try {
      // Handled before the join, over the same connection.
      const leave = this.#former?.leave;
      if (leave) this.#transport.request('room:leave', leave, signal).catch(() => undefined);
      const reply = await this.#transport.request('room:join', { ...request, ...this.#proof, ...spoken }, signal);
      signal.throwIfAborted();
      return reply;
    } catch (error) {
      const { code } = toCallError(error);
      const isPassing = 'resume' in (this.#proof ?? {}) && PASSING.includes(code);
      if (signal.aborted || !(isPassing || code === 'signaling-unreachable')) throw error;
      if (isPassing) await this.#pause();
      return null;
    }
  }

  #pause(): Promise<void> {
    const { first, most } = REFUSED_PAUSE_MS;
    const pauseMs = Math.min(first * 2 ** this.#refusals, most);
    this.#refusals += 1;
    return new Promise((resolve) => {
      const cancel = this.#clock.after(pauseMs, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Gets the request while there is a connection; `null` when that is lost meanwhile. */
  async #prepare(signal: AbortSignal): Promise<JoinRequest | null> {
    await whenConnected(this.#transport, signal);
    const lost = new AbortController();
    const lose = (): void => {
      lost.abort();
    };
    this.#transport.addEventListener('signaling-disconnected', lose, { once: true });
    try {
      const request = await this.#getRequest(AbortSignal.any([signal, lost.signal]));
      return lost.signal.aborted ? null : request;
    } catch (error) {
      if (signal.aborted || !lost.signal.aborted) throw error;
      return null;
    }
  }

  #admit(admission: Admission): void {
    // The ticket of the seat replaces that of the lobby.
    this.#proof = { resume: admission.resume };
    this.#isSeated = true;
    this.#refusals = 0;
    tell(this, 'seat-admitted', { admission, isReturn: this.#isReturn });
    this.#isReturn = true;
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const proceed of waiting) proceed();
  }

  readonly #handleDisconnected = (): void => {
    const wasSeated = this.#isSeated;
    this.#isSeated = false;
    // The server sends it again.
    this.#early.length = 0;
    if (wasSeated) this.dispatchEvent(new Event('seat-lost'));
    if (!this.#isAsking) void this.#ask(this.#left.signal);
  };

  readonly #handleMessage = ({ message }: SignalingMessageEvent): void => {
    if (this.#isAsking) this.#early.push(message);
    else this.#tell(message);
  };

  #tell(message: ServerEvent): void {
    this.#lastSeq = message.payload.seq;
    if (isEnd(message)) this.#proof = undefined;
    if (message.name === 'lobby:admitted') this.#admit(message.payload);
    else tell(this, 'seat-message', { message });
  }
}

/** Whether a message ends the seat, or the place in the lobby. A server that stops does not: most often it restarts. */
function isEnd({ name, payload }: ServerEvent): boolean {
  return name === 'lobby:denied' || (name === 'room:ended' && payload.reason !== 'server-shutdown');
}
