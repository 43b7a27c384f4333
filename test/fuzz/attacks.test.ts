import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterwards } from '../harness/afterwards.js';
import { ATTACKS, passCutOff } from './attacks.js';
import { REPLAYING } from './check-property.js';
import { FuzzWorld } from './fuzz-world.js';
import { IS_LONG } from '../harness/long-run.js';

/** How often all attacks run together; `npm run test:long` has more rounds. */
const ROUNDS = IS_LONG ? 8 : 1;
/** Compiled code, counters, and what limits remember for a minute are about 2 MB. */
const MARGIN_BYTES = 6 * 1024 * 1024;
/**
 * In processor time. It takes a tenth of that on a busy machine, where more input is waiting at each turn; one pattern
 * or loop whose work grows faster than the input takes many times as long.
 */
const MOST_TURN_MS = 5000;

const ENVIRONMENT = {
  // No limit on connections and joins, so that all attacks get through; the rest is the default.
  NOOM_LIMIT_SOCKETS_PER_MINUTE: '1000000',
  NOOM_LIMIT_JOINS_PER_MINUTE: '1000000',
  NOOM_GRACE_MS: '500',
};

test(
  'under every attack, and under all of them together, honest participants go on',
  { timeout: 280_000, skip: REPLAYING },
  async (t) => {
    const world = new FuzzWorld({ environment: ENVIRONMENT, tokenFor: () => Promise.resolve(undefined) });
    afterwards(t, () => world.stop());
    const all = Object.entries(ATTACKS);
    // A late attacker, as all are on a busy machine, is refused: a silent connection is not kept.
    const attackAtOnce = async (): Promise<void> => {
      await world.play(({ server }) => Promise.all(all.map(([, attack]) => attack(server.url).catch(passCutOff))));
    };
    // Everything once, so that what is allocated once is allocated before memory is measured.
    await attackAtOnce();
    await world.settled();
    const bytesBefore = await world.bytesInUse();
    await world.busiestTurnMs();
    const isAsBefore = async (): Promise<void> => {
      // Before garbage is collected, which takes time too.
      const turnMs = await world.busiestTurnMs();
      assert.ok(turnMs < MOST_TURN_MS, `the event loop was busy for ${String(turnMs)} ms at a stretch`);
      await world.settled();
      await world.usesAtMost(bytesBefore + MARGIN_BYTES);
      t.diagnostic(
        `${turnMs.toFixed()} ms at a stretch, ${String((await world.bytesInUse()) - bytesBefore)} bytes more`,
      );
      await world.busiestTurnMs();
    };
    for (const [what, attack] of all) {
      await t.test(what, async () => {
        await world.play(({ server }) => attack(server.url));
        await isAsBefore();
      });
    }
    await t.test(`all together, ${String(ROUNDS)} times`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) await attackAtOnce();
      await isAsBefore();
    });
  },
);
