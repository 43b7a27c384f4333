import type {
  EventName,
  EventPayload,
  LeaveReason,
  Role,
  SourceFlags,
  WireParticipant,
  WireRoom,
} from '../src/core/signaling/protocol.js';
import type { Clock } from './clock.js';
import { Refusal } from './refusal.js';
import { Seat, type Outlet } from './seat.js';

/** What a registry of rooms goes by. */
export interface RoomsOptions {
  clock: Clock;
  createId: () => string;
  graceMs: number;
  maxParticipants: number;
  maxRooms: number;
  /** Whether roles come from the room (its creator is the host, and the next eldest after them) or from tokens. */
  hasOpenRoles: boolean;
}

/** Somebody at the door whose right to enter was checked. */
export interface Newcomer {
  name: string;
  /** Whether a token gave the name. */
  hasFixedName?: boolean;
  sources?: Partial<SourceFlags> | undefined;
  /** Given by a token, or kept from before a restart; `null` lets the room decide. */
  role: Role | null;
  /** Kept from before a restart. */
  id?: string | undefined;
  /** The last event they know of from before a restart, so that the numbers go on growing. */
  lastSeq?: number | undefined;
}

/** What participants may change about themselves. */
export interface StateChange {
  name?: string | undefined;
  hand?: boolean | undefined;
  sources?: Partial<SourceFlags> | undefined;
}

/** A room and who has a seat in it, the eldest first. */
export interface Room {
  readonly wire: WireRoom;
  readonly seats: Map<string, Seat>;
}

const NO_SOURCES: SourceFlags = { microphone: false, camera: false, screen: false, screenAudio: false };

/**
 * Who sits where. Knows no sockets: what a seat is told goes to its outlet. A seat whose outlet is lost is kept for the
 * grace time, unseen by the others. Refuses by throwing a `Refusal`.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #away = new Set<Seat>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get roomCount(): number {
    return this.#rooms.size;
  }

  get participantCount(): number {
    let count = 0;
    for (const { seats } of this.#rooms.values()) count += seats.size;
    return count;
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** Whether a seat is kept for somebody of that address. */
  isAwaiting(address: string): boolean {
    for (const seat of this.#away) if (seat.address === address) return true;
    return false;
  }

  /**
   * Gives a newcomer a seat and tells the others; the room begins with its first.
   * @throws Refusal `room-full`; `rate-limited` when the server has no place for another room.
   */
  admit(roomName: string, newcomer: Newcomer, outlet: Outlet): { room: Room; seat: Seat } {
    const room = this.#rooms.get(roomName) ?? this.#createRoom(roomName);
    if (room.seats.size >= this.#options.maxParticipants) {
      throw new Refusal('room-full', `The room has ${String(room.seats.size)} participants and takes no more.`);
    }
    const participant: WireParticipant = {
      id: newcomer.id ?? this.#options.createId(),
      name: newcomer.name,
      role: this.#roleFor(room, newcomer.role),
      sources: { ...NO_SOURCES, ...newcomer.sources },
      hand: false,
    };
    const seat = new Seat(participant, outlet, { seq: newcomer.lastSeq, hasFixedName: newcomer.hasFixedName });
    this.#rooms.set(roomName, room);
    room.seats.set(seat.id, seat);
    tellOthers(room, seat, 'participant:joined', { participant });
    this.#awaitHost(room);
    return { room, seat };
  }

  /** Sits somebody down in their own kept seat; see `Seat.take`. */
  takeBack(room: Room, seat: Seat, outlet: Outlet, change: StateChange, lastSeq: number | undefined): () => void {
    this.#stopWaiting(seat);
    const replay = seat.take(outlet, lastSeq);
    this.update(room, seat, change);
    return replay;
  }

  /** Changes what participants say of themselves; the others are told when anything is different. */
  update(room: Room, seat: Seat, { name, hand, sources }: StateChange): void {
    const before = seat.participant;
    seat.participant = {
      ...before,
      name: name ?? before.name,
      hand: hand ?? before.hand,
      sources: { ...before.sources, ...sources },
    };
    if (JSON.stringify(before) === JSON.stringify(seat.participant)) return;
    tellOthers(room, seat, 'participant:updated', { participant: seat.participant });
  }

  /** The connection of whoever sits there is lost: the seat is kept for the grace time. Harmless if it is not theirs. */
  handleLost(room: Room, seat: Seat, outlet: Outlet): void {
    if (!seat.isHeldBy(outlet)) return;
    seat.vacate();
    this.#away.add(seat);
    seat.cancelGrace = this.#options.clock.after(this.#options.graceMs, () => {
      this.leave(room, seat, 'network');
    });
  }

  /** Gives a seat up for good; the others are told, and somebody is host again. Harmless if given up already. */
  leave(room: Room, seat: Seat, reason: LeaveReason): void {
    if (room.seats.get(seat.id) !== seat) return;
    this.#stopWaiting(seat);
    seat.vacate();
    room.seats.delete(seat.id);
    tellOthers(room, seat, 'participant:left', { id: seat.id, reason });
    if (room.seats.size === 0) this.#rooms.delete(room.wire.name);
    else this.#ensureHost(room);
  }

  /** Ends every room: whoever sits there is told and put out. */
  end(reason: LeaveReason): void {
    for (const { seats } of this.#rooms.values()) {
      for (const seat of seats.values()) {
        this.#stopWaiting(seat);
        seat.end(reason);
      }
      seats.clear();
    }
    this.#rooms.clear();
  }

  #stopWaiting(seat: Seat): void {
    seat.cancelGrace?.();
    seat.cancelGrace = null;
    this.#away.delete(seat);
  }

  #createRoom(name: string): Room {
    const { clock, maxRooms } = this.#options;
    if (this.#rooms.size >= maxRooms) {
      throw new Refusal('rate-limited', 'The server has no place for another room now; try again later.');
    }
    const startedAt = clock.now();
    return {
      wire: { name, locked: false, lobby: false, topology: 'mesh', spotlightId: null, startedAt },
      seats: new Map(),
    };
  }

  #roleFor(room: Room, given: Role | null): Role {
    if (!this.#options.hasOpenRoles) return given ?? 'guest';
    // Somebody back from before a restart may find that the room has had a host since.
    if (given === 'host' && hasHost(room)) return 'guest';
    return given ?? (room.seats.size === 0 ? 'host' : 'guest');
  }

  /** After a restart a guest may be back first: the host gets as long to come as a kept seat would have lasted. */
  #awaitHost(room: Room): void {
    if (!this.#options.hasOpenRoles || hasHost(room)) return;
    this.#options.clock.after(this.#options.graceMs, () => {
      this.#ensureHost(room);
    });
  }

  #ensureHost(room: Room): void {
    const seats = [...room.seats.values()];
    const heir = seats.find((seat) => seat.isConnected) ?? seats[0];
    if (!this.#options.hasOpenRoles || hasHost(room) || !heir) return;
    heir.participant = { ...heir.participant, role: 'host' };
    for (const seat of seats) seat.tell('participant:updated', { participant: heir.participant });
  }
}

/** Everybody with a seat in the room but one, the eldest first. */
export function others(room: Room, seat: Seat): Seat[] {
  return [...room.seats.values()].filter((each) => each !== seat);
}

/** Tells everybody in the room but one. */
export function tellOthers<Name extends EventName>(
  room: Room,
  seat: Seat,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const each of others(room, seat)) each.tell(name, fields);
}

function hasHost(room: Room): boolean {
  return [...room.seats.values()].some(({ participant }) => participant.role === 'host');
}
