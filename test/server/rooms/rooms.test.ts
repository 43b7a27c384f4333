import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, type RoomRecord, type RoomRecords } from '../../../src/room-server/index.js';
import { KeptChat } from '../../../src/room-server/rooms/kept-chat.js';
import { Lives } from '../../../src/room-server/rooms/lives.js';
import { ReplayBudget } from '../../../src/room-server/rooms/replay.js';
import { others, type Newcomer, type Room } from '../../../src/room-server/rooms/room.js';
import { Rooms, type RoomLimits } from '../../../src/room-server/rooms/rooms.js';
import { Seating } from '../../../src/room-server/rooms/seating.js';
import type { Outlet, Seat } from '../../../src/room-server/rooms/seat.js';
import { createRecord } from '../../../src/room-server/rules/room-record.js';
import { FakeClock } from '../../fakes/fake-clock.js';

/** An outlet that remembers: names of events with their numbers, and its end. */
class Ear implements Outlet {
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

interface CreateOptions extends Partial<RoomLimits> {
  hasOpenRoles?: boolean;
  /** What is left of rooms from before. */
  left?: RoomRecord;
}

function create({ left, ...options }: CreateOptions = {}): {
  rooms: Rooms;
  seating: Seating;
  replays: ReplayBudget;
  clock: FakeClock;
  /** What is kept of rooms, by name. */
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
  // On a clock of its own: what is kept of seats is no timer of theirs.
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

function roles(room: Room): string[] {
  return [...room.seats.values()].map(({ participant }) => `${participant.name} ${participant.role}`);
}

test('a room begins with its first and ends with its last', () => {
  const { rooms, seating, clock, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  assert.equal(ann.room, bob.room);
  assert.equal(ann.room.record.wire.startedAt, clock.now());
  assert.deepEqual([rooms.roomCount, rooms.participantCount], [1, 2]);
  seating.leave(ann.room, ann.seat, 'left');
  seating.leave(bob.room, bob.seat, 'left');
  assert.deepEqual([rooms.roomCount, rooms.participantCount, rooms.find('tea')], [0, 0, undefined]);
  assert.notEqual(admit('Ann').room, ann.room);
});

test('each seat numbers what it is told by itself, without a gap', () => {
  const { seating, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  const cy = admit('Cy');
  seating.update(cy.room, cy.seat, { hand: true });
  seating.leave(cy.room, cy.seat, 'left');
  assert.deepEqual(ann.ear.heard, [
    '1 participant:joined',
    '2 participant:joined',
    '3 participant:updated',
    '4 participant:left',
  ]);
  assert.deepEqual(bob.ear.heard, ['1 participant:joined', '2 participant:updated', '3 participant:left']);
});

test('a change that changes nothing is told to nobody', () => {
  const { seating, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob', { sources: { camera: true } });
  seating.update(bob.room, bob.seat, { sources: { camera: true }, hand: false, name: 'Bob' });
  seating.update(bob.room, bob.seat, {});
  assert.deepEqual(ann.ear.heard, ['1 participant:joined']);
});

test('a lost seat is kept for the grace time to the millisecond', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  clock.advance(29_999);
  assert.deepEqual([ann.ear.heard, ann.room.seats.size], [['1 participant:joined'], 2]);
  clock.advance(1);
  assert.deepEqual([ann.ear.heard.at(-1), ann.room.seats.size], ['2 participant:left', 1]);
  assert.deepEqual(ann.ear.payloads.at(-1), { seq: 2, id: bob.seat.id, reason: 'network' });
});

test('a seat taken back is told what came after the last it knows, once, and keeps no timer', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.update(bob.room, bob.seat, { hand: true });
  seating.handleLost(ann.room, ann.seat, ann.ear);
  seating.update(bob.room, bob.seat, { hand: false });
  const back = new Ear();
  const replay = seating.takeBack(ann.room, ann.seat, back, { lastSeq: 1 });
  assert.equal(back.heard.length, 0);
  replay();
  assert.deepEqual(back.heard, ['2 participant:updated', '3 participant:updated']);
  assert.equal(clock.pending, 0);
  clock.advance(60_000);
  assert.equal(ann.room.seats.size, 2);
  seating.update(bob.room, bob.seat, { hand: true });
  assert.equal(back.heard.at(-1), '4 participant:updated');
  assert.deepEqual(ann.ear.heard, ['1 participant:joined', '2 participant:updated']);
});

test('who comes back without saying what they know is told what comes from then on', () => {
  const { seating, admit } = create();
  const ann = admit('Ann');
  admit('Bob');
  seating.handleLost(ann.room, ann.seat, ann.ear);
  const back = new Ear();
  seating.takeBack(ann.room, ann.seat, back, { lastSeq: undefined })();
  assert.deepEqual(back.heard, []);
});

test('the end of a connection that lost its seat to another changes nothing', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  const second = new Ear();
  seating.takeBack(ann.room, ann.seat, second, { lastSeq: 0 });
  assert.deepEqual(ann.ear.heard, ['1 room:ended', 'closed']);
  assert.deepEqual(ann.ear.payloads, [{ seq: 1, reason: 'duplicate' }]);
  seating.handleLost(ann.room, ann.seat, ann.ear);
  clock.advance(60_000);
  assert.equal(ann.seat.isConnected, true);
  const bob = admit('Bob');
  assert.deepEqual(second.heard, ['1 participant:joined']);
  assert.deepEqual(others(bob.room, bob.seat), [ann.seat]);
});

test('what is kept for somebody away is bounded in number and in size, the newest last to go', () => {
  const { seating, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.handleLost(ann.room, ann.seat, ann.ear);
  const description = { type: 'offer', sdp: 'x'.repeat(32_000) } as const;
  for (let count = 0; count < 100; count += 1) ann.seat.tell('signal:message', { from: bob.seat.id, description });
  const large = new Ear();
  seating.takeBack(ann.room, ann.seat, large, { lastSeq: 0 })();
  assert.equal(large.heard.length, 16);
  assert.equal(large.heard.at(-1), '101 signal:message');
  seating.handleLost(ann.room, ann.seat, large);
  for (let count = 0; count < 1000; count += 1) seating.update(bob.room, bob.seat, { hand: count % 2 === 0 });
  const many = new Ear();
  seating.takeBack(ann.room, ann.seat, many, { lastSeq: 0 })();
  assert.equal(many.heard.length, 256);
  assert.equal(many.heard.at(-1), '1101 participant:updated');
});

test('leaving twice, or being lost after leaving, is leaving once', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.leave(bob.room, bob.seat, 'left');
  seating.leave(bob.room, bob.seat, 'left');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  clock.advance(60_000);
  assert.deepEqual(ann.ear.heard, ['1 participant:joined', '2 participant:left']);
  assert.equal(clock.pending, 0);
});

test('the next eldest who is connected becomes host, and everybody is told, they too', () => {
  const { seating, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  const cy = admit('Cy');
  assert.deepEqual(roles(ann.room), ['Ann host', 'Bob guest', 'Cy guest']);
  seating.handleLost(bob.room, bob.seat, bob.ear);
  seating.leave(ann.room, ann.seat, 'left');
  assert.deepEqual(roles(ann.room), ['Bob guest', 'Cy host']);
  assert.deepEqual(cy.ear.payloads.at(-1), { seq: 2, participant: cy.seat.participant });
});

test('an absent host stays host for as long as the seat is kept', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  admit('Bob');
  seating.handleLost(ann.room, ann.seat, ann.ear);
  clock.advance(29_999);
  assert.deepEqual(roles(ann.room), ['Ann host', 'Bob guest']);
  clock.advance(1);
  assert.deepEqual(roles(ann.room), ['Bob host']);
});

/** What is left of a room in which Ann was host, and Bob a guest. */
function leftRoom(): RoomRecord {
  const record = createRecord('tea', 5, false, 'life');
  return Object.assign(record, { seats: { ann: 'host', bob: 'guest' }, hostId: 'ann' });
}

test('somebody known from before a restart keeps id, role and the count of what they were told', () => {
  const { seating, clock, admit } = create({ left: leftRoom() });
  const bob = admit('Bob', { id: 'bob', role: 'guest', lastSeq: 41 });
  assert.deepEqual(roles(bob.room), ['Bob guest']);
  const ann = admit('Ann', { id: 'ann', role: 'host' });
  assert.deepEqual([...ann.room.seats.keys()], ['bob', 'ann']);
  assert.deepEqual(bob.ear.heard, ['42 participant:joined']);
  clock.advance(60_000);
  assert.deepEqual(roles(ann.room), ['Bob guest', 'Ann host']);
  seating.leave(ann.room, ann.seat, 'left');
  assert.deepEqual(roles(bob.room), ['Bob host']);
  assert.deepEqual(roles(admit('Ann', { id: 'ann', role: 'host' }).room), ['Bob host', 'Ann guest']);
});

test('when a restarted room finds no host within the grace time, the eldest is host', () => {
  const { seating, clock, admit } = create({ left: leftRoom() });
  const stranger = admit('Cy');
  const bob = admit('Bob', { id: 'bob', role: 'guest' });
  seating.leave(stranger.room, stranger.seat, 'left');
  clock.advance(29_999);
  assert.deepEqual(roles(bob.room), ['Bob guest']);
  clock.advance(1);
  assert.deepEqual(roles(bob.room), ['Bob host']);
});

test('a restarted room goes on until those who are awaited had their time, whoever comes and goes', () => {
  const { rooms, seating, kept, clock, admit } = create({ left: leftRoom() });
  const stranger = admit('Cy');
  assert.deepEqual(roles(stranger.room), ['Cy guest']);
  seating.leave(stranger.room, stranger.seat, 'left');
  assert.equal(rooms.find('tea'), stranger.room);
  assert.deepEqual(roles(admit('Ann', { id: 'ann', role: 'host' }).room), ['Ann host']);
  seating.leave(stranger.room, stranger.room.seats.get('ann') ?? stranger.seat, 'left');
  assert.equal(rooms.find('tea'), stranger.room, 'Bob is awaited');
  clock.advance(30_000);
  assert.deepEqual([rooms.find('tea'), kept.size, clock.pending], [undefined, 0, 0]);
});

test('to be refused takes nothing away of what is left of a room', () => {
  const left = Object.assign(leftRoom(), { barred: { 'seat:bob': null } });
  const { admit } = create({ left });
  for (let count = 0; count < 3; count += 1) {
    assert.throws(
      () => admit('Bob', { id: 'bob' }),
      (error) => error instanceof Refusal && error.code === 'denied',
    );
  }
  assert.deepEqual(roles(admit('Cy').room), ['Cy guest']);
});

test('of a room is kept who has a seat in which role, and who is host, and nothing once it is over', () => {
  const { seating, kept, admit } = create();
  const read = (): unknown => {
    const { seats, hostId } = JSON.parse(kept.get('tea') ?? '{}') as RoomRecord;
    return [seats, hostId];
  };
  const ann = admit('Ann', { id: 'ann' });
  const bob = admit('Bob', { id: 'bob' });
  assert.deepEqual(read(), [{ ann: 'host', bob: 'guest' }, 'ann']);
  seating.leave(ann.room, ann.seat, 'left');
  assert.deepEqual(read(), [{ bob: 'host' }, 'bob']);
  seating.leave(bob.room, bob.seat, 'left');
  assert.equal(kept.size, 0);
});

test('with roles from tokens nobody is made host', () => {
  const { seating, clock, admit } = create({ hasOpenRoles: false });
  const ann = admit('Ann', { role: 'host' });
  const bob = admit('Bob', { role: 'host' });
  const cy = admit('Cy');
  assert.deepEqual(roles(ann.room), ['Ann host', 'Bob host', 'Cy guest']);
  seating.leave(ann.room, ann.seat, 'left');
  seating.leave(bob.room, bob.seat, 'left');
  clock.advance(60_000);
  assert.deepEqual(roles(cy.room), ['Cy guest']);
});

test('a kept seat counts for the size of a room, and a refusal leaves nothing behind', () => {
  const { rooms, seating, admit } = create({ maxParticipants: 2, maxRooms: 1 });
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  assert.throws(() => admit('Cy'), isRefused('room-full'));
  assert.throws(() => admit('Cy', {}, 'coffee'), isRefused('rate-limited'));
  assert.deepEqual([rooms.roomCount, rooms.participantCount], [1, 2]);
  assert.deepEqual(ann.ear.heard, ['1 participant:joined']);
});

test('it is known from where somebody is awaited', () => {
  const { seating, clock, admit } = create();
  const ann = admit('Ann');
  admit('Bob');
  assert.deepEqual(seating.awaitedAt('here'), []);
  seating.handleLost(ann.room, ann.seat, ann.ear);
  assert.deepEqual([seating.awaitedAt('here').length, seating.awaitedAt('there').length], [1, 0]);
  const there = new Ear('there');
  seating.takeBack(ann.room, ann.seat, there, { lastSeq: 0 });
  assert.deepEqual(seating.awaitedAt('here'), []);
  seating.handleLost(ann.room, ann.seat, there);
  assert.deepEqual([seating.awaitedAt('here').length, seating.awaitedAt('there').length], [0, 1]);
  clock.advance(30_000);
  assert.deepEqual(seating.awaitedAt('there'), []);
});

test('when the server ends, everybody is told and put out, and no timer is left', () => {
  const { rooms, seating, clock, admit } = create();
  const ann = admit('Ann');
  const bob = admit('Bob');
  const cy = admit('Cy', {}, 'coffee');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  rooms.end('server-shutdown');
  assert.deepEqual(ann.ear.heard, ['1 participant:joined', '2 room:ended', 'closed']);
  assert.deepEqual(cy.ear.heard, ['1 room:ended', 'closed']);
  assert.deepEqual(bob.ear.heard, []);
  assert.deepEqual([rooms.roomCount, clock.pending], [0, 0]);
});

test('a room that another process had goes on as it was, and its spotlight waits for whoever was in it', () => {
  const left = createRecord('tea', 5, true, 'life');
  Object.assign(left.wire, { spotlightId: 'gone', locked: true });
  left.seats = { p9: 'cohost', gone: 'guest' };
  const { rooms, clock, admit } = create({ left });
  const { seat, ear } = admit('Ann', { id: 'p9', role: 'cohost', standing: 'seated' });
  assert.equal(seat.participant.role, 'cohost');
  const { locked, lobby, startedAt, spotlightId } = rooms.find('tea')?.record.wire ?? {};
  assert.deepEqual([locked, lobby, startedAt, spotlightId], [true, true, 5, 'gone']);
  clock.advance(30_000);
  assert.equal(rooms.find('tea')?.record.wire.spotlightId, null);
  assert.ok(ear.heard.some((name) => name.endsWith('room:updated')));
});

test('a room that another process has by now is let go of without a word', () => {
  const { rooms, admit } = create();
  const { room, ear } = admit('Ann');
  rooms.abandon(room);
  assert.deepEqual([ear.heard, rooms.roomCount], [['dropped'], 0]);
});
