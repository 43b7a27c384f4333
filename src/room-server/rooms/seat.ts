import type { EventName, EventPayload, LeaveReason, WireParticipant } from '../../protocol/protocol.js';
import { isPersonal } from '../rules/bearer.js';
import { isMessage, type Replay } from './replay.js';
import { seatKey } from '../rules/room-record.js';

/** Where a seat's events go while somebody sits in it. */
export interface Outlet {
  /** The address of whoever sits there, as limits count it. */
  readonly address: string;
  send(name: EventName, payload: { seq: number }): void;
  /** Ends the connection after what was sent. */
  close(): void;
  /** Breaks the connection: whoever it is comes back by themselves. */
  drop(): void;
}

/** How many tokens that do not say whose they are a seat remembers, so that none of them comes back; the oldest is forgotten. */
const MAX_BEARERS = 16;

/** What a seat is made with. */
export interface SeatOptions {
  replay: Replay;
  seq?: number | undefined;
  hasFixedName?: boolean | undefined;
  bearer?: string | undefined;
}

/** One participant's place in a room: numbers what it is told, keeps it, and hands it to whoever sits there. */
export class Seat {
  participant: WireParticipant;
  /** Whether a token gave the name, so that it is not the participant's to change. */
  hasFixedName: boolean;
  /** Calls off what would give the seat up; harmless when nothing would. */
  cancelGrace: () => void = () => undefined;
  /** When their token ends, in seconds since the epoch. */
  exp: number | undefined;
  /** Calls off the watch over their token. */
  cancelExpiry: () => void = () => undefined;
  #outlet: Outlet | null;
  #address: string;
  #seq: number;
  readonly #replay: Replay;
  readonly #bearers: string[] = [];

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

  /** Whom the token is for that they brought last, or which one it was. */
  get bearer(): string | undefined {
    return this.#bearers.at(-1);
  }

  /** What the room knows this participant by, and no other. */
  get keys(): string[] {
    return [seatKey(this.id), ...this.#bearers.filter(isPersonal)];
  }

  /** What this participant could come back with: many may have a token that does not say whose it is. */
  get allKeys(): string[] {
    return [seatKey(this.id), ...this.#bearers];
  }

  /** The address of whoever sits there or sat there last. */
  get address(): string {
    return this.#address;
  }

  /** Whether somebody sits there now. */
  get isConnected(): boolean {
    return this.#outlet !== null;
  }

  /** They brought a newer token. */
  noteBearer(bearer: string): void {
    if (this.bearer === bearer) return;
    this.#bearers.push(bearer);
    if (this.#bearers.length > MAX_BEARERS) this.#bearers.shift();
  }

  isHeldBy(outlet: Outlet): boolean {
    return this.#outlet === outlet;
  }

  /** Tells whoever sits there, now or when they are back. */
  tell<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    this.#seq += 1;
    const payload = { seq: this.#seq, ...fields };
    this.#replay.keep({ name, payload });
    this.#outlet?.send(name, payload);
  }

  /**
   * Sits somebody else down; who sat there is told `duplicate` and put out.
   * @returns tells what came after `lastSeq`; to be called once the newcomer knows that they sit there.
   */
  take(outlet: Outlet, lastSeq: number | undefined): () => void {
    this.end('duplicate');
    this.#outlet = outlet;
    this.#address = outlet.address;
    // Whoever was let in meanwhile reads that, and more, in the answer to their question.
    const missed = this.#replay.after(lastSeq ?? this.#seq).filter(({ name }) => name !== 'lobby:admitted');
    return () => {
      for (const { name, payload } of missed) outlet.send(name, payload);
    };
  }

  /** The chat messages that were told here last, each of which may not have arrived. */
  get recentMessages(): EventPayload<'chat:message'>[] {
    return this.#replay
      .after(0)
      .filter(isMessage)
      .map(({ payload }) => payload);
  }

  /** The seat is given up: nothing waits for it any more. */
  release(): void {
    this.cancelGrace();
    this.cancelExpiry();
    this.#replay.clear();
  }

  /** Nobody sits there any more; what is told from now on waits. */
  vacate(): void {
    this.#outlet = null;
  }

  /** Puts out whoever sits there. It is not kept: for the next one to sit there it never happened. */
  end(reason: LeaveReason): void {
    const outlet = this.#outlet;
    this.#outlet = null;
    const payload: EventPayload<'room:ended'> = { seq: this.#seq + 1, reason };
    outlet?.send('room:ended', payload);
    outlet?.close();
  }

  /** Breaks the connection of whoever sits there, so that they come back to wherever the room is by then. */
  abandon(): void {
    const outlet = this.#outlet;
    this.#outlet = null;
    outlet?.drop();
  }
}
