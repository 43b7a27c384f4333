import type { MemoryConnection } from './memory-transport.js';
import type { EventName, EventPayload, LeaveReason, WireParticipant } from './protocol.js';

/** How many events somebody who comes back gets again. */
const KEPT_EVENTS = 256;

interface KeptEvent {
  readonly name: EventName;
  readonly payload: { seq: number };
}

/** One participant's place in a room in memory: numbers what it is told, keeps it, and hands it to whoever sits there. */
export class MemorySeat {
  participant: WireParticipant;
  #connection: MemoryConnection | null;
  #seq: number;
  #kept: KeptEvent[] = [];
  /** Called off when the seat is taken back or given up. */
  cancelGrace: () => void = () => undefined;

  constructor(participant: WireParticipant, connection: MemoryConnection, seq = 0) {
    this.participant = participant;
    this.#connection = connection;
    this.#seq = seq;
  }

  get id(): string {
    return this.participant.id;
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  /** Tells whoever sits there, now or when they are back. */
  tell<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    this.#seq += 1;
    const payload = { seq: this.#seq, ...fields };
    this.#kept = [...this.#kept, { name, payload }].slice(-KEPT_EVENTS);
    this.#connection?.emit(name, payload);
  }

  /** Sits somebody else down and gives what came after `lastSeq`; who sat there is told `duplicate` and put out. */
  take(connection: MemoryConnection, lastSeq = this.#seq): readonly KeptEvent[] {
    this.cancelGrace();
    this.end('duplicate');
    this.#connection = connection;
    // Whoever was let in meanwhile reads that, and more, in the answer to their question.
    return this.#kept.filter(({ name, payload }) => payload.seq > lastSeq && name !== 'lobby:admitted');
  }

  /** Puts out whoever sits there. It is not kept: for the next one to sit there it never happened. */
  end(reason: LeaveReason): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.emit('room:ended', { seq: this.#seq + 1, reason });
    connection?.end();
  }

  /** Nobody sits there any more; what is told from now on is kept. */
  vacate(): void {
    this.#connection = null;
  }
}
