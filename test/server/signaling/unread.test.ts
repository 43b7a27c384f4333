import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { PollingClient } from '../../harness/server/polling-client.js';
import { RawWebSocket } from '../../harness/server/raw-web-socket.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';
import { createWorld, type Client, type World } from '../worlds/harness.js';

const LARGE = { type: 'offer', sdp: 'x'.repeat(32_000) };
/** More than the system buffers for an unread connection, together with the server's own bound. */
const MOST_SIGNALS = 2000;
const WIDE = { requestsPerSecond: 1_000_000, socketsPerMinute: 1_000_000 };

/** Joins without ever asking for an answer. */
async function joinByPolling(url: string, room: string): Promise<PollingClient> {
  const client = await PollingClient.connect(url);
  for (const packet of ['40', `421${JSON.stringify(['room:join', { room, name: 'Deaf' }])}`]) {
    assert.equal(await client.post(packet), 200);
  }
  return client;
}

/** Sends repeatedly until the server has dropped a connection; returns how often. */
async function lost(world: World, sent: () => Promise<unknown>): Promise<number> {
  const before = world.server.io.engine.clientsCount;
  for (let count = 1; count <= MOST_SIGNALS; count += 1) {
    await sent();
    if (world.server.io.engine.clientsCount < before) return count;
  }
  throw new Error(`${String(MOST_SIGNALS)} were sent, and no connection was dropped`);
}

function deafIdOf(ann: Client): Promise<string> {
  return ann
    .event('participant:joined', ({ participant }) => (participant as { name: string }).name === 'Deaf')
    .then(({ participant }) => (participant as { id: string }).id);
}

test('a client that stops reading and answers pings is dropped, keeps its seat, and disturbs no one else', async (t) => {
  const world = await createWorld(t, WIDE);
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const deaf = await RawWebSocket.join(world.server.url, 'tea', 'Deaf');
  afterwards(t, () => deaf.drop());
  const id = await deafIdOf(ann.client);
  deaf.stopReading();
  await lost(world, async () => {
    assert.equal((await ann.client.request('signal:send', { to: id, description: LARGE })).ok, true);
  });
  assert.equal((await ann.client.request('signal:send', { to: id, description: LARGE })).ok, true, 'the seat is kept');
  await bob.client.request('chat:send', { id: 'still', text: 'here' });
  await ann.client.event('chat:message');
});

test('a client that stops polling is dropped at 1 MiB, and not much later', async (t) => {
  const world = await createWorld(t, WIDE);
  const [ann] = await world.joined('tea', 'Ann');
  assert.ok(ann);
  const deaf = await joinByPolling(world.server.url, 'tea');
  const id = await deafIdOf(ann.client);
  const count = await lost(world, () => ann.client.request('signal:send', { to: id, description: LARGE }));
  assert.equal(count, Math.ceil((1024 * 1024) / LARGE.sdp.length), String(count));
  await assert.rejects(deaf.poll(), /HTTP 400/);
});

test('a client that does not read the little it is sent is dropped within 25 s, and one that reads is not', async (t) => {
  const { clock, signaling, connect, url } = await createClockedSignaling(t, {});
  const ann = await connect();
  await ann.join('tea', 'Ann');
  await joinByPolling(url, 'tea');
  await deafIdOf(ann);
  clock.advance(20_000);
  assert.equal(signaling.io.engine.clientsCount, 2);
  const ended = once([...signaling.io.sockets.sockets.values()][1]?.conn ?? assert.fail(), 'close');
  clock.advance(5000);
  await ended;
  assert.equal(signaling.io.engine.clientsCount, 1);
  // The other client has to read what was sent meanwhile before time goes on.
  clock.advance(30_000);
  await ann.event('participant:left');
  clock.advance(60_000);
  assert.equal((await ann.request('state:set', { hand: true })).ok, true);
});

test('a connection that was ended and is not read is broken soon after', async (t) => {
  const { clock, signaling, url } = await createClockedSignaling(t, {});
  const deaf = await RawWebSocket.join(url, 'tea', 'Deaf');
  afterwards(t, () => deaf.drop());
  deaf.stopReading();
  const [socket] = signaling.io.sockets.sockets.values();
  assert.ok(socket);
  const { transport } = socket.conn as unknown as { transport: { socket: NodeJS.EventEmitter } };
  const closed = once(transport.socket, 'close');
  socket.disconnect(true);
  clock.advance(5000);
  await closed;
});
