import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterwards } from '../harness/afterwards.js';
import { signToken, TEST_SECRET } from '../harness/server/sign-token.js';
import { REPLAYING, checkProperty } from './check-property.js';
import { FuzzWorld, WIDE_LIMITS, type FuzzSettings } from './fuzz-world.js';
import { REQUEST_NAMES } from './payloads.js';
import { playScene } from './play-scene.js';
import { scenesOf } from './scenes.js';

/** With about 17 requests each, both servers together are sent about 14,000. */
const SCENES_PER_REQUEST = 24;
const MIN_CASES = 5000;
/**
 * Compiled code and counters are about 1 MB. A leak of 1 kB for each request, or of 5 kB for each connection, is more
 * than this.
 */
const MARGIN_BYTES = 4 * 1024 * 1024;

const SERVERS: Readonly<Record<string, FuzzSettings>> = {
  'an open server': { environment: WIDE_LIMITS, tokenFor: () => Promise.resolve(undefined) },
  'a server with tokens': {
    environment: { ...WIDE_LIMITS, NOOM_SECRET: TEST_SECRET },
    tokenFor: (room, claims) => signToken({ room, ...claims }),
  },
};

for (const [what, settings] of Object.entries(SERVERS)) {
  test(`${what} withstands every request in every state`, { timeout: 280_000 }, async (t) => {
    const world = new FuzzWorld(settings);
    afterwards(t, () => world.stop());
    const fuzz = async (name: (typeof REQUEST_NAMES)[number], numRuns: number): Promise<void> => {
      const property = fc.asyncProperty(scenesOf(name), (scene) =>
        world.play((ground) => playScene(world, ground, scene)),
      );
      await checkProperty(`${name} at ${what}`, property, numRuns);
    };
    // Everything once, so that what is allocated once is allocated before memory is measured.
    for (const name of REQUEST_NAMES) await fuzz(name, 2);
    if (REPLAYING === false) await world.settled();
    const bytesBefore = REPLAYING === false ? await world.bytesInUse() : 0;
    for (const name of REQUEST_NAMES) {
      await t.test(`"${name}" is answered once, with a known code, and disturbs no one`, async () => {
        await fuzz(name, SCENES_PER_REQUEST);
      });
    }
    await t.test(`at least ${String(MIN_CASES)} requests were sent`, { skip: REPLAYING }, () => {
      assert.ok(world.cases >= MIN_CASES, `only ${String(world.cases)}`);
    });
    await t.test('nothing is left of them', { skip: REPLAYING }, async () => {
      await world.settled();
      await world.usesAtMost(bytesBefore + MARGIN_BYTES);
      t.diagnostic(`${String(world.cases)} requests, ${String((await world.bytesInUse()) - bytesBefore)} bytes more`);
    });
  });
}
