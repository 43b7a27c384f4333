import type { Clock } from '../core/clock.js';
import type { LeaveReason } from '../core/signaling/protocol.js';
import type { RoomRecords } from './ports.js';
import { Refusal } from './refusal.js';
import { hasHost, makeHost } from './room-hosts.js';
import { createRecord } from './room-record.js';
import { endIdleSpotlight, placeIn, type Room } from './room.js';
import type { Seat } from './seat.js';

/** How much there may be of what, and for how long. */
export interface RoomLimits {
  /** How long a seat without a connection is kept. */
  graceMs: number;
  maxParticipants: number;
  maxWaiting: number;
  maxRooms: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
}

/** What a registry of rooms goes by. */
export interface RoomsOptions extends Pick<RoomLimits, 'graceMs' | 'maxRooms' | 'lobby' | 'maxParticipants'> {
  clock: Clock;
  hasOpenRoles: boolean;
  records: RoomRecords;
}

/** Which rooms there are: how they begin, whose they are, and how they end. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
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

  /** The seat, or the place in a lobby, of a participant, whatever the room. */
  seatOf(id: string): Seat | null {
    for (const room of this.#rooms.values()) {
      const seat = placeIn(room, id);
      if (seat) return seat;
    }
    return null;
  }

  /** Whether somebody of that id had a place in a room that was ended for all a moment ago. */
  hasEnded(id: string): boolean {
    return this.#ended.has(id);
  }

  /**
   * A room that nobody is in yet, and that nobody finds before it is opened.
   * @throws Refusal `rate-limited` when the server has no place for another room.
   */
  create(name: string, lobby = this.#options.lobby): Room {
    if (this.#rooms.size >= this.#options.maxRooms) {
      throw new Refusal('rate-limited', 'The server has no place for another room now; try again later.');
    }
    const openedAt = this.#now();
    const kept = this.#options.records.take(name);
    const record = kept ?? createRecord(name, openedAt, lobby);
    const room: Room = { record, seats: new Map(), waiting: new Map(), openedAt, cancelWaits: new Set() };
    // Whoever is in the spotlight gets as long to come back as a kept seat would have lasted.
    if (kept) this.#wait(room, () => endIdleSpotlight(room));
    return room;
  }

  /** From now on the room is found. Harmless if it is already. */
  open(room: Room): void {
    this.#rooms.set(room.record.wire.name, room);
  }

  /** After a restart a guest may be back first: the host gets as long to come as a kept seat would have lasted. */
  awaitHost(room: Room): void {
    if (!this.#options.hasOpenRoles || hasHost(room)) return;
    this.#wait(room, () => {
      this.handleHostMissing(room);
    });
  }

  /** In the open mode somebody has to be host; where nobody sits, nobody will ever let in those who wait. */
  handleHostMissing(room: Room): void {
    if (!this.#options.hasOpenRoles || this.#rooms.get(room.record.wire.name) !== room) return;
    makeHost(room);
    if (room.seats.size === 0) this.#close(room, (seat) => seat.end('ended'));
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

  /** Forgets a room that nobody is in any more. */
  forgetIfEmpty({ record, seats, waiting, cancelWaits }: Room): void {
    if (seats.size > 0 || waiting.size > 0) return;
    for (const cancel of cancelWaits) cancel();
    this.#rooms.delete(record.wire.name);
  }

  #close(room: Room, end: (seat: Seat) => void): void {
    for (const seat of [...room.seats.values(), ...room.waiting.values()]) {
      seat.release();
      end(seat);
    }
    room.seats.clear();
    room.waiting.clear();
    this.forgetIfEmpty(room);
  }

  /** Calls back after the grace time, if the room is not over by then. */
  #wait({ cancelWaits }: Room, callback: () => void): void {
    const cancel = this.#options.clock.after(this.#options.graceMs, () => {
      cancelWaits.delete(cancel);
      callback();
    });
    cancelWaits.add(cancel);
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
