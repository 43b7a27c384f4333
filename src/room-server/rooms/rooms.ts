import type { Clock } from '../../core/base/clock.js';
import type { LeaveReason } from '../../protocol/protocol.js';
import { noteAway } from './absence.js';
import type { Lives } from './lives.js';
import type { RoomRecords } from '../ports.js';
import { Refusal } from '../refusal.js';
import { hasHost, makeHost } from '../rules/room-hosts.js';
import { createRecord, type RoomRecord } from '../rules/room-record.js';
import type { Peek } from './peek.js';
import { endIdleSpotlight, placeIn, type Returns, type Room } from './room.js';
import { RosterNews } from '../rules/roster-news.js';
import type { Seat } from './seat.js';

/** The limits of rooms. */
export interface RoomLimits {
  /** How long a seat without a connection is kept. */
  graceMs: number;
  maxParticipants: number;
  maxWaiting: number;
  maxRooms: number;
  /** The share of a room's seats, and of the places in its lobby, that one address may have: 1 is all of them. */
  addressShare: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
  /** What those who could join are told of who is inside; by default their names. */
  peek?: Peek;
  /** Above how many participants a room moves to a media server, if there is one; by default 6. */
  meshMax?: number;
  /** Above how many a mesh is hopeless; by default 10. */
  meshHard?: number;
  /** How long all may take to follow until a move is given up; by default 8 seconds. */
  moveMs?: number;
}

/** What `Rooms` needs. */
export interface RoomsOptions extends Pick<RoomLimits, 'graceMs' | 'maxRooms' | 'lobby' | 'maxParticipants'> {
  clock: Clock;
  /** Whether roles come from the room (its creator is the host, then the next eldest) or from tokens. */
  hasOpenRoles: boolean;
  records: RoomRecords;
  lives: Lives;
  createLife: () => string;
  /** Told when a room begins and ends here; `isOver` unless it goes on in another process. */
  handleOpened?: (room: Room) => void;
  handleClosed?: (room: Room, isOver: boolean) => void;
  /** Told when those who had a seat in another process, or before a restart, are awaited no longer. */
  handleReturnsOver?: (room: Room) => void;
}

/** The rooms of this process: how they begin, who is host, and how they end. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  #isStopping = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get hasOpenRoles(): boolean {
    return this.#options.hasOpenRoles;
  }

  /** Whether rooms begin with a lobby, unless a token says otherwise. */
  get beginWithLobby(): boolean {
    return this.#options.lobby;
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

  /** The seat, or the place in a lobby, of a participant, whatever the room. */
  seatOf(id: string): Seat | null {
    for (const room of this.#rooms.values()) {
      const seat = placeIn(room, id);
      if (seat) return seat;
    }
    return null;
  }

  /** Whether a life of a room was ended for all, within the last day. */
  wasEnded(life: string): boolean {
    return this.#options.lives.wasEnded(life);
  }

  /** The room of that name, or its record from before this process held it; `null` when it would be a new room. */
  peek(name: string): Room | null {
    return this.find(name) ?? this.#inherit(name);
  }

  /**
   * A room that is still empty, and that `find` does not return before it is opened: restored from its record, or a new
   * one.
   * @param life of a ticket. A process that started a moment ago and has no record of the room adopts this life.
   * @throws Refusal `rate-limited` when the server has no place for another room.
   */
  prepare(name: string, lobby: boolean = this.#options.lobby, life?: string): Room {
    const { maxRooms, lives, clock, createLife } = this.#options;
    if (this.#rooms.size >= maxRooms) {
      throw new Refusal('rate-limited', 'The server has no place for another room now; try again later.');
    }
    const inherited = this.#inherit(name);
    if (inherited) return inherited;
    const until = life === undefined ? null : lives.adoptableUntil(life);
    if (life === undefined || until === null) {
      const record = createRecord(name, clock.now(), lobby, createLife());
      return createRoom(record, { until: -Infinity, awaited: new Map() }, clock);
    }
    return createRoom(createRecord(name, clock.now(), lobby, life), { until, awaited: null }, clock);
  }

  /** From now on `find` returns the room. Does nothing when it does already. */
  open(room: Room): void {
    const { name } = room.record.wire;
    if (this.#rooms.get(name) === room) return;
    this.#rooms.set(name, room);
    this.#options.handleOpened?.(room);
    const leftMs = room.returns.until - this.#options.clock.monotonic();
    if (leftMs <= 0) return;
    const cancel = this.#options.clock.after(leftMs, () => {
      room.cancelWaits.delete(cancel);
      this.#handleReturnsOver(room);
    });
    room.cancelWaits.add(cancel);
  }

  /** Saves the record of a room that changed. */
  save(room: Room): void {
    if (this.#isStopping || this.#rooms.get(room.record.wire.name) !== room) return;
    const awaited = this.#isAwaiting(room) ? [...(room.returns.awaited ?? [])] : [];
    const seated = [...room.seats.values()].map(({ id, participant }) => [id, participant.role] as const);
    room.record.seats = Object.fromEntries([...awaited, ...seated]);
    room.record.hands = handsOf(
      room,
      awaited.map(([id]) => id),
    );
    this.#options.records.save(room.record);
  }

  /** In the open mode a room needs a host; without any seat, no one could ever admit the participants who wait. */
  handleHostMissing(room: Room): void {
    const { hasOpenRoles } = this.#options;
    if (!hasOpenRoles || this.#rooms.get(room.record.wire.name) !== room || this.#isAwaitingHost(room)) return;
    makeHost(room);
    if (room.seats.size === 0 && !this.#isAwaiting(room)) this.#close(room, (seat) => seat.end('ended'), 'over');
  }

  /** Ends a room for all: connected participants are told and disconnected; the others are told when they come back. */
  endRoom(room: Room): void {
    // Two hosts may end it at the same time, and another room of that name may have begun in between.
    if (this.#rooms.get(room.record.wire.name) !== room) return;
    room.returns.awaited?.clear();
    this.#close(room, (seat) => seat.end('ended'), 'ended');
  }

  /** Gives up a room that another process holds by now: connected participants come back, and find it there. */
  abandon(room: Room): void {
    this.#close(room, (seat) => seat.abandon(), null);
  }

  /** Ends every room, because the process stops; their records are for the next process. */
  end(reason: LeaveReason): void {
    this.#isStopping = true;
    for (const room of [...this.#rooms.values()]) this.#close(room, (seat) => seat.end(reason), null);
  }

  /** Ends an empty room, unless a participant may still come back to it. */
  forgetIfEmpty(room: Room): void {
    const isEmpty = room.seats.size === 0 && room.waiting.size === 0;
    if (isEmpty && this.#rooms.get(room.record.wire.name) === room && !this.#isAwaiting(room)) {
      this.#close(room, () => undefined, 'over');
    }
  }

  /** Restores a room from its record: for the grace time, participants who had a seat may come back to it. */
  #inherit(name: string): Room | null {
    const { records, graceMs, clock } = this.#options;
    const record = records.find(name);
    if (!record) return null;
    const until = clock.monotonic() + graceMs;
    return createRoom(record, { until, awaited: new Map(Object.entries(record.seats)) }, clock);
  }

  #isAwaiting({ returns }: Room): boolean {
    return this.#options.clock.monotonic() < returns.until && returns.awaited !== null && returns.awaited.size > 0;
  }

  /** After a restart a guest may be back first: the host may take the grace time to come back. */
  #isAwaitingHost({ record: { hostId }, returns: { until, awaited } }: Room): boolean {
    if (this.#options.clock.monotonic() >= until) return false;
    return awaited === null ? hostId === null : hostId !== null && awaited.has(hostId);
  }

  #handleReturnsOver(room: Room): void {
    for (const id of room.returns.awaited?.keys() ?? []) noteAway(room.record, id, this.#options.clock.now());
    room.returns.awaited?.clear();
    endIdleSpotlight(room);
    if (!hasHost(room)) this.handleHostMissing(room);
    this.save(room);
    this.#options.handleReturnsOver?.(room);
    this.forgetIfEmpty(room);
  }

  /** @param how the life of the room ended; `null` when it goes on in another process. */
  #close(room: Room, end: (seat: Seat) => void, how: 'ended' | 'over' | null): void {
    for (const seat of [...room.seats.values(), ...room.waiting.values()]) {
      seat.release();
      end(seat);
    }
    room.seats.clear();
    room.waiting.clear();
    for (const cancel of room.cancelWaits) cancel();
    this.#rooms.delete(room.record.wire.name);
    this.#options.handleClosed?.(room, how !== null);
    if (how === null) return;
    this.#options.lives.handleOver(room.record.life, how);
    this.#options.records.forget(room.record.wire.name);
  }
}

function createRoom(record: RoomRecord, returns: Returns, clock: Clock): Room {
  const places = { seats: new Map<string, Seat>(), waiting: new Map<string, Seat>() };
  const news = new RosterNews(places, clock);
  const closeNews = (): void => {
    news.close();
  };
  return { record, ...places, news, returns, cancelWaits: new Set([closeNews]) };
}

/** The places of the hands that are up in a room, and of those that were up of the awaited participants. */
function handsOf({ record, seats }: Room, awaitedIds: readonly string[]): Record<string, number> {
  const places = [
    ...awaitedIds.map((id) => [id, record.hands[id]] as const),
    ...[...seats.values()].map(({ id, participant }) => [id, participant.handOrder] as const),
  ];
  return Object.fromEntries(places.flatMap(([id, place]) => (place === undefined ? [] : [[id, place]])));
}
