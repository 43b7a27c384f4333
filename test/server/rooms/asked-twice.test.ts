import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Claims } from '../../../src/room-server/index.js';
import { createEngine } from '../worlds/engine-world.js';

const NONCE = '0123456789abcdef0123456789abcdef';
const JOIN = { room: 'tea', name: 'Ann', token: 'of Ann', nonce: NONCE, lastSeq: 0 };

/** A room server whose checks of tokens wait until they are let through, one by one. */
function createHeld(): ReturnType<typeof createEngine> & { pass: (which: number) => Promise<void> } {
  const held: (() => void)[] = [];
  const claims: Claims = { role: 'host', bearer: 'sub:ann' };
  const engine = createEngine(() => new Promise((resolve) => held.push(() => resolve(claims))));
  const pass = async (which: number): Promise<void> => {
    await setImmediate();
    held[which]?.();
    await setImmediate();
  };
  return { ...engine, pass };
}

test('a seat asked for twice is given once, where the first connection is lost while its token is checked', async () => {
  const { rooms, connect, pass } = createHeld();
  const [first, second] = [connect(), connect()];
  first.send('room:join', JOIN);
  first.lose();
  second.send('room:join', JOIN);
  await pass(0);
  await pass(1);
  assert.deepEqual([first.answers, second.answers], [['room:join not-allowed'], ['room:join']]);
  assert.equal(rooms.participantCount, 1);
});

test('a seat asked for twice is given once, where both tokens are being checked', async () => {
  const { rooms, connect, pass } = createHeld();
  const [first, second] = [connect(), connect()];
  first.send('room:join', JOIN);
  second.send('room:join', JOIN);
  await pass(0);
  await pass(1);
  assert.deepEqual([first.answers, second.answers], [['room:join'], ['room:join']]);
  assert.deepEqual([first.heard, second.heard, rooms.participantCount], [['room:ended', 'closed'], [], 1]);
});

test('a leave by the nonce right behind the join, over another connection, ends that seat', async () => {
  const { clock, rooms, connect, pass } = createHeld();
  const [first, second] = [connect(), connect()];
  first.send('room:join', JOIN);
  await pass(0);
  first.lose();
  second.send('room:leave', { room: 'tea', nonce: NONCE });
  await setImmediate();
  assert.deepEqual([second.answers, rooms.participantCount, clock.pending], [['room:leave'], 0, 0]);
});

test('a leave by the nonce that overtakes its join, over another connection, leaves nobody behind', async () => {
  const { clock, rooms, connect } = createEngine(null);
  const [first, second, other] = [connect(), connect(), connect()];
  const join = { room: 'tea', name: 'Ann', nonce: NONCE, lastSeq: 0 };
  const leave = { room: 'tea', nonce: NONCE };
  second.send('room:leave', leave);
  await setImmediate();
  first.send('room:join', join);
  other.send('room:join', { ...join, name: 'Bob', nonce: NONCE.replace('0', '1') });
  await setImmediate();
  assert.deepEqual([first.answers, other.answers], [['room:join not-allowed'], ['room:join']]);
  assert.equal(rooms.participantCount, 1);
  clock.advance(60_000);
  const again = connect();
  again.send('room:join', join);
  await setImmediate();
  assert.deepEqual([again.answers, rooms.participantCount], [['room:join'], 2]);
});

test('no more seats are remembered as given up than there is a bound for', async () => {
  const { connect } = createEngine(null, { maxParticipants: 2 });
  const gone = connect();
  const nonceOf = (index: number): string => String(index).padStart(22, '0');
  for (let index = 0; index <= 4096; index += 1)
    await gone.request('room:leave', { room: 'tea', nonce: nonceOf(index) });
  const [earliest, latest] = [connect(), connect()];
  latest.send('room:join', { room: 'tea', name: 'Ann', nonce: nonceOf(4096), lastSeq: 0 });
  earliest.send('room:join', { room: 'tea', name: 'Ann', nonce: nonceOf(0), lastSeq: 0 });
  await setImmediate();
  assert.deepEqual([earliest.answers, latest.answers], [['room:join'], ['room:join not-allowed']]);
});

test('an offer is not named as handed over when the one who got it has left before the answer arrives', async () => {
  const { connect } = createEngine(null);
  const [ann, bob, cy] = [connect(), connect(), connect()];
  await ann.request('room:join', { room: 'tea', name: 'Ann' });
  const join = { room: 'tea', name: 'Bob', nonce: NONCE, offer: { type: 'offer', sdp: 'v=0' }, lastSeq: 0 };
  const before = await bob.request('room:join', join);
  await cy.request('room:join', { room: 'tea', name: 'Cy' });
  bob.lose();
  await ann.request('room:leave');
  const again = connect();
  const after = await again.request('room:join', join);
  assert.equal(typeof before.offeredTo, 'string');
  assert.deepEqual([after.offeredTo, (after.participants as unknown[]).length], [undefined, 1]);
  assert.deepEqual(again.heard, ['participant:joined', 'participant:left', 'participant:updated']);
});
