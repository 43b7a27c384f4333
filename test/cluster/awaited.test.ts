import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { AwaitedAddresses } from '../../demo-server/cluster/awaited-addresses.js';
import { openRedis as connect } from '../../demo-server/cluster/redis.js';
import { afterwards } from '../harness/afterwards.js';
import { WITHOUT_REDIS, openRedis } from './cluster-world.js';

const GRACE_MS = 200;

test(
  'seats that are kept no longer are forgotten, also where others are lost all the time',
  {
    skip: WITHOUT_REDIS,
  },
  async (t) => {
    const redis = await connect((await openRedis(t)).url);
    afterwards(t, () => redis.close());
    const awaited = new AwaitedAddresses(redis, GRACE_MS);
    for (let count = 0; count < 10; count += 1) {
      awaited.add('192.0.2.1', [`p${String(count)}`]);
      await delay(GRACE_MS / 2);
    }
    const kept = await redis.client.zRange('noom:awaited:192.0.2.1', 0, -1);
    assert.ok(kept.length <= 3, kept.join(' '));
    // Lost again at the same address after they came back at another one.
    awaited.add('192.0.2.1', ['p0']);
    assert.ok((await awaited.seatsAt('192.0.2.1')).includes('p0'));
  },
);
