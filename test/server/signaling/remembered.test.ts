import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bar, barredUntil, createRecord, rule, ruledRole } from '../../../src/room-server/rules/room-record.js';
import { Replay, ReplayBudget } from '../../../src/room-server/rooms/replay.js';
import { Seat } from '../../../src/room-server/rooms/seat.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

const MANY = 3000;
const REMEMBERED = 1024;
const NOW = 1;

test('a room remembers so many barred participants, and forgets the oldest', () => {
  const record = createRecord('tea', NOW, false, 'life');
  for (let index = 0; index < MANY; index += 1) bar(record, [`seat:${String(index)}`], null, NOW);
  assert.equal(Object.keys(record.barred).length, REMEMBERED);
  const isOut = (index: number): boolean => barredUntil(record, [`seat:${String(index)}`], NOW) !== undefined;
  assert.deepEqual([MANY - 1, MANY - REMEMBERED, MANY - REMEMBERED - 1].map(isOut), [true, true, false]);
});

test('a participant who is barred again is the newest, and not forgotten next', () => {
  const record = createRecord('tea', NOW, false, 'life');
  for (let index = 0; index < REMEMBERED; index += 1) bar(record, [`seat:${String(index)}`], null, NOW);
  bar(record, ['seat:0'], null, NOW);
  bar(record, ['seat:more'], null, NOW);
  assert.equal(barredUntil(record, ['seat:0'], NOW), null);
  assert.equal(barredUntil(record, ['seat:1'], NOW), undefined);
});

test('a room remembers so many roles that it gave, and forgets the oldest', () => {
  const record = createRecord('tea', NOW, false, 'life');
  for (let index = 0; index < MANY; index += 1) rule(record, [`seat:${String(index)}`], 'viewer');
  assert.equal(Object.keys(record.roles).length, REMEMBERED);
  const roleOf = (index: number): string | null => ruledRole(record, [`seat:${String(index)}`]);
  assert.deepEqual([MANY - 1, MANY - REMEMBERED, MANY - REMEMBERED - 1].map(roleOf), ['viewer', 'viewer', null]);
});

test('a seat remembers so many tokens, and forgets the oldest', () => {
  const participant = {
    id: 'ann',
    name: 'Ann',
    role: 'guest',
    sources: { microphone: false, camera: false, screen: false, screenAudio: false },
    hand: false,
  } as const;
  const replay = new Replay(new ReplayBudget({ clock: new FakeClock(), graceMs: 1 }));
  const outlet = { address: '', send: () => undefined, close: () => undefined, drop: () => undefined };
  const seat = new Seat(participant, outlet, { replay });
  for (let index = 0; index < MANY; index += 1) seat.noteBearer(`token:${String(index)}`);
  const tokens = Array.from({ length: 16 }, (_, index) => `token:${String(MANY - 16 + index)}`);
  assert.deepEqual(seat.allKeys, ['seat:ann', ...tokens]);
});
