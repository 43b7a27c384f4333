import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../demo-server/limits.js';
import { createWorld } from './harness.js';

test('a limiter lets a burst pass, and then as many as time gives back', () => {
  let now = 0;
  const limiter = new RateLimiter({ count: 3, perMs: 3000 }, () => now);
  const take = (times: number): boolean[] => Array.from({ length: times }, () => limiter.take('a'));
  assert.deepEqual(take(4), [true, true, true, false]);
  assert.equal(limiter.take('b'), true);
  now = 999;
  assert.deepEqual(take(1), [false]);
  now = 1000;
  assert.deepEqual(take(2), [true, false]);
  now = 100_000;
  assert.deepEqual(take(4), [true, true, true, false]);
});

test('a limiter survives a clock that goes back', () => {
  let now = 10_000;
  const limiter = new RateLimiter({ count: 1, perMs: 1000 }, () => now);
  assert.equal(limiter.take(), true);
  now = 0;
  assert.equal(limiter.take(), false);
  now = 1000;
  assert.equal(limiter.take(), true);
});

test('a limiter forgets who has not come for long, and nobody else', () => {
  let now = 0;
  const limiter = new RateLimiter({ count: 1, perMs: 1000 }, () => now);
  for (let key = 0; key < 5000; key += 1) limiter.take(`old ${String(key)}`);
  now = 5000;
  limiter.take('fresh');
  for (let key = 0; key < 12_000; key += 1) limiter.take(`new ${String(key)}`);
  assert.ok(limiter.size < 13_000, String(limiter.size));
  assert.equal(limiter.take('fresh'), false);
});

test('by default sixty joins a minute from one address pass', async (t) => {
  const world = await createWorld(t);
  const client = await world.client();
  for (let count = 0; count < 60; count += 1) {
    await client.join('tea', 'Ann');
    await client.request('room:leave', {});
  }
});

test('beyond its limit an address gets no new joins, and who is seated stays and may come back', async (t) => {
  const world = await createWorld(t, { joinsPerMinute: 2 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const cy = await world.client();
  const refused = await cy.request('room:join', { room: 'tea', name: 'Cy' });
  assert.equal(refused.error?.code, 'rate-limited');
  const forged = await cy.request('room:join', { room: 'tea', name: 'Cy', resume: 'e30.AAAA' });
  assert.equal(forged.error?.code, 'rate-limited');
  await bob.client.request('chat:send', { id: 'still', text: 'here' });
  await ann.client.event('chat:message');
  await world.drop(bob.client);
  const back = await world.client();
  const { self } = await back.join('tea', 'Bob', { resume: bob.admission.resume });
  assert.deepEqual(self, bob.admission.self);
});

for (const transports of [['websocket'], ['polling']]) {
  test(`beyond its limit an address gets no new ${String(transports)} connections, except to a seat kept there`, async (t) => {
    const world = await createWorld(t, { socketsPerMinute: 2 });
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    assert.ok(ann && bob);
    await assert.rejects(world.connecting({ transports }).connected());
    await world.drop(bob.client);
    const back = await world.client({ transports });
    await back.join('tea', 'Bob', { resume: bob.admission.resume });
    await assert.rejects(world.connecting({ transports }).connected());
    assert.equal((await ann.client.request('ice:refresh', {})).ok, true);
  });
}

test('chat has a limit of its own', async (t) => {
  const world = await createWorld(t, { chatsPerMinute: 2 });
  const [ann] = await world.joined('tea', 'Ann');
  const send = async (): Promise<string | undefined> =>
    (await ann?.client.request('chat:send', { id: 'm', text: 'x' }))?.error?.code;
  assert.deepEqual([await send(), await send(), await send()], [undefined, undefined, 'rate-limited']);
});

test('behind a trusted proxy each client has its own limit; what a client claims itself counts for nothing', async (t) => {
  const world = await createWorld(t, { joinsPerMinute: 1, trustProxyHops: 1 });
  const from = async (forwarded: string): Promise<string | undefined> => {
    const client = await world.client({ extraHeaders: { 'x-forwarded-for': forwarded } });
    return (await client.request('room:join', { room: 'tea', name: 'A' })).error?.code;
  };
  assert.equal(await from('192.0.2.1'), undefined);
  assert.equal(await from('192.0.2.1'), 'rate-limited');
  assert.equal(await from('198.51.100.9, 192.0.2.1'), 'rate-limited');
  assert.equal(await from('192.0.2.2'), undefined);
});
