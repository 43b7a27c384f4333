import type { Clock } from '../../core/base/clock.js';
import { ALL_OFF, type LeaveReason, type Role, type WireParticipant } from '../../protocol/protocol.js';
import { noteAway, noteBack } from './absence.js';
import { isPersonal } from '../rules/bearer.js';
import type { KeptChat } from './kept-chat.js';
import { applyRole, changeRoom, tellModerators } from '../rules/moderation.js';
import type { RoomServerPorts } from '../ports.js';
import { Refusal } from '../refusal.js';
import { Replay, type ReplayBudget } from './replay.js';
import { isModerator, sourcesFor } from '../../protocol/roles.js';
import { entryTo, fullness, type Entrant } from './room-entry.js';
import { openRoleOf } from '../rules/room-hosts.js';
import { bar, seatKey } from '../rules/room-record.js';
import {
  awaitedCount,
  nextHandOrder,
  others,
  placeIn,
  placeOfBearer,
  spokenBy,
  type Newcomer,
  type Room,
  type StateChange,
} from './room.js';
import type { RoomLimits, Rooms } from './rooms.js';
import { Seat, type Outlet } from './seat.js';

/** What `Seating` needs. */
export interface SeatingOptions extends Pick<
  RoomLimits,
  'graceMs' | 'maxParticipants' | 'maxWaiting' | 'addressShare'
> {
  rooms: Rooms;
  clock: Clock;
  replays: ReplayBudget;
  chat: KeptChat;
  ports: Pick<RoomServerPorts, 'createId' | 'isShared'>;
  /** Told whenever a seat is taken, held by another connection or by none, or given up. */
  handleSeats?: (room: Room) => void;
}

/** What a participant brings who comes back to a kept seat. */
export interface Return extends StateChange {
  /** The role that the current token gives. */
  role?: Role | undefined;
  /** The number of the last event they received. */
  lastSeq?: number | undefined;
}

/** A denied newcomer may ask again, but not immediately and endlessly. */
const DENIED_MS = 60_000;

/**
 * Gives and takes seats and places in lobbies. Knows no sockets: what a seat is told goes to its outlet. A seat whose
 * outlet is lost is kept for the grace time, and the others do not notice. Refuses by throwing a `Refusal`.
 */
export class Seating {
  readonly #options: SeatingOptions;
  readonly #away = new Set<Seat>();

  constructor(options: SeatingOptions) {
    this.#options = options;
  }

  /** The ids of the seats that are kept for participants of an address. */
  awaitedAt(address: string): string[] {
    return [...this.#away].filter((seat) => seat.address === address).map(({ id }) => id);
  }

  /**
   * Gives a newcomer a seat and tells the others, or a place in the lobby and tells the moderators. The room begins
   * with its first participant.
   * @throws Refusal `denied`, `room-locked`, `room-full`; `unauthorized` when the person of their token is here
   * already.
   */
  admit(room: Room, newcomer: Newcomer, outlet: Outlet): Seat {
    const { rooms, ports, replays } = this.#options;
    const previous = placeOfBearer(room, newcomer.bearer);
    if (previous?.isConnected) {
      throw new Refusal('unauthorized', 'The person of this token is in the room already, on another connection.');
    }
    const { id = ports.createId(), lastSeq: seq, hasFixedName, handOrder, bearer } = newcomer;
    const role = rooms.hasOpenRoles ? openRoleOf(newcomer.role, id, room) : (newcomer.role ?? 'guest');
    const mustWait = this.#mustWait(room, { ...newcomer, role, address: outlet.address }, previous);
    const participant: WireParticipant = {
      id,
      name: newcomer.name,
      role,
      sources: sourcesFor(role, { ...ALL_OFF, ...newcomer.sources }),
      hand: handOrder !== undefined,
      ...(handOrder !== undefined && { handOrder }),
      ...spokenBy(newcomer),
    };
    const seat = new Seat(participant, outlet, { replay: new Replay(replays), seq, hasFixedName, bearer });
    rooms.open(room);
    room.returns.awaited?.delete(id);
    this.#options.chat.handleBack(room, id, seq);
    if (!mustWait) noteBack(room.record, id);
    if (role === 'host') room.record.hostId = id;
    (mustWait ? room.waiting : room.seats).set(id, seat);
    // After the newcomer has the seat, so that the room does not end in between.
    if (previous) this.leave(room, previous, 'duplicate');
    if (mustWait) tellModerators(room, 'lobby:knocked', { participant });
    else room.news.tell('participant:joined', { participant }, others(room, seat));
    rooms.save(room);
    this.#options.handleSeats?.(room);
    return seat;
  }

  /** Gives a participant who waits in the lobby a seat, and tells the others. @throws Refusal `room-full`. */
  letIn(room: Room, seat: Seat): void {
    const full = fullness(room, this.#options, awaitedCount(room, this.#monotonic()));
    if (full) throw new Refusal(full.code, full.message);
    room.waiting.delete(seat.id);
    tellModerators(room, 'lobby:gone', { id: seat.id });
    room.seats.set(seat.id, seat);
    noteBack(room.record, seat.id);
    const { participant } = seat;
    room.news.tell('participant:joined', { participant }, others(room, seat));
    this.#options.rooms.save(room);
    this.#options.handleSeats?.(room);
  }

  /** Gives a participant their own kept seat back; see `Seat.take`. */
  takeBack(room: Room, seat: Seat, outlet: Outlet, { role, lastSeq, ...change }: Return): () => void {
    seat.cancelGrace();
    // Before they hold it: the answer to their request is the first that they are told.
    const isWaiting = room.waiting.has(seat.id);
    if (role !== undefined && !isWaiting) applyRole(room, seat, role);
    const replay = seat.take(outlet, lastSeq);
    this.update(room, seat, isWaiting && role !== undefined ? { ...change, role } : change);
    // They waited with another role.
    const isExpected = isWaiting && isModerator(seat.participant.role);
    if (isExpected && !fullness(room, this.#options, awaitedCount(room, this.#monotonic()))) this.letIn(room, seat);
    this.#options.handleSeats?.(room);
    return replay;
  }

  /** Changes what a participant says of themselves; the others are told when anything is different. */
  update(room: Room, seat: Seat, { name, hand, sources, role, ...spoken }: StateChange & { role?: Role }): void {
    const former = seat.participant;
    const { handOrder, ...before } = former;
    const isUp = hand ?? before.hand;
    const participant: WireParticipant = {
      ...before,
      name: name ?? before.name,
      role: role ?? before.role,
      hand: isUp,
      sources: sourcesFor(role ?? before.role, { ...before.sources, ...sources }),
      ...spokenBy(spoken),
      ...(isUp && { handOrder: handOrder ?? nextHandOrder(room) }),
    };
    seat.participant = participant;
    if (JSON.stringify(former) === JSON.stringify(participant)) return;
    if (room.waiting.has(seat.id)) tellModerators(room, 'lobby:knocked', { participant });
    else room.news.tell('participant:updated', { participant }, others(room, seat));
    // The record has who is in the room, by role and by raised hand.
    if (handOrder !== participant.handOrder) this.#options.rooms.save(room);
  }

  /**
   * The connection that holds the seat is lost: the seat is kept for the grace time. Does nothing when another one
   * holds it.
   */
  handleLost(room: Room, seat: Seat, outlet: Outlet): void {
    if (!seat.isHeldBy(outlet)) return;
    seat.vacate();
    this.#away.add(seat);
    this.#options.handleSeats?.(room);
    const cancel = this.#options.clock.after(this.#options.graceMs, () => {
      this.leave(room, seat, 'network');
    });
    seat.cancelGrace = () => {
      cancel();
      this.#away.delete(seat);
    };
  }

  /**
   * Gives up a seat, or a place in the lobby, permanently; the others are told, and the room gets a host again. Does
   * nothing when it is given up already.
   */
  leave(room: Room, seat: Seat, reason: LeaveReason): void {
    if (placeIn(room, seat.id) !== seat) return;
    this.#keepChat(room, seat, reason);
    // A connection may be open that has just asked for it.
    seat.flush();
    seat.release();
    seat.vacate();
    if (room.waiting.delete(seat.id)) {
      tellModerators(room, 'lobby:gone', { id: seat.id });
    } else {
      room.seats.delete(seat.id);
      this.#tellLeft(room, seat.id, reason);
    }
    this.#handleLess(room);
  }

  /** One who may come back to a seat from before a restart, or of another process, has left: they are not awaited. */
  leaveAwaited(room: Room, id: string): void {
    if (!room.returns.awaited?.delete(id)) return;
    this.#options.rooms.open(room);
    this.#tellLeft(room, id, 'left');
    this.#handleLess(room);
  }

  /** Tells the participant of a seat, or of a place in the lobby, why, ends their place, and tells the others. */
  putOut(room: Room, seat: Seat, reason: LeaveReason): void {
    seat.end(reason);
    this.leave(room, seat, reason);
  }

  /** Removes a participant for the life of the room: neither this seat nor this token brings them back. */
  remove(room: Room, seat: Seat): void {
    bar(room.record, seat.allKeys, null, this.#now());
    this.putOut(room, seat, 'removed');
  }

  /** Denies a participant who waits in the lobby. They may ask again after a while. */
  deny(room: Room, seat: Seat): void {
    // A token that many people have does not identify this one.
    bar(room.record, seat.keys, this.#now() + DENIED_MS, this.#now());
    seat.tell('lobby:denied', {});
    this.leave(room, seat, 'denied');
  }

  #tellLeft(room: Room, id: string, reason: LeaveReason): void {
    room.news.tell('participant:left', { id, reason });
    if (room.record.wire.spotlightId === id) changeRoom(room, { spotlightId: null });
    this.#options.rooms.handleHostMissing(room);
  }

  #handleLess(room: Room): void {
    this.#options.rooms.save(room);
    this.#options.handleSeats?.(room);
    this.#options.rooms.forgetIfEmpty(room);
  }

  /** Messages are kept for a participant whose connection was lost, and not for one who left or was removed. */
  #keepChat(room: Room, seat: Seat, reason: LeaveReason): void {
    const { chat, clock } = this.#options;
    if (reason !== 'network') {
      noteBack(room.record, seat.id);
      chat.forget(room, seat.id);
    } else if (room.seats.has(seat.id)) {
      noteAway(room.record, seat.id, clock.now());
      chat.handleLost(room, seat);
    }
  }

  /** Whether a newcomer has to wait before they get a seat. @throws Refusal when they do not get in at all. */
  #mustWait(room: Room, newcomer: Newcomer & Pick<Entrant, 'role'> & { address: string }, previous?: Seat): boolean {
    const { id, bearer, role, address } = newcomer;
    const { maxParticipants, maxWaiting, addressShare, ports } = this.#options;
    const keys = [...(id === undefined ? [] : [seatKey(id)]), ...(bearer === undefined ? [] : [bearer])];
    const standing = previous && room.seats.has(previous.id) ? 'seated' : (newcomer.standing ?? 'new');
    const isKnown = ports.isShared(address) || (bearer !== undefined && isPersonal(bearer));
    const entrant = { role, keys, standing, address: isKnown ? null : address };
    // Their own earlier place is given up for the new one.
    const own = previous ? 1 : 0;
    const limits = { maxParticipants: maxParticipants + own, maxWaiting: maxWaiting + own, addressShare };
    const entry = entryTo(room, entrant, limits, this.#now(), this.#monotonic());
    if (typeof entry === 'object') throw new Refusal(entry.code, entry.message);
    return entry === 'wait';
  }

  #monotonic(): number {
    return this.#options.clock.monotonic();
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
