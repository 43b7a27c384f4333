import type { EventName, EventPayload, LeaveReason, WireParticipant } from '../core/signaling/protocol.js';

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

/** How much of what was told is kept for somebody who comes back; beyond that the roster in their reply has to do. */
const KEPT_EVENTS = 256;
/** Eleven peers that all restart ICE while one is away send about 200 kB; twice that fits. */
const KEPT_CHARACTERS = 512 * 1024;

interface SeatOptions {
  seq?: number | undefined;
  hasFixedName?: boolean | undefined;
  bearer?: string | undefined;
}

interface KeptEvent {
  name: EventName;
  payload: { seq: number };
  characters: number;
}

/** One participant's place in a room: numbers what it is told, keeps it, and hands it to whoever sits there. */
export class Seat {
  participant: WireParticipant;
  /** Whether a token gave the name, so that it is not the participant's to change. */
  readonly hasFixedName: boolean;
  /** Whom the token is for that let them in, or which one it was. */
  readonly bearer: string | undefined;
  /** Calls off what would give the seat up; harmless when nothing would. */
  cancelGrace: () => void = () => undefined;
  /** When their token ends, in seconds since the epoch. */
  exp: number | undefined;
  /** Calls off the watch over their token. */
  cancelExpiry: () => void = () => undefined;
  #outlet: Outlet | null;
  #address: string;
  #seq: number;
  #kept: KeptEvent[] = [];
  #keptCharacters = 0;

  constructor(
    participant: WireParticipant,
    outlet: Outlet,
    { seq = 0, hasFixedName = false, bearer }: SeatOptions = {},
  ) {
    this.participant = participant;
    this.hasFixedName = hasFixedName;
    this.bearer = bearer;
    this.#outlet = outlet;
    this.#address = outlet.address;
    this.#seq = seq;
  }

  get id(): string {
    return this.participant.id;
  }

  /** The address of whoever sits there or sat there last. */
  get address(): string {
    return this.#address;
  }

  /** Whether somebody sits there now. */
  get isConnected(): boolean {
    return this.#outlet !== null;
  }

  isHeldBy(outlet: Outlet): boolean {
    return this.#outlet === outlet;
  }

  /** Tells whoever sits there, now or when they are back. */
  tell<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    this.#seq += 1;
    const payload = { seq: this.#seq, ...fields };
    this.#keep({ name, payload, characters: JSON.stringify(payload).length });
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
    const missed = this.#kept.filter(
      // Whoever was let in meanwhile reads that, and more, in the answer to their question.
      ({ name, payload }) => payload.seq > (lastSeq ?? this.#seq) && name !== 'lobby:admitted',
    );
    return () => {
      for (const { name, payload } of missed) outlet.send(name, payload);
    };
  }

  /** The seat is given up: nothing waits for it any more. */
  release(): void {
    this.cancelGrace();
    this.cancelExpiry();
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

  #keep(event: KeptEvent): void {
    this.#kept.push(event);
    this.#keptCharacters += event.characters;
    while (this.#kept.length > KEPT_EVENTS || this.#keptCharacters > KEPT_CHARACTERS) {
      this.#keptCharacters -= this.#kept.shift()?.characters ?? this.#keptCharacters;
    }
  }
}
