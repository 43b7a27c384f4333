import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IS_LONG } from '../../harness/long-run.js';
import { GatheredHall } from './gathered-hall.js';

/** What may happen in a room; the numbers beside it choose to whom, and how. */
const KINDS = [
  ...['join', 'join', 'join', 'joinMany', 'leave', 'leave', 'leaveMany', 'lose', 'lose', 'back', 'back', 'take'],
  ...['mute', 'mute', 'hand', 'hand', 'name', 'chat', 'react', 'muteAll', 'role', 'remove', 'spotlight'],
  ...['lobbyOn', 'lobbyOff', 'admit', 'deny', 'pass', 'pass', 'passLong'],
] as const;

const happenings = fc.array(fc.tuple(fc.constantFrom<string>(...KINDS), fc.nat(1000), fc.nat(1000)), {
  minLength: 10,
  maxLength: 60,
});

test('whatever happens in a large room, gathered events are the same ones, in the same order, in fewer messages', async () => {
  let [gathered, single] = [0, 0];
  await fc.assert(
    fc.asyncProperty(happenings, fc.integer({ min: 20, max: 30 }), async (all, size) => {
      const [together, alone] = [new GatheredHall(['gathered']), new GatheredHall(['another'])];
      for (const hall of [together, alone]) {
        for (let count = 0; count < size; count += 1) await hall.play('join', count, 0);
        for (const [kind, who, what] of all) await hall.play(kind, who, what);
        await hall.settle();
      }
      assert.deepEqual(together.told, alone.told);
      assert.ok(together.messages <= alone.messages);
      gathered += together.messages;
      single += alone.messages;
    }),
    { numRuns: IS_LONG ? 1000 : 60 },
  );
  // Up to 24 participants, each event is told at once.
  assert.ok(gathered < 0.75 * single, `${String(gathered)} messages instead of ${String(single)}`);
});
