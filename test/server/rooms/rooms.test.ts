import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../../src/room-server/index.js';
import { createRecord } from '../../../src/room-server/rules/room-record.js';
import { createRooms, Ear, roles } from '../worlds/rooms-world.js';

test('a room begins with its first participant and ends with its last', () => {
  const { rooms, seating, clock, admit } = createRooms();
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

test('each seat numbers its own events, without a gap', () => {
  const { seating, admit } = createRooms();
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

test('a change without a difference is not told', () => {
  const { seating, admit } = createRooms();
  const ann = admit('Ann');
  const bob = admit('Bob', { sources: { camera: true } });
  seating.update(bob.room, bob.seat, { sources: { camera: true }, hand: false, name: 'Bob' });
  seating.update(bob.room, bob.seat, {});
  assert.deepEqual(ann.ear.heard, ['1 participant:joined']);
});

test('the next eldest connected participant becomes host, and all are told, the new host too', () => {
  const { seating, admit } = createRooms();
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
  const { seating, clock, admit } = createRooms();
  const ann = admit('Ann');
  admit('Bob');
  seating.handleLost(ann.room, ann.seat, ann.ear);
  clock.advance(29_999);
  assert.deepEqual(roles(ann.room), ['Ann host', 'Bob guest']);
  clock.advance(1);
  assert.deepEqual(roles(ann.room), ['Bob host']);
});

test('with roles from tokens no participant is made host', () => {
  const { seating, clock, admit } = createRooms({ hasOpenRoles: false });
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
  const { rooms, seating, admit } = createRooms({ maxParticipants: 2, maxRooms: 1 });
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  assert.throws(() => admit('Cy'), isRefused('room-full'));
  assert.throws(() => admit('Cy', {}, 'coffee'), isRefused('rate-limited'));
  assert.deepEqual([rooms.roomCount, rooms.participantCount], [1, 2]);
  assert.deepEqual(ann.ear.heard, ['1 participant:joined']);
});

test('the addresses of awaited participants are known', () => {
  const { seating, clock, admit } = createRooms();
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

test('when the server ends, all are told and disconnected, and no timer is left', () => {
  const { rooms, seating, clock, admit } = createRooms();
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

test('a room that another process held goes on as it was, and its spotlight waits for its participant', () => {
  const left = createRecord('tea', 5, true, 'life');
  Object.assign(left.wire, { spotlightId: 'gone', locked: true });
  left.seats = { p9: 'cohost', gone: 'guest' };
  const { rooms, clock, admit } = createRooms({ left });
  const { seat, ear } = admit('Ann', { id: 'p9', role: 'cohost', standing: 'seated' });
  assert.equal(seat.participant.role, 'cohost');
  const { locked, lobby, startedAt, spotlightId } = rooms.find('tea')?.record.wire ?? {};
  assert.deepEqual([locked, lobby, startedAt, spotlightId], [true, true, 5, 'gone']);
  clock.advance(30_000);
  assert.equal(rooms.find('tea')?.record.wire.spotlightId, null);
  assert.ok(ear.heard.some((name) => name.endsWith('room:updated')));
});

test('a room that another process holds by now is given up silently', () => {
  const { rooms, admit } = createRooms();
  const { room, ear } = admit('Ann');
  rooms.abandon(room);
  assert.deepEqual([ear.heard, rooms.roomCount], [['dropped'], 0]);
});

test('a room that two hosts end at the same time ends once, and not the next one of its name', () => {
  const { rooms, kept, admit } = createRooms();
  const first = admit('Ann');
  rooms.endRoom(first.room);
  const next = admit('Bob');
  rooms.endRoom(first.room);
  assert.deepEqual([rooms.find('tea'), kept.has('tea'), next.ear.heard], [next.room, true, []]);
});
