import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { WITHOUT_REDIS, createCluster } from '../../cluster/cluster-world.js';
import { startBalancer, type Balancer } from '../../harness/server/start-balancer.js';
import { keepDiary, readDiary } from '../call-diary.js';
import type { Guest } from '../guest.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

const world = useWorld();
const options = { skip: WITHOUT_REDIS ?? false };
const NAMES = ['Ann', 'Ben', 'Cas'];

/** A balancer to the first of two processes, and to the second when that one is dead. */
async function openWay(t: TestContext, ...urls: [string, string]): Promise<Balancer> {
  const way = await startBalancer(urls);
  afterwards(t, () => {
    way.stop();
  });
  return way;
}

async function joinBy(t: TestContext, way: Balancer, room: string, name: string): Promise<Guest> {
  const visit = { ...SLOW_CAMERAS, origin: way.url, script: keepDiary };
  const guest = await world.open(t, 'call', { room, name, autojoin: '' }, visit);
  guest.mayLoseServer = true;
  await guest.joined();
  return guest;
}

/** Resolves when each participant was shown more decoded frames of each other one. */
async function allWatchAll(guests: readonly Guest[]): Promise<void> {
  await Promise.all(guests.flatMap((guest) => NAMES.map((name) => guest.watches(name))));
}

async function rosters(guests: readonly Guest[]): Promise<unknown[]> {
  return Promise.all(guests.map((guest) => guest.roster()));
}

/**
 * The room is held by the left process. Participants connected to the right one lose their connection, too, when the
 * left one is killed.
 */
const CASES = [
  { killed: 'left', what: 'that has a room', moved: ['left', 'right'] },
  { killed: 'right', what: 'that carries connections to a room', moved: ['right'] },
] as const;

for (const { killed, what, moved } of CASES) {
  test(
    `when the process ${what} is killed, its participants go on at the other, with the same pictures`,
    options,
    async (t) => {
      const cluster = await createCluster(t);
      const { left, right } = cluster;
      const ways = { left: await openWay(t, left.url, right.url), right: await openWay(t, right.url, left.url) };
      const room = world.room();
      const ann = await joinBy(t, ways.left, room, 'Ann');
      const ben = await joinBy(t, ways.right, room, 'Ben');
      const cas = await joinBy(t, ways.right, room, 'Cas');
      const guests = [ann, ben, cas];
      const people = { left: [ann], right: [ben, cas] };
      await allWatchAll(guests);
      const before = await rosters(guests);
      for (const guest of guests) assert((await readDiary(guest)).includes('connection made'));

      for (const side of moved) ways[side].hold();
      await cluster[killed].stop('SIGKILL');
      for (const side of moved) {
        for (const { page } of people[side]) await page.waitForSelector('noom-room[state="reconnecting"]');
        await allWatchAll(guests);
        ways[side].release();
      }
      for (const guest of guests) await guest.joined();
      await allWatchAll(guests);

      const returned: Guest[] = moved.flatMap((side) => people[side]);
      for (const guest of guests) {
        assert.deepEqual(await readDiary(guest), returned.includes(guest) ? ['reconnecting', 'joined'] : []);
      }
      assert.deepEqual(await rosters(guests), before);
      // Events from now on go through the process that is left.
      for (const [guest, name] of [
        [ann, 'Ann'],
        [ben, 'Ben'],
        [cas, 'Cas'],
      ] as const) {
        await guest.press('Turn camera off');
        await Promise.all(guests.map((other) => other.tile(name, 'camera off')));
      }
    },
  );
}
