import type { Clock } from '../../core/base/clock.js';
import { GATHERING, type EventName, type EventPayload, type WireParticipant } from '../../protocol/protocol.js';

/**
 * Up to so many participants, here or in the lobby, are told of each other at once: a mesh has fewer, and waits for
 * nothing.
 */
const AT_ONCE = 24;

/** How long news is gathered beyond that, from the first of it on: shorter than anyone notices. */
const GATHER_MS = 200;

/** The events that may wait for others of their kind, so that several make one message. */
export type NewsName =
  | 'participant:joined'
  | 'participant:updated'
  | 'participant:left'
  | 'lobby:knocked'
  | 'lobby:gone'
  | 'media:published';

/** The fields of an event, without its number. */
type Fields<Name extends EventName> = Omit<EventPayload<Name>, 'seq'>;

/** A seat, as far as it is told news. */
export interface ToldSeat {
  readonly id: string;
  readonly participant: WireParticipant;
  tell<Name extends EventName>(name: Name, fields: Fields<Name>): void;
  /** Tells what is of the moment: it is not kept for a participant who is not connected. */
  tellNow<Name extends EventName>(name: Name, fields: Fields<Name>): void;
  /** As one of these, but the event may wait for `flush`. */
  gather<Name extends EventName>(name: Name, fields: Fields<Name>, isKept: boolean): void;
  /** Sends what waits; returns whether anything did. */
  flush(): boolean;
}

/**
 * Tells the seats of a room who comes, goes and changes. In a large room that is one message in `GATHER_MS`, for pages
 * that can read it: otherwise 300 who come at once are 45,000 messages. The first news after a pause is told at once,
 * and so is what a page is told of its own participant. Each seat gets its events in the order in which they happened:
 * any other event takes along what waits before it.
 */
export class RosterNews {
  readonly #seats: ReadonlyMap<string, ToldSeat>;
  readonly #waiting: ReadonlyMap<string, ToldSeat>;
  readonly #clock: Clock;
  #cancel: (() => void) | null = null;

  constructor(
    { seats, waiting }: { seats: ReadonlyMap<string, ToldSeat>; waiting: ReadonlyMap<string, ToldSeat> },
    clock: Clock,
  ) {
    this.#seats = seats;
    this.#waiting = waiting;
    this.#clock = clock;
  }

  /** Tells all seats, or these. */
  tell<Name extends NewsName>(
    name: Name,
    fields: Fields<Name>,
    seats: Iterable<ToldSeat> = this.#seats.values(),
  ): void {
    const about = subjectOf(fields);
    // The answer to a return says what is sent.
    const isKept = name !== 'media:published';
    const isGathering = this.#cancel !== null;
    for (const seat of seats) {
      if (isGathering && seat.id !== about && reads(seat)) seat.gather(name, fields, isKept);
      else if (isKept) seat.tell(name, fields);
      else seat.tellNow(name, fields);
    }
    if (!isGathering && this.#seats.size + this.#waiting.size > AT_ONCE) this.#gather();
  }

  /** The room is over: nothing more is gathered. May be called twice. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #gather(): void {
    this.#cancel = this.#clock.after(GATHER_MS, () => {
      this.#cancel = null;
      let hasMore = false;
      for (const seat of this.#seats.values()) hasMore = seat.flush() || hasMore;
      // Where more has come meanwhile, it goes on: what comes next is not told by itself either.
      if (hasMore) this.#gather();
    });
  }
}

/** The id of the participant whom news is about. */
function subjectOf({ participant, id }: { participant?: WireParticipant; id?: string }): string | undefined {
  return participant?.id ?? id;
}

/** Whether a page reads several events in one message. */
function reads({ participant }: ToldSeat): boolean {
  return participant.features?.includes(GATHERING) ?? false;
}
