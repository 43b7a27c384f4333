import { changeRoom, tellModerators } from '../src/core/signaling/moderation.js';
import type { LeaveReason, Role, SourceFlags, WireParticipant } from '../src/core/signaling/protocol.js';
import { sourcesFor } from '../src/core/signaling/roles.js';
import { entryTo, fullness } from '../src/core/signaling/room-entry.js';
import { hasHost, makeHost, openRoleOf } from '../src/core/signaling/room-hosts.js';
import { bar, createRecord, seatKey, type RoomRecord } from '../src/core/signaling/room-record.js';
import type { Clock } from './clock.js';
import { Refusal } from './refusal.js';
import {
  endIdleSpotlight,
  placeIn,
  placeOfBearer,
  spokenBy,
  tellOthers,
  type Newcomer,
  type Room,
  type StateChange,
} from './room.js';
import { Seat, type Outlet } from './seat.js';
import { isPersonal } from './tokens.js';

/** What a registry of rooms goes by. */
export interface RoomsOptions {
  clock: Clock;
  createId: () => string;
  graceMs: number;
  maxParticipants: number;
  maxWaiting: number;
  maxRooms: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
  /** Whether roles come from the room (its creator is the host, and the next eldest after them) or from tokens. */
  hasOpenRoles: boolean;
  /** What is left of a room that another process had. */
  takeRecord?: (name: string) => RoomRecord | undefined;
}

const NO_SOURCES: SourceFlags = { microphone: false, camera: false, screen: false, screenAudio: false };
/** Somebody who was not let in may ask again, but not at once and for ever. */
const DENIED_MS = 60_000;

/**
 * Who sits and who waits where. Knows no sockets: what a seat is told goes to its outlet. A seat whose outlet is lost is kept
 * for the grace time, unseen by the others. Refuses by throwing a `Refusal`.
 */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #away = new Set<Seat>();
  /**
   * Those who had a place when their room was ended for all, for as long as their seat would have been kept: a connection may be lost for a while
   * before anybody notices, and then what was told on it was not heard.
   */
  readonly #ended = new Set<string>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get hasOpenRoles(): boolean {
    return this.#options.hasOpenRoles;
  }

  get maxParticipants(): number {
    return this.#options.maxParticipants;
  }

  get roomCount(): number {
    return this.#rooms.size;
  }

  get participantCount(): number {
    return [...this.#rooms.values()].reduce((sum, { seats }) => sum + seats.size, 0);
  }

  get waitingCount(): number {
    return [...this.#rooms.values()].reduce((sum, { waiting }) => sum + waiting.size, 0);
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
   * Gives a newcomer a seat and tells the others, or a place in the lobby and tells those who may let in. The room begins with
   * its first.
   * @throws Refusal `denied`, `room-locked`, `room-full`; `unauthorized` when whoever their token is for is here already;
   * `not-allowed` when the room they come back to was ended; `rate-limited` when the server has no place for another room.
   */
  admit(roomName: string, newcomer: Newcomer, outlet: Outlet): { room: Room; seat: Seat } {
    if (newcomer.id !== undefined && this.#ended.has(newcomer.id)) {
      throw new Refusal('not-allowed', 'The room was ended for all.');
    }
    const before = this.#rooms.get(roomName);
    const previous = placeOfBearer(before, newcomer.bearer);
    if (previous?.isConnected) {
      throw new Refusal('unauthorized', 'Whoever this token is for is in the room already, on another connection.');
    }
    const room = before ?? this.#createRoom(roomName, newcomer.lobby);
    const given = room.record.roles[newcomer.id ?? ''] ?? newcomer.role;
    const role = this.#options.hasOpenRoles ? openRoleOf(given, room) : (given ?? 'guest');
    const mustWait = this.#mustWait(room, { ...newcomer, role }, previous);
    const participant: WireParticipant = {
      id: newcomer.id ?? this.#options.createId(),
      name: newcomer.name,
      role,
      sources: sourcesFor(role, { ...NO_SOURCES, ...newcomer.sources }),
      hand: false,
      ...spokenBy(newcomer),
    };
    const { lastSeq: seq, hasFixedName, bearer } = newcomer;
    const seat = new Seat(participant, outlet, { seq, hasFixedName, bearer });
    this.#rooms.set(roomName, room);
    (mustWait ? room.waiting : room.seats).set(seat.id, seat);
    // After the newcomer sits: a room never ends between the two.
    if (previous) this.leave(room, previous, 'duplicate');
    if (mustWait) tellModerators(room, 'lobby:knocked', { participant });
    else tellOthers(room, seat, 'participant:joined', { participant });
    this.#awaitHost(room);
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
    this.#stopWaiting(seat);
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
    seat.cancelGrace = this.#options.clock.after(this.#options.graceMs, () => {
      this.leave(room, seat, 'network');
    });
  }

  /**
   * Gives a seat, or a place in the lobby, up for good; the others are told, and somebody is host again. Harmless if given up
   * already.
   */
  leave(room: Room, seat: Seat, reason: LeaveReason): void {
    if (placeIn(room, seat.id) !== seat) return;
    this.#release(seat);
    seat.vacate();
    if (room.waiting.delete(seat.id)) {
      tellModerators(room, 'lobby:gone', { id: seat.id });
    } else {
      room.seats.delete(seat.id);
      tellOthers(room, seat, 'participant:left', { id: seat.id, reason });
      if (room.record.wire.spotlightId === seat.id) changeRoom(room, { spotlightId: null });
      this.#handleHostMissing(room);
    }
    this.#forgetIfEmpty(room);
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

  /** Ends a room for all: whoever sits or waits there is told and put out; whoever was not reached is told when they come back. */
  endRoom(room: Room): void {
    for (const id of [...room.seats.keys(), ...room.waiting.keys()]) {
      this.#ended.add(id);
      this.#options.clock.after(this.#options.graceMs, () => this.#ended.delete(id));
    }
    this.#close(room, (seat) => seat.end('ended'));
  }

  /** Lets go of a room that another process has by now: whoever is connected comes back, and finds it there. */
  abandon(room: Room): void {
    this.#close(room, (seat) => seat.abandon());
  }

  /** Ends every room. */
  end(reason: LeaveReason): void {
    for (const room of [...this.#rooms.values()]) this.#close(room, (seat) => seat.end(reason));
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

  #createRoom(name: string, lobby = this.#options.lobby): Room {
    if (this.#rooms.size >= this.#options.maxRooms) {
      throw new Refusal('rate-limited', 'The server has no place for another room now; try again later.');
    }
    const openedAt = this.#now();
    const kept = this.#options.takeRecord?.(name);
    const record = kept ?? createRecord(name, openedAt, lobby);
    const room: Room = { record, seats: new Map(), waiting: new Map(), openedAt };
    // Whoever is in the spotlight gets as long to come back as a kept seat would have lasted.
    if (kept) this.#options.clock.after(this.#options.graceMs, () => endIdleSpotlight(room));
    return room;
  }

  /** After a restart a guest may be back first: the host gets as long to come as a kept seat would have lasted. */
  #awaitHost(room: Room): void {
    if (!this.#options.hasOpenRoles || hasHost(room)) return;
    this.#options.clock.after(this.#options.graceMs, () => {
      this.#handleHostMissing(room);
    });
  }

  /** In the open mode somebody has to be host; where nobody sits, nobody will ever let in those who wait. */
  #handleHostMissing(room: Room): void {
    if (!this.#options.hasOpenRoles || this.#rooms.get(room.record.wire.name) !== room) return;
    makeHost(room);
    if (room.seats.size === 0) this.#close(room, (seat) => seat.end('ended'));
  }

  #close(room: Room, end: (seat: Seat) => void): void {
    for (const seat of [...room.seats.values(), ...room.waiting.values()]) {
      this.#release(seat);
      end(seat);
    }
    room.seats.clear();
    room.waiting.clear();
    this.#forgetIfEmpty(room);
  }

  #forgetIfEmpty({ record, seats, waiting }: Room): void {
    if (seats.size === 0 && waiting.size === 0) this.#rooms.delete(record.wire.name);
  }

  #now(): number {
    return this.#options.clock.now();
  }

  #release(seat: Seat): void {
    this.#stopWaiting(seat);
    seat.cancelExpiry?.();
    seat.cancelExpiry = null;
  }

  #stopWaiting(seat: Seat): void {
    seat.cancelGrace?.();
    seat.cancelGrace = null;
    this.#away.delete(seat);
  }
}
