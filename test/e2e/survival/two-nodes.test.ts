import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { WITHOUT_REDIS, createCluster, openRedis } from '../../cluster/cluster-world.js';
import { afterwards } from '../../harness/afterwards.js';
import { hasEnded, hasSaid } from '../../harness/server/livekit-nodes.js';
import { startBalancer, type Balancer } from '../../harness/server/start-balancer.js';
import { LIVEKIT_KEY, startLiveKit, whereLiveKit, type LiveKitProcess } from '../../harness/server/start-livekit.js';
import { keepDiary, readDiary } from '../call-diary.js';
import type { Guest } from '../guest.js';
import { isAt, wish } from '../topology.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

const { reason } = whereLiveKit();
const skip = reason ?? WITHOUT_REDIS ?? false;
const world = useWorld();

/** A balancer for one test. */
async function openWay(t: TestContext, urls: readonly string[]): Promise<Balancer> {
  const way = await startBalancer(urls);
  afterwards(t, () => {
    way.stop();
  });
  return way;
}

/** Resolves when each of two participants was shown more decoded frames of the other one. */
async function watchEachOther(ann: Guest, fox: Guest): Promise<void> {
  await Promise.all([ann.watches('Fox', 5), fox.watches('Ann', 5)]);
}

test(
  'pictures go on in Chromium and Firefox while the node of the room is stopped, and then the process of the room',
  { skip, timeout: 240_000 },
  async (t) => {
    const redis = await openRedis(t);
    const node = async (): Promise<LiveKitProcess> => {
      const livekit = await startLiveKit({ redis: `127.0.0.1:${String(redis.port)}` });
      afterwards(t, () => livekit.stop());
      return livekit;
    };
    const front = await node();
    const nodes = [front.apiUrl];
    const toNodes = await openWay(t, nodes);
    const { left, right } = await createCluster(
      t,
      {
        NOOM_LIVEKIT_URL: toNodes.url.replace('http', 'ws'),
        NOOM_LIVEKIT_API_KEY: LIVEKIT_KEY.apiKey,
        NOOM_LIVEKIT_API_SECRET: LIVEKIT_KEY.apiSecret,
        NOOM_MEDIA_MOVE_S: '60',
      },
      redis,
    );
    const toLeft = await openWay(t, [left.url, right.url]);
    const room = world.room();
    const enter = async (name: string, origin: string, options: object): Promise<Guest> => {
      const guest = await world.open(t, 'call', { room, name }, { ...options, origin, script: keepDiary });
      guest.mayLoseServer = true;
      await guest.join();
      return guest;
    };
    const ann = await enter('Ann', toLeft.url, SLOW_CAMERAS);
    const fox = await enter('Fox', right.url, { launch: { name: 'firefox' } });
    await watchEachOther(ann, fox);
    await wish(ann, 'sfu');
    await Promise.all([isAt(ann, 'sfu'), isAt(fox, 'sfu')]);
    await watchEachOther(ann, fox);

    // The room is at the only node; from now on there is another one.
    const back = await node();
    nodes.push(back.apiUrl);
    for (const guest of [ann, fox]) await readDiary(guest);
    front.drain();
    for (const { pid } of [left, right]) process.kill(pid, 'SIGUSR2');
    while (!hasSaid(back.lines, 'starting RTC session')) await watchEachOther(ann, fox);
    while (!hasEnded(front.pid)) await watchEachOther(ann, fox);
    await watchEachOther(ann, fox);
    await Promise.all([isAt(ann, 'sfu'), isAt(fox, 'sfu')]);
    const states = ['reconnecting', 'joined'];
    for (const guest of [ann, fox]) {
      assert.deepEqual(
        (await readDiary(guest)).filter((line) => states.includes(line)),
        [],
      );
    }

    const before = await Promise.all([ann, fox].map((guest) => guest.roster()));
    await left.stop('SIGTERM');
    while (!(await readDiary(ann)).includes('joined')) await delay(20);
    await watchEachOther(ann, fox);
    await Promise.all([isAt(ann, 'sfu'), isAt(fox, 'sfu')]);
    assert.deepEqual(await Promise.all([ann, fox].map((guest) => guest.roster())), before);
    await ann.press('Turn camera off');
    await fox.tile('Ann', 'camera off');
  },
);
