import { type RoomRecord, type RoomRecords } from '../../../src/room-server/index.js';
import { KeptChat } from '../../../src/room-server/rooms/kept-chat.js';
import { Lives } from '../../../src/room-server/rooms/lives.js';
import { ReplayBudget } from '../../../src/room-server/rooms/replay.js';
import { type Newcomer, type Room } from '../../../src/room-server/rooms/room.js';
import { Rooms, type RoomLimits } from '../../../src/room-server/rooms/rooms.js';
import { Seating } from '../../../src/room-server/rooms/seating.js';
import type { Outlet, Seat } from '../../../src/room-server/rooms/seat.js';
import { createRecord } from '../../../src/room-server/rules/room-record.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** An outlet that records the names of events with their numbers, and its end. */
export class Ear implements Outlet {
  readonly address: string;
  readonly heard: string[] = [];
  readonly payloads: object[] = [];

  constructor(address = 'here') {
    this.address = address;
  }

  send(name: string, payload: { seq: number }): void {
    this.heard.push(`${String(payload.seq)} ${name}`);
    this.payloads.push(payload);
  }

  close(): void {
    this.heard.push('closed');
  }

  drop(): void {
    this.heard.push('dropped');
  }
}

export interface CreateOptions extends Partial<RoomLimits> {
  hasOpenRoles?: boolean;
  /** The records of rooms from before. */
  left?: RoomRecord;
}

export function createRooms({ left, ...options }: CreateOptions = {}): {
  rooms: Rooms;
  seating: Seating;
  replays: ReplayBudget;
  clock: FakeClock;
  /** The saved records of rooms, by name. */
  kept: Map<string, string>;
  admit: (name: string, more?: Partial<Newcomer>, room?: string) => { room: Room; seat: Seat; ear: Ear };
} {
  const clock = new FakeClock();
  let lastId = 0;
  const kept = new Map<string, string>();
  const records: RoomRecords = {
    find: (name) => (left?.wire.name === name ? left : null),
    save: (record) => void kept.set(record.wire.name, JSON.stringify(record)),
    forget: (name) => void kept.delete(name),
  };
  const common = {
    clock,
    ports: { createId: () => `p${String(++lastId)}`, isShared: () => false },
    graceMs: 30_000,
    maxParticipants: 4,
    maxWaiting: 2,
    lobby: false,
    maxRooms: 2,
    addressShare: 1,
    hasOpenRoles: true,
    records,
    createLife: () => `life ${String(++lastId)}`,
    ...options,
  };
  // On a separate clock: the replay budget is not a timer of the seats.
  const replays = new ReplayBudget({ clock: new FakeClock(), graceMs: common.graceMs });
  const rooms = new Rooms({ ...common, lives: new Lives(common) });
  const chat = new KeptChat(common);
  const seating = new Seating({ ...common, rooms, replays, chat });
  return {
    rooms,
    seating,
    replays,
    clock,
    kept,
    admit(name, more = {}, roomName = 'tea') {
      const ear = new Ear();
      const room = rooms.find(roomName) ?? rooms.prepare(roomName);
      return { room, seat: seating.admit(room, { name, role: null, ...more }, ear), ear };
    },
  };
}

export function roles(room: Room): string[] {
  return [...room.seats.values()].map(({ participant }) => `${participant.name} ${participant.role}`);
}

/** The record of a room in which Ann was host, and Bob a guest. */
export function leftRoom(): RoomRecord {
  const record = createRecord('tea', 5, false, 'life');
  return Object.assign(record, { seats: { ann: 'host', bob: 'guest' }, hostId: 'ann' });
}
