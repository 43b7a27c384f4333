import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Replay, ReplayBudget, sizeOf } from '../../../src/room-server/rooms/replay.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** An event that counts so many characters. */
const event = (seq: number, characters = 100) => {
  const empty = sizeOf({ seq, text: '' });
  return { name: 'chat:message', payload: { seq, text: 'x'.repeat(characters - empty) } } as const;
};
const seqs = (replay: Replay): number[] => replay.after(0).map(({ payload }) => payload.seq);

test('an event counts its texts, however deep, and each of its fields, also where there is no text', () => {
  const sdp = 'x'.repeat(1000);
  assert.equal(sizeOf({ description: { sdp } }) - sizeOf({ description: { sdp: '' } }), 1000);
  const names = Array.from({ length: 300 }, () => '');
  assert.ok(sizeOf({ names }) >= sizeOf({ names: [] }) + 8 * 300);
  assert.equal(sizeOf({ hand: true, spotlightId: null }), sizeOf({ hand: '', spotlightId: '' }));
});

test('beyond the budget of a process the oldest event is forgotten, of whichever seat', () => {
  const budget = new ReplayBudget({ clock: new FakeClock(), graceMs: 30_000, maxCharacters: 1000 });
  const [ann, bob] = [new Replay(budget), new Replay(budget)];
  for (let seq = 1; seq <= 5; seq += 1) ann.keep(event(seq));
  for (let seq = 1; seq <= 8; seq += 1) bob.keep(event(seq));
  assert.deepEqual([seqs(ann), seqs(bob), budget.characters], [[4, 5], [1, 2, 3, 4, 5, 6, 7, 8], 1000]);
  bob.keep(event(9, 5000));
  assert.deepEqual([seqs(ann), seqs(bob), budget.characters], [[], [], 0]);
  ann.keep(event(6));
  assert.deepEqual([seqs(ann), budget.characters], [[6], 100]);
});

test('many seats take no more than all may', () => {
  const budget = new ReplayBudget({ clock: new FakeClock(), graceMs: 30_000 });
  const seats = Array.from({ length: 100 }, () => new Replay(budget));
  for (let seq = 1; seq <= 20; seq += 1) for (const seat of seats) seat.keep(event(seq, 30_000));
  assert.ok(budget.characters <= 32 * 1024 * 1024, String(budget.characters));
  assert.ok(budget.characters > 31 * 1024 * 1024, String(budget.characters));
});

test('events older than the grace time and the time to notice a loss are forgotten', () => {
  const clock = new FakeClock();
  const budget = new ReplayBudget({ clock, graceMs: 30_000 });
  const ann = new Replay(budget);
  ann.keep(event(1));
  clock.advance(1000);
  ann.keep(event(2));
  clock.advance(48_999);
  assert.deepEqual(seqs(ann), [1, 2]);
  clock.advance(1);
  assert.deepEqual(seqs(ann), [2]);
  clock.advance(1000);
  budget.forgetOld();
  assert.deepEqual([budget.characters, clock.pending], [0, 0]);
});

test('a seat that is given up keeps nothing', () => {
  const budget = new ReplayBudget({ clock: new FakeClock(), graceMs: 30_000 });
  const [ann, bob] = [new Replay(budget), new Replay(budget)];
  ann.keep(event(1));
  bob.keep(event(1));
  ann.clear();
  assert.deepEqual([seqs(ann), seqs(bob), budget.characters], [[], [1], 100]);
});

test('the oldest event is forgotten, also after others were, and after none was kept', () => {
  const budget = new ReplayBudget({ clock: new FakeClock(), graceMs: 30_000, maxCharacters: 300 });
  const [ann, bob, eve] = [new Replay(budget), new Replay(budget), new Replay(budget)];
  for (const seat of [ann, bob, eve]) seat.keep(event(1));
  ann.keep(event(2));
  assert.deepEqual([seqs(ann), seqs(bob), seqs(eve)], [[2], [1], [1]]);
  bob.clear();
  for (let seq = 3; seq <= 4; seq += 1) ann.keep(event(seq));
  assert.deepEqual([seqs(ann), seqs(eve)], [[2, 3, 4], []]);
  ann.clear();
  for (let seq = 5; seq <= 9; seq += 1) eve.keep(event(seq));
  assert.deepEqual([seqs(eve), budget.characters], [[7, 8, 9], 300]);
});

test('of a seat that keeps as much as it may, the oldest event goes that is not of the chat', () => {
  const budget = new ReplayBudget({ clock: new FakeClock(), graceMs: 30_000 });
  const ann = new Replay(budget);
  for (let seq = 1; seq <= 128; seq += 1) ann.keep(event(seq));
  for (let seq = 129; seq <= 257; seq += 1) ann.keep({ name: 'room:updated', payload: event(seq).payload });
  assert.deepEqual([seqs(ann).length, seqs(ann).includes(1), seqs(ann).includes(129)], [256, true, false]);
  ann.keep(event(258));
  ann.keep(event(259));
  assert.deepEqual([seqs(ann).length, seqs(ann)[0], seqs(ann).includes(130)], [256, 3, true]);
});
