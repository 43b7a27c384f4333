import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openRedis as connect, type Redis } from '../../demo-server/cluster/redis.js';
import { RoomDirectory } from '../../demo-server/cluster/room-directory.js';
import { createRecord } from '../../src/room-server/rules/room-record.js';
import { afterwards } from '../harness/afterwards.js';
import { WITHOUT_REDIS, openRedis } from './cluster-world.js';

const options = { skip: WITHOUT_REDIS };
const tea = () => createRecord('tea', 5, false, 'life');

/** The directory of one process, in whose Redis an ended process left the record of the room `tea`. */
async function createDirectory(t: TestContext): Promise<{ redis: Redis; directory: RoomDirectory }> {
  const redis = await connect((await openRedis(t)).url);
  afterwards(t, () => redis.close());
  const before = new RoomDirectory(redis, 'before');
  await before.locate('tea');
  before.save('tea', tea());
  await before.leave();
  const directory = new RoomDirectory(redis, 'here');
  await directory.beat();
  return { redis, directory };
}

/** From now on records are read when the returned function is called, which may give a fault in their place. */
function holdReads({ client }: Redis): (fault?: Error) => void {
  const get = client.get.bind(client);
  let release: (fault?: Error) => void = () => undefined;
  const held = new Promise<Error | undefined>((resolve) => (release = resolve));
  const getLater = async (...given: Parameters<typeof get>): Promise<unknown> => {
    const fault = await held;
    if (fault) throw fault;
    return await get(...given);
  };
  Object.assign(client, { get: getLater });
  return (fault) => {
    Object.assign(client, { get });
    release(fault);
  };
}

test('two who come back at the same time, to a room of no process, both find its record', options, async (t) => {
  const { redis, directory } = await createDirectory(t);
  const read = holdReads(redis);
  const first = directory.locate('tea');
  const second = directory.find('tea').then((owner) => [owner, directory.recordOf('tea')?.life]);
  // The second one is answered after the claim, and before the record is read.
  const third = redis.client.ping().then(() => directory.find('tea'));
  await redis.client.ping();
  read();
  assert.deepEqual([await first, await second, await third], ['here', ['here', 'life'], 'here']);
});

test('a room whose record could not be read when it was claimed is held all the same', options, async (t) => {
  const { redis, directory } = await createDirectory(t);
  const read = holdReads(redis);
  const first = directory.locate('tea');
  await redis.client.ping();
  read(new Error('Socket closed unexpectedly'));
  await assert.rejects(first);
  assert.equal(await directory.find('tea'), 'here');
  assert.deepEqual([directory.owned, directory.recordOf('tea')?.life], [['tea'], 'life']);
});

test('a room that begins when it was just released is held again', options, async (t) => {
  const { directory } = await createDirectory(t);
  await directory.locate('tea');
  await directory.release('tea');
  directory.save('tea', tea());
  assert.deepEqual(directory.owned, ['tea']);
  assert.equal(await directory.renew('tea', tea()), true);
  assert.equal(await directory.find('tea'), 'here');
});

test('the record of a room that ends while it is renewed is gone', options, async (t) => {
  const { redis, directory } = await createDirectory(t);
  await directory.locate('tea');
  directory.save('tea', tea());
  const renewing = directory.renew('tea', tea());
  directory.save('tea', undefined);
  await renewing;
  assert.equal(await redis.client.get('noom:record:tea'), null);
});
