import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, type RoomRecord } from '../../../src/room-server/index.js';
import { createEngine } from '../worlds/engine-world.js';
import { createRooms, leftRoom, roles } from '../worlds/rooms-world.js';

test('a participant from before a restart keeps id, role and the number of the last event', () => {
  const { seating, clock, admit } = createRooms({ left: leftRoom() });
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
  const { seating, clock, admit } = createRooms({ left: leftRoom() });
  const stranger = admit('Cy');
  const bob = admit('Bob', { id: 'bob', role: 'guest' });
  seating.leave(stranger.room, stranger.seat, 'left');
  clock.advance(29_999);
  assert.deepEqual(roles(bob.room), ['Bob guest']);
  clock.advance(1);
  assert.deepEqual(roles(bob.room), ['Bob host']);
});

test('a restarted room goes on until the time of the awaited participants is over, whatever others do', () => {
  const { rooms, seating, kept, clock, admit } = createRooms({ left: leftRoom() });
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

test('raised hands keep their places, and a new one is after those of participants who are not back yet', () => {
  const { rooms, seating, clock, kept, admit } = createRooms({ left: { ...leftRoom(), hands: { ann: 3, bob: 7 } } });
  const hands = (): unknown => (JSON.parse(kept.get('tea') ?? '{}') as RoomRecord).hands;
  const cy = admit('Cy');
  seating.update(cy.room, cy.seat, { hand: true });
  assert.equal(cy.seat.participant.handOrder, 8);
  assert.deepEqual(hands(), { ann: 3, bob: 7, [cy.seat.id]: 8 });
  const ann = rooms.peek('tea')?.record.hands;
  const { participant } = admit('Ann', { id: 'ann', role: 'host', handOrder: ann?.ann }).seat;
  assert.deepEqual([participant.hand, participant.handOrder], [true, 3]);
  // Bob does not come back: his hand is down, and its place is free.
  clock.advance(30_000);
  assert.deepEqual(hands(), { ann: 3, [cy.seat.id]: 8 });
  seating.update(cy.room, cy.seat, { hand: false });
  assert.deepEqual(hands(), { ann: 3 });
  seating.update(cy.room, cy.seat, { hand: true });
  assert.equal(cy.seat.participant.handOrder, 4);
  seating.leave(cy.room, cy.seat, 'left');
  assert.deepEqual(hands(), { ann: 3 });
});

test('after a restart newcomers do not take the seats of those who come back', () => {
  const { seating, admit } = createRooms({ left: leftRoom(), maxParticipants: 3 });
  const isFull = (error: unknown): boolean => error instanceof Refusal && error.code === 'room-full';
  const eve = admit('Eve', { standing: 'waited' });
  const { room } = admit('Cy');
  assert.throws(() => admit('Dee'), isFull);
  assert.throws(() => {
    seating.letIn(room, eve.seat);
  }, isFull);
  admit('Bob', { id: 'bob', role: 'guest', standing: 'seated' });
  assert.throws(() => admit('Dee'), isFull);
  admit('Ann', { id: 'ann', role: 'host', standing: 'seated' });
  assert.deepEqual(roles(room), ['Cy guest', 'Bob guest', 'Ann host']);

  const later = createRooms({ left: leftRoom(), maxParticipants: 2 });
  assert.throws(() => later.admit('Cy'), isFull);
  later.admit('Bob', { id: 'bob', role: 'guest', standing: 'seated' });
  later.clock.advance(30_000);
  assert.deepEqual(roles(later.admit('Cy').room), ['Bob host', 'Cy guest']);
});

test('a refusal leaves the record of a room as it was', () => {
  const left = Object.assign(leftRoom(), { barred: { 'seat:bob': null } });
  const { admit } = createRooms({ left });
  for (let count = 0; count < 3; count += 1) {
    assert.throws(
      () => admit('Bob', { id: 'bob' }),
      (error) => error instanceof Refusal && error.code === 'denied',
    );
  }
  assert.deepEqual(roles(admit('Cy').room), ['Cy guest']);
});

test('the record of a room has its seats, roles and host, and is removed once the room is over', () => {
  const { seating, kept, admit } = createRooms();
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

/** A room with Ann as its host, Bob and Cy, whose server was restarted: what saves it, and their ids and tickets. */
async function createRestart() {
  const saved = new Map<string, string>();
  const records = {
    find: (name: string) => (saved.has(name) ? (JSON.parse(saved.get(name) ?? '') as RoomRecord) : null),
    save: (record: RoomRecord) => void saved.set(record.wire.name, JSON.stringify(record)),
    forget: (name: string) => void saved.delete(name),
  };
  const before = createEngine(null, { records });
  const seats = [];
  for (const name of ['Ann', 'Bob', 'Cy']) {
    const { self, resume } = await before.connect().request('room:join', { room: 'tea', name });
    seats.push({ id: (self as { id: string }).id, resume });
  }
  const [ann, bob, cy] = seats;
  assert.ok(ann && bob && cy);
  return { engine: createEngine(null, { records, clock: before.clock }), saved, ann, bob, cy };
}

test('who leaves while the server restarts is not awaited, nor is anything kept for them', async () => {
  const { engine, saved, ann, bob, cy } = await createRestart();
  const back = engine.connect();
  await back.request('room:join', { room: 'tea', name: 'Bob', resume: bob.resume, lastSeq: 9 });
  await engine.connect().request('room:leave', { room: 'tea', resume: ann.resume });
  const told = back.told.map(({ name, payload }) => [
    name,
    payload.id ?? (payload.participant as { role: string }).role,
  ]);
  assert.deepEqual(told, [
    ['participant:left', ann.id],
    ['participant:updated', 'host'],
  ]);
  const isGone = async (to: string): Promise<boolean> =>
    await back.request('chat:send', { id: to, text: 'Hello', to }).then(
      () => false,
      () => true,
    );
  assert.deepEqual([await isGone(ann.id), await isGone(cy.id)], [true, false]);
  const { seats } = JSON.parse(saved.get('tea') ?? '') as RoomRecord;
  assert.deepEqual(Object.keys(seats).sort(), [bob.id, cy.id].sort());
});

test('a room whose participants all leave while the server restarts is over', async () => {
  const { engine, saved, ann, bob, cy } = await createRestart();
  for (const { resume } of [cy, ann]) await engine.connect().request('room:leave', { room: 'tea', resume });
  assert.deepEqual([engine.rooms.roomCount, saved.size], [1, 1]);
  await engine.connect().request('room:leave', { room: 'tea', resume: bob.resume });
  assert.deepEqual([engine.rooms.roomCount, saved.size], [0, 0]);
  const { self } = await engine.connect().request('room:join', { room: 'tea', name: 'Dee' });
  assert.equal((self as { role: string }).role, 'host');
});
