import type { MemoryConnection } from './memory-transport.js';
import type { EventName, EventPayload, WireParticipant } from './protocol.js';

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
    this.#connection?.emit('room:ended', { seq: this.#seq + 1, reason: 'duplicate' });
    this.#connection?.end();
    this.#connection = connection;
    return this.#kept.filter(({ payload }) => payload.seq > lastSeq);
  }

  /** Nobody sits there any more; what is told from now on is kept. */
  vacate(): void {
    this.#connection = null;
  }
}
