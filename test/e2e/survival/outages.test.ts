import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { afterwards } from '../../harness/afterwards.js';
import { IS_LONG } from '../../harness/long-run.js';
import { keepDiary, readDiary } from '../call-diary.js';
import type { Guest } from '../guest.js';
import { Line } from '../line.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

/** In a long run nearly as long as a seat is kept. */
const OUTAGE_MS = IS_LONG ? 25_000 : 2000;
const BANNER = '>>> ::-p-text(Reconnecting… the call goes on)';

const world = useWorld();

/** A participant in the room, and their own line to the server. */
async function join(t: TestContext, room: string, name: string): Promise<{ guest: Guest; line: Line }> {
  const line = new Line(new URL(world.url));
  await line.open();
  afterwards(t, () => {
    line.close();
  });
  const visit = { ...SLOW_CAMERAS, origin: line.url, script: keepDiary };
  const guest = await world.open(t, 'call', { room, name }, visit);
  guest.mayLoseServer = true;
  await guest.join();
  return { guest, line };
}

async function watchEachOther(one: [Guest, string], other: [Guest, string]): Promise<void> {
  await Promise.all([one[0].watches(other[1]), other[0].watches(one[1])]);
}

const CASES = [
  { who: 'one participant loses', cut: ['Ann'] },
  { who: 'two participants lose', cut: ['Ann', 'Ben'] },
] as const;

for (const { who, cut } of CASES) {
  test(`while ${who} the server, nothing else is lost, and a newcomer is connected after it`, async (t) => {
    const room = world.room();
    const ann = await join(t, room, 'Ann');
    const ben = await join(t, room, 'Ben');
    const pair = [
      { ...ann, name: 'Ann' },
      { ...ben, name: 'Ben' },
    ] as const;
    await watchEachOther([ann.guest, 'Ann'], [ben.guest, 'Ben']);
    const before = await Promise.all(pair.map(({ guest }) => guest.roster()));
    const connection = await ann.guest.connectionTo('Ben');
    for (const { guest } of pair) await readDiary(guest);

    const lost = pair.filter(({ name }) => cut.some((each) => each === name));
    const beganAt = Date.now();
    for (const { line } of lost) line.cut();
    for (const { guest } of lost) {
      await guest.page.waitForSelector('noom-room[state="reconnecting"]');
      await guest.see(BANNER);
    }
    await watchEachOther([ann.guest, 'Ann'], [ben.guest, 'Ben']);
    const cas = await join(t, room, 'Cas');
    await wait(Math.max(0, beganAt + OUTAGE_MS - Date.now()));
    await watchEachOther([ann.guest, 'Ann'], [ben.guest, 'Ben']);
    assert.deepEqual(
      (await Promise.all(lost.map(({ guest }) => guest.roster()))).map((roster) => JSON.stringify(roster)),
      before.filter((_, index) => lost.some((one) => one === pair[index])).map((roster) => JSON.stringify(roster)),
    );

    for (const { line } of lost) line.mend();
    for (const { guest } of lost) {
      await guest.joined();
      await guest.seeNoMore(BANNER);
    }
    for (const { guest, name } of pair) await watchEachOther([guest, name], [cas.guest, 'Cas']);
    await watchEachOther([ann.guest, 'Ann'], [ben.guest, 'Ben']);
    assert.equal(await ann.guest.connectionTo('Ben'), connection);
    for (const { guest, name } of pair) {
      const states = lost.some((one) => one.name === name) ? ['reconnecting', 'joined'] : [];
      const diary = await readDiary(guest);
      const count = (what: string): number => diary.filter((entry) => entry === what).length;
      // To the newcomer: an offer that nobody could take meanwhile may have cost a connection.
      assert.equal(count('connection made') - count('connection closed'), 1);
      assert.deepEqual(
        diary.filter((entry) => !entry.startsWith('connection')),
        states,
      );
    }
  });
}
