import type { Clock } from '../core/clock.js';
import type { LeaveReason, Role, SourceFlags, WireParticipant } from '../core/signaling/protocol.js';
import { isPersonal } from './bearer.js';
import { changeRoom, tellModerators } from './moderation.js';
import { Refusal } from './refusal.js';
import { entryTo, fullness } from './room-entry.js';
import { openRoleOf } from './room-hosts.js';
import { bar, seatKey } from './room-record.js';
import { placeIn, placeOfBearer, spokenBy, tellOthers, type Newcomer, type Room, type StateChange } from './room.js';
import { sourcesFor } from './roles.js';
import type { RoomLimits, Rooms } from './rooms.js';
import { Seat, type Outlet } from './seat.js';

/** What seating goes by. */
export interface SeatingOptions extends Pick<RoomLimits, 'graceMs' | 'maxParticipants' | 'maxWaiting'> {
  rooms: Rooms;
  clock: Clock;
  createId: () => string;
  /** Whether roles come from the room (its creator is the host, and the next eldest after them) or from tokens. */
  hasOpenRoles: boolean;
}

const NO_SOURCES: SourceFlags = { microphone: false, camera: false, screen: false, screenAudio: false };
/** Somebody who was not let in may ask again, but not at once and for ever. */
const DENIED_MS = 60_000;

/**
 * Who sits and who waits where. Knows no sockets: what a seat is told goes to its outlet. A seat whose outlet is lost is kept
 * for the grace time, unseen by the others. Refuses by throwing a `Refusal`.
 */
export class Seating {
  readonly #options: SeatingOptions;
  readonly #away = new Set<Seat>();

  constructor(options: SeatingOptions) {
    this.#options = options;
  }

  /** The ids of the seats that are kept for people of that address. */
  awaitedAt(address: string): string[] {
    return [...this.#away].filter((seat) => seat.address === address).map(({ id }) => id);
  }

  /**
   * Gives a newcomer a seat and tells the others, or a place in the lobby and tells those who may let in. The room begins with
   * its first.
   * @throws Refusal `denied`, `room-locked`, `room-full`; `unauthorized` when whoever their token is for is here already;
   * `not-allowed` when the room they come back to was ended; `rate-limited` when the server has no place for another room.
   */
  admit(roomName: string, newcomer: Newcomer, outlet: Outlet): { room: Room; seat: Seat } {
    const { rooms, createId } = this.#options;
    if (newcomer.id !== undefined && rooms.hasEnded(newcomer.id)) {
      throw new Refusal('not-allowed', 'The room was ended for all.');
    }
    const before = rooms.find(roomName);
    const previous = placeOfBearer(before, newcomer.bearer);
    if (previous?.isConnected) {
      throw new Refusal('unauthorized', 'Whoever this token is for is in the room already, on another connection.');
    }
    const room = before ?? rooms.create(roomName, newcomer.lobby);
    const given = room.record.roles[newcomer.id ?? ''] ?? newcomer.role;
    const role = this.#options.hasOpenRoles ? openRoleOf(given, room) : (given ?? 'guest');
    const mustWait = this.#mustWait(room, { ...newcomer, role }, previous);
    const participant: WireParticipant = {
      id: newcomer.id ?? createId(),
      name: newcomer.name,
      role,
      sources: sourcesFor(role, { ...NO_SOURCES, ...newcomer.sources }),
      hand: false,
      ...spokenBy(newcomer),
    };
    const { lastSeq: seq, hasFixedName, bearer } = newcomer;
    const seat = new Seat(participant, outlet, { seq, hasFixedName, bearer });
    rooms.open(room);
    (mustWait ? room.waiting : room.seats).set(seat.id, seat);
    // After the newcomer sits: a room never ends between the two.
    if (previous) this.leave(room, previous, 'duplicate');
    if (mustWait) tellModerators(room, 'lobby:knocked', { participant });
    else tellOthers(room, seat, 'participant:joined', { participant });
    rooms.awaitHost(room);
    return { room, seat };
  }

  /** Gives somebody who waits a seat, and tells the others. @throws Refusal `room-full`. */
  letIn(room: Room, seat: Seat): void {
    const full = fullness(room, this.#options);
    if (full) throw new Refusal(full.code, full.message);
    room.waiting.delete(seat.id);
    room.seats.set(seat.id, seat);
    tellModerators(room, 'lobby:gone', { id: seat.id });
    tellOthers(room, seat, 'participant:joined', { participant: seat.participant });
  }

  /** Sits somebody down in their own kept seat; see `Seat.take`. */
  takeBack(room: Room, seat: Seat, outlet: Outlet, change: StateChange, lastSeq: number | undefined): () => void {
    seat.cancelGrace();
    const replay = seat.take(outlet, lastSeq);
    this.update(room, seat, change);
    return replay;
  }

  /** Changes what participants say of themselves; the others are told when anything is different. */
  update(room: Room, seat: Seat, { name, hand, sources, ...spoken }: StateChange): void {
    const before = seat.participant;
    seat.participant = {
      ...before,
      name: name ?? before.name,
      hand: hand ?? before.hand,
      sources: sourcesFor(before.role, { ...before.sources, ...sources }),
      ...spokenBy(spoken),
    };
    const { participant } = seat;
    if (JSON.stringify(before) === JSON.stringify(participant)) return;
    if (room.waiting.has(seat.id)) tellModerators(room, 'lobby:knocked', { participant });
    else tellOthers(room, seat, 'participant:updated', { participant });
  }

  /** The connection of whoever sits there is lost: the seat is kept for the grace time. Harmless if it is not theirs. */
  handleLost(room: Room, seat: Seat, outlet: Outlet): void {
    if (!seat.isHeldBy(outlet)) return;
    seat.vacate();
    this.#away.add(seat);
    const cancel = this.#options.clock.after(this.#options.graceMs, () => {
      this.leave(room, seat, 'network');
    });
    seat.cancelGrace = () => {
      cancel();
      this.#away.delete(seat);
    };
  }

  /**
   * Gives a seat, or a place in the lobby, up for good; the others are told, and somebody is host again. Harmless if given up
   * already.
   */
  leave(room: Room, seat: Seat, reason: LeaveReason): void {
    if (placeIn(room, seat.id) !== seat) return;
    seat.release();
    seat.vacate();
    if (room.waiting.delete(seat.id)) {
      tellModerators(room, 'lobby:gone', { id: seat.id });
    } else {
      room.seats.delete(seat.id);
      tellOthers(room, seat, 'participant:left', { id: seat.id, reason });
      if (room.record.wire.spotlightId === seat.id) changeRoom(room, { spotlightId: null });
      this.#options.rooms.handleHostMissing(room);
    }
    this.#options.rooms.forgetIfEmpty(room);
  }

  /** Tells somebody who sits or waits there why, puts them out, and tells the others. */
  putOut(room: Room, seat: Seat, reason: LeaveReason): void {
    seat.end(reason);
    this.leave(room, seat, reason);
  }

  /** Puts somebody out for as long as the room lives, with that seat or that token. */
  remove(room: Room, seat: Seat): void {
    bar(room.record, [seatKey(seat.id), ...(seat.bearer === undefined ? [] : [seat.bearer])], null, this.#now());
    this.putOut(room, seat, 'removed');
  }

  /** Does not let somebody in who waits. They may ask again after a while. */
  deny(room: Room, seat: Seat): void {
    // A token that many have says nothing of this one.
    const bearer = seat.bearer !== undefined && isPersonal(seat.bearer) ? [seat.bearer] : [];
    bar(room.record, [seatKey(seat.id), ...bearer], this.#now() + DENIED_MS, this.#now());
    seat.tell('lobby:denied', {});
    this.leave(room, seat, 'denied');
  }

  /** Whether somebody has to wait before they get a seat. @throws Refusal when they do not get in at all. */
  #mustWait(room: Room, newcomer: Newcomer & { role: Role }, previous: Seat | undefined): boolean {
    const { id, bearer, hasWaited, role } = newcomer;
    const { graceMs, maxParticipants, maxWaiting } = this.#options;
    // As long as their seat would have been kept, had the server not been restarted.
    const isBack = id !== undefined && this.#now() < room.openedAt + graceMs;
    const wasSeated = (isBack && !hasWaited) || (previous !== undefined && room.seats.has(previous.id));
    const keys = [...(id === undefined ? [] : [seatKey(id)]), ...(bearer === undefined ? [] : [bearer])];
    const entrant = { role, keys, standing: wasSeated ? 'seated' : hasWaited ? 'waited' : 'new' } as const;
    // Their own place from before is given up for the new one.
    const own = previous ? 1 : 0;
    const limits = { maxParticipants: maxParticipants + own, maxWaiting: maxWaiting + own };
    const entry = entryTo(room, entrant, limits, this.#now());
    if (typeof entry === 'object') throw new Refusal(entry.code, entry.message);
    return entry === 'wait';
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
