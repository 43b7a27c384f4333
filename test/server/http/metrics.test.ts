import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { mayReadMetrics } from '../../../demo-server/access/metrics-audience.js';
import type { ServerOptions } from '../../../demo-server/create-server.js';
import { createHttpHandler } from '../../../demo-server/http/http-handler.js';
import { createLogger } from '../../../demo-server/ops/log.js';
import { attachSignaling } from '../../../demo-server/signaling/signaling.js';
import { createWorld, temporaryDir } from '../worlds/harness.js';

for (const [who, audience, remoteAddress, headers, isAllowed] of [
  ['a program on this machine', 'loopback', '127.0.0.1', {}, true],
  ['one by IPv6', 'loopback', '::1', {}, true],
  ['one by IPv4 in IPv6', 'loopback', '::ffff:127.0.0.1', {}, true],
  ['another machine', 'loopback', '192.0.2.1', {}, false],
  ['a client that is gone already', 'loopback', undefined, {}, false],
  ['another machine that a proxy here passes on', 'loopback', '127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, false],
  ['one passed on by the standard header', 'loopback', '127.0.0.1', { forwarded: 'for=192.0.2.1' }, false],
  ['a page whose name leads to this machine', 'loopback', '127.0.0.1', { host: 'evil.example:3000' }, false],
  ['one by a name of this machine', 'loopback', '127.0.0.1', { host: 'localhost:3000' }, true],
  ['one by its address', 'loopback', '::1', { host: '[::1]:3000' }, true],
  ['a page by a name that only looks like it', 'loopback', '127.0.0.1', { host: 'localhost@evil.example' }, false],
  ['another machine, where that is meant', 'public', '192.0.2.1', {}, true],
  ['a program on this machine, where metrics are off', 'off', '127.0.0.1', {}, false],
] as const) {
  test(`metrics are ${isAllowed ? 'told to' : 'kept from'} ${who}`, () => {
    assert.equal(mayReadMetrics(audience, { headers, socket: { remoteAddress } }), isAllowed);
  });
}

async function statusOf(t: TestContext, options: ServerOptions, headers: Record<string, string> = {}): Promise<number> {
  const world = await createWorld(t, options);
  return (await fetch(`${world.server.url}/metrics`, { headers })).status;
}

test('the setting decides over /metrics', async (t) => {
  assert.equal(await statusOf(t, {}), 200);
  assert.equal(await statusOf(t, {}, { 'x-forwarded-for': '192.0.2.1' }), 403);
  assert.equal(await statusOf(t, { metrics: 'public' }, { 'x-forwarded-for': '192.0.2.1' }), 200);
  assert.equal(await statusOf(t, { metrics: 'off' }), 404);
});

test('health, rooms and what was relayed are reported', async (t) => {
  const world = await createWorld(t);
  const { url } = world.server;
  const health = await fetch(`${url}/healthz`);
  assert.deepEqual([health.status, await health.json()], [200, { status: 'ok' }]);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await bob.client.request('chat:send', {});
  await bob.client.request('chat:send', { id: 'm', text: 'x' });
  await bob.client.request('signal:send', { to: ann.admission.self.id, description: { type: 'offer', sdp: 'v=0' } });
  await world.drop(bob.client);
  await (await world.client()).join('tea', 'Bob', { resume: bob.admission.resume });
  const metrics = await fetch(`${url}/metrics`);
  assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const lines = (await metrics.text()).split('\n');
  for (const line of [
    'noom_rooms 1',
    'noom_participants 2',
    'noom_sockets 2',
    'noom_joins_total 2',
    'noom_resumes_total 1',
    'noom_relayed_total{request="chat:send"} 1',
    'noom_relayed_total{request="signal:send"} 1',
    'noom_refusals_total{code="bad-request"} 1',
    '# TYPE noom_joins_total counter',
  ]) {
    assert.ok(lines.includes(line), line);
  }
});

test('processor, memory and the lag of the event loop are reported, once for each name', async (t) => {
  // Two servers in one process share them.
  await createWorld(t);
  const world = await createWorld(t);
  const text = await (await fetch(`${world.server.url}/metrics`)).text();
  for (const name of ['nodejs_eventloop_lag_p50_seconds', 'nodejs_eventloop_lag_p99_seconds']) {
    assert.match(text, new RegExp(`^${name} [\\d.e-]+$`, 'm'));
  }
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes']) {
    assert.match(text, new RegExp(`^${name} [\\d.]+$`, 'm'));
  }
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  assert.equal(new Set(names).size, names.length);
});

test('it is ready until it stops, and says so to load balancers', async (t) => {
  const httpServer = createHttpServer((request, response) => {
    createHttpHandler({
      folders: [],
      isHostKnown: () => true,
      printMetrics: () => signaling.printMetrics(),
      metricsAudience: 'off',
      unreadyReason: () => signaling.unreadyReason,
      mediaServer: () => signaling.mediaServer,
      logger: createLogger('silent'),
    })(request, response);
  });
  const signaling = attachSignaling(httpServer, { log: 'silent', stateDir: await temporaryDir(t) });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  afterwards(t, () => httpServer.close());
  const ask = async (): Promise<unknown[]> => {
    const { port } = httpServer.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${String(port)}/readyz`);
    return [response.status, (await response.json()) as unknown];
  };
  assert.deepEqual(await ask(), [200, { status: 'ready' }]);
  await signaling.close();
  assert.deepEqual(await ask(), [503, { status: 'stopping' }]);
});
