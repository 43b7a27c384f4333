import assert from 'node:assert/strict';
import { test } from 'node:test';
import { others } from '../../../src/room-server/rooms/room.js';
import { createRooms, Ear } from '../worlds/rooms-world.js';

test('a lost seat is kept for the grace time to the millisecond', () => {
  const { seating, clock, admit } = createRooms();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  clock.advance(29_999);
  assert.deepEqual([ann.ear.heard, ann.room.seats.size], [['1 participant:joined'], 2]);
  clock.advance(1);
  assert.deepEqual([ann.ear.heard.at(-1), ann.room.seats.size], ['2 participant:left', 1]);
  assert.deepEqual(ann.ear.payloads.at(-1), { seq: 2, id: bob.seat.id, reason: 'network' });
});

test('a seat taken back gets the events after the last one it knows, once, and leaves no timer', () => {
  const { seating, clock, admit } = createRooms();
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

test('a participant who comes back without the last number gets the events from then on', () => {
  const { seating, admit } = createRooms();
  const ann = admit('Ann');
  admit('Bob');
  seating.handleLost(ann.room, ann.seat, ann.ear);
  const back = new Ear();
  seating.takeBack(ann.room, ann.seat, back, { lastSeq: undefined })();
  assert.deepEqual(back.heard, []);
});

test('the end of a connection that lost its seat to another changes nothing', () => {
  const { seating, clock, admit } = createRooms();
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

test('what is kept for a lost seat is bounded in number and in size, and the oldest goes first', () => {
  const { seating, admit } = createRooms();
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
  const { seating, clock, admit } = createRooms();
  const ann = admit('Ann');
  const bob = admit('Bob');
  seating.leave(bob.room, bob.seat, 'left');
  seating.leave(bob.room, bob.seat, 'left');
  seating.handleLost(bob.room, bob.seat, bob.ear);
  clock.advance(60_000);
  assert.deepEqual(ann.ear.heard, ['1 participant:joined', '2 participant:left']);
  assert.equal(clock.pending, 0);
});
