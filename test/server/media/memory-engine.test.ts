import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryEngine } from '../../../src/testing/memory/memory-engine.js';
import { testMediaEngine } from '../../contracts/media-engine-contract.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

const TEA = { name: 'tea', life: 'life', epoch: 1 };
const ANN = { id: 'ann', role: 'guest', name: 'Ann' } as const;

testMediaEngine('a media server in memory', false, () => Promise.resolve(new MemoryEngine(new FakeClock())));

async function opened(): Promise<{ clock: FakeClock; engine: MemoryEngine; room: MemoryEngine['rooms'][number] }> {
  const clock = new FakeClock();
  const engine = new MemoryEngine(clock);
  await engine.open(TEA);
  const [room] = engine.rooms;
  assert.ok(room);
  return { clock, engine, room };
}

test('a token of the media server in memory is for one room, one participant and two minutes', async () => {
  const { clock, engine, room } = await opened();
  const direct = await room.tokenFor(ANN);
  assert.equal(engine.enter(direct).id, 'ann');
  assert.throws(() => engine.enter({ ...direct, token: 'made up' }));
  clock.advance(120_001);
  assert.throws(() => engine.enter(direct));
  const fresh = await room.tokenFor(ANN);
  await room.close();
  assert.throws(() => engine.enter(fresh));
});

test('the media server in memory lets no one send what their role may not', async () => {
  const { engine, room } = await opened();
  const changes: string[] = [];
  engine.enter(await room.tokenFor(ANN), (change, source) => changes.push(`${change} ${source ?? ''}`));
  room.send('ann', 'microphone');
  room.send('ann', 'camera');
  await room.mute('ann', 'microphone');
  await room.setRole('ann', 'viewer');
  assert.throws(() => {
    room.send('ann', 'camera');
  });
  assert.deepEqual(changes, ['muted microphone', 'muted camera']);
});

test('the media server in memory keeps out who was removed', async () => {
  const { engine, room } = await opened();
  const direct = await room.tokenFor(ANN);
  engine.enter(direct);
  await room.remove('ann');
  assert.deepEqual(room.guests, []);
  assert.throws(() => engine.enter(direct));
});

test('the media server in memory refuses, stalls, is lost and is back, and says so', async () => {
  const { engine, room } = await opened();
  const told: string[] = [];
  engine.listen((change, id) => told.push(`${change} ${id ?? ''}`.trim()));
  engine.refuse();
  await assert.rejects(engine.open(TEA));
  engine.refuse(false);
  engine.stall();
  let isOpen = false;
  const opening = engine.open(TEA).then(() => (isOpen = true));
  await Promise.resolve();
  assert.equal(isOpen, false);
  engine.stall(false);
  await opening;
  engine.lose();
  assert.deepEqual([engine.isUp, engine.rooms], [false, []]);
  await assert.rejects(room.tokenFor(ANN));
  engine.restore();
  engine.drain(room.id);
  assert.deepEqual([engine.isUp, told], [true, ['lost', 'back', `draining ${room.id}`]]);
});
