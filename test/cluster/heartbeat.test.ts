import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterwards } from '../harness/afterwards.js';
import { Heartbeat, type HeartbeatOptions } from '../../demo-server/cluster/heartbeat.js';
import { BEAT_MS } from '../../demo-server/cluster/room-directory.js';
import { FakeClock } from '../fakes/browser/fake-clock.js';
import { turn } from '../fakes/turn.js';

/** A heartbeat of a process with so many rooms, which a slow Redis renews when it is told to. */
function createWorld(roomCount: number) {
  const clock = new FakeClock();
  const waiting: (() => void)[] = [];
  let beats = 0;
  const owned = Array.from({ length: roomCount }, (_, index) => `room ${String(index)}`);
  const directory = {
    owned,
    beat: () => Promise.resolve((beats += 1)),
    findGone: () => Promise.resolve([]),
    renew: () =>
      new Promise<boolean>((resolve) =>
        waiting.push(() => {
          resolve(true);
        }),
      ),
  };
  const heartbeat = new Heartbeat({
    clock,
    graceMs: 30_000,
    redis: { isReady: true },
    directory,
    rooms: { find: () => ({ record: {} }) },
    carried: { owners: [] },
    visitors: { sources: [] },
  } as unknown as HeartbeatOptions);
  return { clock, heartbeat, waiting, beats: () => beats };
}

test('a process gives its sign of life however long its rooms take', async (t) => {
  const { clock, heartbeat, waiting, beats } = createWorld(20_000);
  afterwards(t, () => {
    heartbeat.stop();
  });
  heartbeat.start();
  for (let beat = 1; beat <= 10; beat += 1) {
    clock.advance(BEAT_MS);
    await turn();
    assert.equal(beats(), beat);
  }
  assert.equal(waiting.length, 200, 'rooms that are renewed at once');
});

test('a stopped heartbeat waits for nothing', async () => {
  const { clock, heartbeat } = createWorld(1);
  heartbeat.start();
  heartbeat.stop();
  await turn();
  assert.equal(clock.pending, 0);
});

test('a room that is asked for is not released before the one who asks may have begun it', async () => {
  const clock = new FakeClock();
  const asked = new Set(['tea']);
  const released: string[] = [];
  const heartbeat = new Heartbeat({
    clock,
    graceMs: 30_000,
    redis: { isReady: true },
    directory: {
      owned: ['tea'],
      beat: () => Promise.resolve(),
      findGone: () => Promise.resolve([]),
      renew: () => Promise.resolve(true),
      hasBegun: () => false,
      wasAsked: (name: string) => asked.delete(name),
      release: (name: string) => Promise.resolve(released.push(name)),
    },
    rooms: { find: () => undefined },
    carried: { owners: [] },
    visitors: { sources: [] },
  } as unknown as HeartbeatOptions);
  const beat = async (): Promise<string[]> => {
    clock.advance(BEAT_MS);
    await heartbeat.beat();
    return released;
  };
  assert.deepEqual(await beat(), []);
  asked.add('tea');
  assert.deepEqual(await beat(), []);
  // The time of day is no measure of how long that is.
  clock.set(-3_600_000);
  assert.deepEqual(await beat(), ['tea']);
});
