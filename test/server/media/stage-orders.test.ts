import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IS_LONG } from '../../harness/long-run.js';
import { ModelRoom } from './model-room.js';

/** What may happen in a room; the numbers beside it choose whom it happens to, and how. */
const KINDS = [
  ...['enter', 'enter', 'enter', 'enter', 'enterMany', 'enterOld', 'leave', 'leave', 'away', 'awayAll', 'back', 'back'],
  ...['join', 'join', 'join', 'joinAll', 'restate', 'ready', 'ready', 'lack', 'lack', 'readyAll', 'readyAll', 'obey'],
  ...['open', 'open', 'open', 'refuse', 'engineLost', 'roomLost', 'engineBack', 'drain'],
  ...['report', 'wish', 'pass', 'pass', 'passLong', 'restart'],
] as const;

const happenings = fc.array(fc.tuple(fc.constantFrom<string>(...KINDS), fc.nat(1000), fc.nat(1000)), {
  minLength: 10,
  maxLength: 120,
});

test('whatever happens in whatever order, each move ends once, and no page is ever left without its media', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const room = new ModelRoom();
      for (const [kind, who, what] of all) {
        room.play(kind, who, what);
        room.check();
      }
      room.settle();
    }),
    { numRuns: IS_LONG ? 20_000 : 600 },
  );
});

test('in a room in which all pages do as they are told, each move is committed', () => {
  const calm = KINDS.filter((kind) => /^(enter|enterMany|leave|passLong)$/.test(kind));
  const walk = fc.array(fc.tuple(fc.constantFrom<string>(...calm), fc.nat(1000), fc.nat(1000)), {
    minLength: 5,
    maxLength: 60,
  });
  fc.assert(
    fc.property(walk, (all) => {
      const room = new ModelRoom();
      for (const [kind, who, what] of all) {
        if (kind === 'passLong') room.passCalmly(what * 200);
        else room.play(kind, who, what);
        room.obey();
        room.check();
      }
      assert.equal(room.aborts, 0);
    }),
    { numRuns: IS_LONG ? 5000 : 200 },
  );
});
