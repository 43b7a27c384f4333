import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { findRedis } from '../../scripts/find/redis.mjs';
import { afterwards } from '../harness/afterwards.js';
import { enter, type Entrant } from '../harness/server/livekit-entrant.js';
import { hasEnded, hasSaid, nodeOf } from '../harness/server/livekit-nodes.js';
import type { LiveKitProcess } from '../harness/server/start-livekit.js';
import { startRedis } from '../harness/server/start-redis.js';
import { SKIP, engineUp, livekit, until, type EngineWorld } from './livekit-world.js';

const { path: redisPath, reason } = findRedis();
const skip = SKIP || (reason ?? false);
const PEKOE = { name: 'pekoe', life: 'life', epoch: 1 } as const;
const participant = (id: string): { id: string; role: 'guest'; name: string } => ({ id, role: 'guest', name: 'Ann' });

interface Cluster extends EngineWorld {
  /** The node that the engine and the pages know. */
  front: LiveKitProcess;
  back: LiveKitProcess;
  /** A room at the node behind, and who is in it. */
  openAtBack(): Promise<{ room: Awaited<ReturnType<EngineWorld['engine']['open']>>; ann: Entrant }>;
}

/** Two nodes and one Redis for one test. */
async function cluster(t: TestContext): Promise<Cluster> {
  const redis = await startRedis(redisPath ?? '');
  afterwards(t, () => redis.stop());
  const at = { redis: `127.0.0.1:${String(redis.port)}` };
  const [front, back] = [await livekit(t, at), await livekit(t, at)];
  const world = await engineUp(t, front);
  return {
    ...world,
    front,
    back,
    async openAtBack() {
      // LiveKit chooses; each new room may be at either node.
      for (;;) {
        const room = await world.engine.open(PEKOE);
        const ann = await enter(await room.tokenFor(participant('ann')));
        afterwards(t, () => ann.leave());
        if ((await nodeOf(room.id, front, back)) === back) return { room, ann };
        await room.close();
      }
    },
  };
}

test('a room is entered by any node, wherever its media is', { skip }, async (t) => {
  const { openAtBack, front, engine } = await cluster(t);
  const { room } = await openAtBack();
  assert.equal(hasSaid(front.lines, 'starting RTC session', room.id), false);
  assert.equal(engine.isUp, true);
});

test('when a node dies, rooms are opened at the other one, and LiveKit is not lost', { skip }, async (t) => {
  const { openAtBack, back, front, engine, told } = await cluster(t);
  await openAtBack();
  await back.stop();
  await reopened(t, engine, front);
  assert.deepEqual([engine.isUp, told.filter((each) => each === 'lost')], [true, []]);
});

test(
  'a node that is drained keeps its call; rooms that move away go to the other one, and it ends',
  { skip },
  async (t) => {
    const { openAtBack, back, front, engine, told } = await cluster(t);
    const { room, ann } = await openAtBack();
    back.drain();
    // It says so some seconds after it has told the other one that it takes no more rooms.
    await until(() => hasSaid(back.lines, 'waiting for participants to exit'));
    engine.drain();
    assert.deepEqual(told, ['draining']);
    assert.equal(ann.isInside, true);
    for (let round = 0; round < 4; round += 1) {
      const next = await engine.open({ ...PEKOE, epoch: round + 2 });
      const again = await enter(await next.tokenFor(participant('ann')));
      assert.equal(await nodeOf(next.id, front, back), front);
      again.leave();
    }
    ann.leave();
    await room.close();
    await until(() => hasEnded(back.pid));
  },
);

/** Opens rooms until one is at the only node: for some seconds LiveKit still counts on a node that is dead. */
async function reopened(t: TestContext, engine: EngineWorld['engine'], node: LiveKitProcess): Promise<void> {
  for (;;) {
    const room = await engine.open({ ...PEKOE, epoch: 2 }).catch(() => null);
    if (room === null) continue;
    const ann = await enter(await room.tokenFor(participant('ann'))).catch(() => null);
    if (ann === null) continue;
    afterwards(t, () => ann.leave());
    if ((await nodeOf(room.id, node)) === node) return;
  }
}
