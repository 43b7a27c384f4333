import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { MediaEngine } from '../../src/room-server/index.js';

const PEKOE = { name: 'pekoe', life: 'life', epoch: 1 } as const;
const ANN = { id: 'ann', role: 'guest', name: 'Ann' } as const;
const BOB = { id: 'bob', role: 'viewer', name: 'Bob' } as const;

/** What every `MediaEngine` promises, whether media flows or not. */
export function testMediaEngine(
  what: string,
  skip: string | false,
  createEngine: (t: TestContext) => Promise<MediaEngine>,
): void {
  test(`${what}: each room has an id of its own, also one of the same epoch`, { skip }, async (t) => {
    const engine = await createEngine(t);
    assert.equal(engine.isUp, true);
    const rooms = await Promise.all([engine.open(PEKOE), engine.open(PEKOE), engine.open({ ...PEKOE, epoch: 2 })]);
    assert.equal(new Set(rooms.map(({ id }) => id)).size, 3);
  });

  test(`${what}: each participant gets a token of their own, and where to go with it`, { skip }, async (t) => {
    const engine = await createEngine(t);
    const room = await engine.open(PEKOE);
    const [ann, bob] = await Promise.all([room.tokenFor(ANN), room.tokenFor(BOB)]);
    assert.notEqual(ann.token, bob.token);
    assert.equal(ann.url, bob.url);
    assert.ok(URL.canParse(ann.url));
  });

  test(`${what}: a room goes on by its id`, { skip }, async (t) => {
    const engine = await createEngine(t);
    const { id } = await engine.open(PEKOE);
    const resumed = engine.resume(id);
    assert.equal(resumed.id, id);
    assert.ok((await resumed.tokenFor(ANN)).token.length > 0);
    await resumed.close();
  });

  test(`${what}: who is not there is muted, given a role and removed without an error`, { skip }, async (t) => {
    const room = await (await createEngine(t)).open(PEKOE);
    await room.mute('nobody', 'microphone');
    await room.setRole('nobody', 'viewer');
    await room.remove('nobody');
  });

  test(`${what}: a room is closed twice, and asked afterwards, without an error`, { skip }, async (t) => {
    const room = await (await createEngine(t)).open(PEKOE);
    await Promise.all([room.close(), room.close()]);
    await room.close();
    await room.mute('ann', 'camera');
    await room.remove('ann');
  });

  test(`${what}: listeners are told until they are taken back, and nothing after its end`, { skip }, async (t) => {
    const engine = await createEngine(t);
    const told: string[] = [];
    engine.listen((change) => told.push(change))();
    engine.listen((change) => told.push(change));
    await Promise.all([engine.close(), engine.close()]);
    assert.deepEqual([engine.isUp, told], [false, []]);
    await assert.rejects(engine.open(PEKOE));
  });
}
