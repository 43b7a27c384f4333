import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMemory } from '../../../demo-server/ports/limits.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';
import { createWorld, type Client, type RawAck } from '../worlds/harness.js';

test('a limiter lets so many pass in a window of time, whatever comes beyond, and each key has its own', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const limiter = inMemory('knocks', { count: 3, perS: 3 });
  const take = (times: number): Promise<boolean[]> =>
    Promise.all(Array.from({ length: times }, () => limiter.consume('a')));
  assert.deepEqual(await take(5), [true, true, true, false, false]);
  assert.equal(await limiter.consume('b'), true);
  t.mock.timers.tick(2999);
  assert.deepEqual(await take(1), [false]);
  t.mock.timers.tick(1);
  assert.deepEqual(await take(4), [true, true, true, false]);
});

test('two limiters do not count together', async () => {
  const [one, other] = ['one', 'other'].map((name) => inMemory(name, { count: 1, perS: 60 }));
  assert.deepEqual([await one?.consume('a'), await other?.consume('a')], [true, true]);
});

test('by default sixty joins a minute from one address pass', async (t) => {
  const world = await createWorld(t);
  const client = await world.client();
  for (let count = 0; count < 60; count += 1) {
    await client.join('tea', 'Ann');
    await client.request('room:leave', {});
  }
});

test('beyond its limit an address gets no new joins, and participants with a seat stay and may come back', async (t) => {
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

test('an address has so many connections open at one time, and participants with a seat may come back', async (t) => {
  const world = await createWorld(t, { socketsPerAddress: 2 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  for (const transports of [['websocket'], ['polling']]) {
    await assert.rejects(world.connecting({ transports }).connected());
  }
  await world.drop(bob.client);
  const other = await world.client();
  const back = await world.client();
  const { self } = await back.join('tea', 'Bob', { resume: bob.admission.resume });
  assert.deepEqual(self, bob.admission.self);
  await assert.rejects(world.connecting().connected());
  // A place is free again as soon as a participant leaves.
  await world.drop(other);
  await world.drop(back);
  await world.client();
});

test('fault: one kept seat lets one connection in beyond the limit, and no other', async (t) => {
  const world = await createWorld(t, { socketsPerMinute: 3 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  const stranger = await world.client();
  assert.ok(ann && bob);
  await world.drop(bob.client);
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => world.connecting().connected()));
  const through = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  assert.equal(through.length, 1);
  const [first] = through;
  assert.ok(first);
  // It was let through for one seat, and gets no other.
  for (const more of [{}, { resume: ann.admission.resume }, { resume: 'e30.AAAA' }, { room: 5 }, { resume: [] }]) {
    const ack = await first.request('room:join', { room: 'tea', name: 'M', ...more });
    assert.equal(ack.error?.code, 'rate-limited', JSON.stringify(more));
  }
  assert.equal((await first.request('room:join', null)).error?.code, 'rate-limited');
  await assert.rejects(world.connecting().connected());
  assert.equal((await first.join('tea', 'Bob', { resume: bob.admission.resume })).self.id, bob.admission.self.id);
  assert.equal((await stranger.request('room:join', { room: 'tea', name: 'Cy' })).ok, true);
  await assert.rejects(world.connecting().connected());
});

test('beyond the limit as many may come back at once as have a seat there', async (t) => {
  const world = await createWorld(t, { socketsPerMinute: 4 });
  const seated = await world.joined('tea', 'Ann', 'Bob', 'Cy', 'Dee');
  await Promise.all(seated.map(({ client }) => world.drop(client)));
  await Promise.all(
    seated.map(async ({ admission }) => {
      const back = await world.client();
      assert.equal((await back.join('tea', 'X', { resume: admission.resume })).self.id, admission.self.id);
    }),
  );
  await assert.rejects(world.connecting().connected());
});

test('a connection that was let through for a kept seat, and does not come back to it, is closed in seconds', async (t) => {
  const { clock, connect } = await createClockedSignaling(t, { socketsPerMinute: 1 });
  const ann = await connect();
  const { self, resume } = await ann.join('tea', 'Ann');
  ann.socket.disconnect();
  const idler = await connectWhenLet(connect);
  await assert.rejects(connect());
  clock.advance(5000);
  await idler.disconnected();
  const back = await connectWhenLet(connect);
  assert.equal((await back.join('tea', 'Ann', { resume })).self.id, self.id);
});

/** Connects as soon as the server allows it: it may not know yet that another connection is gone. */
async function connectWhenLet(connect: () => Promise<Client>): Promise<Client> {
  for (;;) {
    try {
      return await connect();
    } catch {
      // Refused: tries again.
    }
  }
}

test('a connection that does not join is closed; one with a seat is not, and one that left only after as long again', async (t) => {
  const { clock, connect } = await createClockedSignaling(t, { idleSocketS: 60 });
  const [ann, idler] = [await connect(), await connect()];
  await ann.join('tea', 'Ann');
  clock.advance(59_999);
  assert.equal((await idler.request('room:leave', {})).ok, true);
  clock.advance(59_999);
  assert.equal((await idler.request('chat:send', {})).ok, false);
  clock.advance(1);
  await idler.disconnected();
  clock.advance(600_000);
  assert.equal((await ann.request('ice:refresh', {})).ok, true);
  await ann.request('room:leave', {});
  clock.advance(60_000);
  await ann.disconnected();
});

test('chat has a limit of its own', async (t) => {
  const world = await createWorld(t, { chatsPerMinute: 2 });
  const [ann] = await world.joined('tea', 'Ann');
  const send = async (): Promise<string | undefined> =>
    (await ann?.client.request('chat:send', { id: 'm', text: 'x' }))?.error?.code;
  assert.deepEqual([await send(), await send(), await send()], [undefined, undefined, 'rate-limited']);
});

test('fresh ICE servers have a limit of their own, and each refusal is counted', async (t) => {
  const world = await createWorld(t, { iceRefreshesPerMinute: 1 });
  const [ann] = await world.joined('tea', 'Ann');
  assert.ok(ann);
  const refresh = async (): Promise<string | undefined> => (await ann.client.request('ice:refresh', {})).error?.code;
  assert.deepEqual([await refresh(), await refresh(), await refresh()], [undefined, 'rate-limited', 'rate-limited']);
  const metrics = await (await fetch(`${world.server.url}/metrics`)).text();
  assert.match(metrics, /^noom_refusals_total\{code="rate-limited"\} 2$/m);
});

test('a client that goes on beyond a limit is cut off, and keeps the seat', async (t) => {
  const world = await createWorld(t, { requestsPerSecond: 2, chatsPerMinute: 1 });
  const [ann] = await world.joined('tea', 'Ann');
  assert.ok(ann);
  const codes = new Set<string | undefined>();
  const gone = ann.client.disconnected();
  for (let count = 0; count < 60; count += 1) {
    ann.client.socket.emit('chat:send', { id: 'm', text: 'x' }, ({ error }: RawAck) => codes.add(error?.code));
  }
  await gone;
  assert.deepEqual([...codes], [undefined, 'rate-limited']);
  const back = await world.client();
  assert.deepEqual((await back.join('tea', 'Ann', { resume: ann.admission.resume })).self, ann.admission.self);
});

test('behind a trusted proxy each client has its own limit; what a client claims itself counts for nothing', async (t) => {
  const world = await createWorld(t, { joinsPerMinute: 1, trustProxyHops: 1, open: 'lan' });
  const from = async (forwarded: string): Promise<string | undefined> => {
    const client = await world.client({ extraHeaders: { 'x-forwarded-for': forwarded } });
    return (await client.request('room:join', { room: 'tea', name: 'A' })).error?.code;
  };
  assert.equal(await from('192.0.2.1'), undefined);
  assert.equal(await from('192.0.2.1'), 'rate-limited');
  assert.equal(await from('198.51.100.9, 192.0.2.1'), 'rate-limited');
  assert.equal(await from('192.0.2.2'), undefined);
});

test('without a trusted proxy a claimed address gives no limit of its own', async (t) => {
  const world = await createWorld(t, { joinsPerMinute: 1 });
  const from = async (forwarded: string): Promise<string | undefined> => {
    const client = await world.client({ extraHeaders: { 'x-forwarded-for': forwarded } });
    return (await client.request('room:join', { room: 'tea', name: 'A' })).error?.code;
  };
  assert.deepEqual([await from('192.0.2.1'), await from('192.0.2.2')], [undefined, 'rate-limited']);
});
