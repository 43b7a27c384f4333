import type { EventName, EventPayload, LeaveReason, WireParticipant } from '../../protocol/protocol.js';
import { isPersonal } from '../rules/bearer.js';
import { isOfChat, type KeptChatEvent, type KeptEvent, type MessageName, type Replay } from './replay.js';
import { seatKey } from '../rules/room-record.js';

/** Where a seat's events go while a connection holds it. */
export interface Outlet {
  /** The address of the connection, as limits count it. */
  readonly address: string;
  send(name: EventName, payload: { seq: number }): void;
  /** Ends the connection once everything is sent. */
  close(): void;
  /** Breaks the connection: its page then reconnects by itself. */
  drop(): void;
}

/**
 * How many tokens that name no person a seat remembers, so that none of them brings a removed one back; the oldest is
 * forgotten.
 */
const MAX_BEARERS = 16;

/** How many events wait for one another at most; with one more, they are sent. */
const MAX_GATHERED = 100;

/** What a seat is made with. */
export interface SeatOptions {
  replay: Replay;
  seq?: number | undefined;
  hasFixedName?: boolean | undefined;
  bearer?: string | undefined;
}

/**
 * One participant's place in a room: numbers its events, keeps them, and sends them to the connection that holds it.
 */
export class Seat {
  participant: WireParticipant;
  /** Whether a token gave the name, so that the participant may not change it. */
  hasFixedName: boolean;
  /** Cancels the end of the grace time; does nothing when none runs. */
  cancelGrace: () => void = () => undefined;
  /** Who got the offer that came with the request for the seat. */
  offeredTo: string | undefined;
  /** When the participant's token ends, in seconds since the epoch. */
  exp: number | undefined;
  /** Cancels the watch over the token's end. */
  cancelExpiry: () => void = () => undefined;
  /** When the participant was last asked to turn the microphone on, by the monotonic clock. */
  askedAt: number | null = null;
  #outlet: Outlet | null;
  #address: string;
  #seq: number;
  readonly #replay: Replay;
  readonly #bearers: string[] = [];
  /** What is told already, and waits to be sent in one message. */
  #gathered: KeptEvent[] = [];

  constructor(
    participant: WireParticipant,
    outlet: Outlet,
    { replay, seq = 0, hasFixedName = false, bearer }: SeatOptions,
  ) {
    this.participant = participant;
    this.hasFixedName = hasFixedName;
    this.#replay = replay;
    if (bearer !== undefined) this.noteBearer(bearer);
    this.#outlet = outlet;
    this.#address = outlet.address;
    this.#seq = seq;
  }

  get id(): string {
    return this.participant.id;
  }

  /** The bearer of the participant's latest token. */
  get bearer(): string | undefined {
    return this.#bearers.at(-1);
  }

  /** The keys that the room knows this participant, and no other, by. */
  get keys(): string[] {
    return [seatKey(this.id), ...this.#bearers.filter(isPersonal)];
  }

  /** The keys that this participant could come back with, also of tokens that name no person and that many may have. */
  get allKeys(): string[] {
    return [seatKey(this.id), ...this.#bearers];
  }

  /** The address of the connection that holds the seat, or that held it last. */
  get address(): string {
    return this.#address;
  }

  /** Whether a connection holds the seat now. */
  get isConnected(): boolean {
    return this.#outlet !== null;
  }

  /** The participant brought a newer token. */
  noteBearer(bearer: string): void {
    if (this.bearer === bearer) return;
    this.#bearers.push(bearer);
    if (this.#bearers.length > MAX_BEARERS) this.#bearers.shift();
  }

  isHeldBy(outlet: Outlet): boolean {
    return this.#outlet === outlet;
  }

  /** Sends an event to the participant, now or when they are back. */
  tell<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    this.#seq += 1;
    const payload = { seq: this.#seq, ...fields };
    this.#replay.keep({ name, payload });
    this.flush();
    this.#outlet?.send(name, payload);
  }

  /** Sends an event of the moment: it is not kept for a participant who is not connected. */
  tellNow<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    if (this.#outlet === null) return;
    this.flush();
    this.#seq += 1;
    this.#outlet.send(name, { seq: this.#seq, ...fields });
  }

  /**
   * As `tell`, or as `tellNow` where it is not kept, but the event waits for the next one that does not, or for `flush`,
   * and is sent in one message with others that wait.
   */
  gather<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>, isKept: boolean): void {
    if (!isKept && this.#outlet === null) return;
    this.#seq += 1;
    const event = { name, payload: { seq: this.#seq, ...fields } };
    if (isKept) this.#replay.keep(event);
    if (this.#outlet === null) return;
    this.#gathered.push(event);
    if (this.#gathered.length >= MAX_GATHERED) this.flush();
  }

  /** Sends what waits; returns whether anything did. */
  flush(): boolean {
    const events = this.#gathered;
    const last = events.at(-1);
    if (last === undefined) return false;
    this.#gathered = [];
    const together = { seq: last.payload.seq, events };
    if (events.length === 1) this.#outlet?.send(last.name, last.payload);
    else this.#outlet?.send('gathered', together);
    return true;
  }

  /**
   * Gives the seat to another connection; the earlier one is told `duplicate` and closed.
   * @returns sends the events after `lastSeq`; to be called once the new connection knows that it holds the seat.
   */
  take(outlet: Outlet, lastSeq: number | undefined): () => void {
    this.end('duplicate');
    this.#outlet = outlet;
    this.#address = outlet.address;
    // A participant who was let in meanwhile reads that, and more, in the answer to their request.
    const missed = this.#replay.after(lastSeq ?? this.#seq).filter(({ name }) => name !== 'lobby:admitted');
    return () => {
      for (const { name, payload } of missed) outlet.send(name, payload);
    };
  }

  /** The events of the chat that were sent here last, each of which may not have arrived. */
  get recentChat(): KeptChatEvent[] {
    return this.#replay.after(0).filter(isOfChat);
  }

  /** A message was deleted: it is not sent here any more. */
  forgetMessage(message: MessageName): void {
    this.#replay.forgetMessage(message);
  }

  /** The seat is given up: ends its timers, and forgets its events. */
  release(): void {
    this.cancelGrace();
    this.cancelExpiry();
    this.#replay.clear();
  }

  /** No connection holds the seat any more; events from now on are kept. */
  vacate(): void {
    this.#gathered = [];
    this.#outlet = null;
  }

  /** Ends the connection that holds the seat. This event is not kept: it is not for the next connection. */
  end(reason: LeaveReason): void {
    this.flush();
    const outlet = this.#outlet;
    this.#outlet = null;
    const payload: EventPayload<'room:ended'> = { seq: this.#seq + 1, reason };
    outlet?.send('room:ended', payload);
    outlet?.close();
  }

  /**
   * Breaks the connection that holds the seat, so that the participant comes back to the process that holds the room by
   * then.
   */
  abandon(): void {
    this.#gathered = [];
    const outlet = this.#outlet;
    this.#outlet = null;
    outlet?.drop();
  }
}
