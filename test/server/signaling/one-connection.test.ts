import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { Server } from 'socket.io';
import { afterwards } from '../../harness/afterwards.js';
import { PollingClient } from '../../harness/server/polling-client.js';
import { OPCODES, RawWebSocket } from '../../harness/server/raw-web-socket.js';
import { attach, listen } from '../worlds/attach-world.js';
import { createWorld } from '../worlds/harness.js';

/** Sends a request and returns its ack. */
async function ask(raw: RawWebSocket, id: number, name: string, payload: object): Promise<string> {
  const head = `43${String(id)}[`;
  raw.sendText(`42${String(id)}${JSON.stringify([name, payload])}`);
  return (await raw.text((text) => text.startsWith(head))).slice(head.length, -1);
}

const CHAT = { id: 'm', text: 'x' };
const JOIN = { room: 'tea', name: 'Mallory' };

test('leaving the namespace ends the connection: no limit restarts on it', async (t) => {
  const world = await createWorld(t, { chatsPerMinute: 1 });
  const raw = await RawWebSocket.join(world.server.url, 'tea', 'Mallory');
  raw.sendText('41');
  raw.sendText('40');
  await raw.closed;
  assert.equal(world.server.io.engine.clientsCount, 0);
});

test('beside other namespaces, leaving and coming back restarts no limit', async (t) => {
  const server = createServer();
  const io = new Server(server);
  afterwards(t, () => io.close());
  io.of('/mine').on('connection', () => undefined);
  await attach(t, io, { chatsPerMinute: 2 });
  const raw = await RawWebSocket.connect(await listen(t, server));
  raw.sendText('40/mine,');
  await raw.text((text) => text.startsWith('40/mine'));
  const codes: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    raw.sendText('40');
    await raw.text(
      (text) => text.startsWith('40{') && raw.texts.filter((each) => each.startsWith('40{')).length > round,
    );
    await ask(raw, round * 10 + 1, 'room:join', JOIN);
    codes.push(await ask(raw, round * 10 + 2, 'chat:send', CHAT));
    raw.sendText('41');
  }
  const isLimited = codes.map((ack) => ack.includes('rate-limited'));
  assert.deepEqual(isLimited, [false, false, true]);
  raw.drop();
});

test('a namespace that is entered twice at once gives no second seat', async (t) => {
  const world = await createWorld(t, {});
  const client = await PollingClient.connect(world.server.url);
  await client.post('40', '40');
  const join = `421${JSON.stringify(['room:join', JOIN])}`;
  await client.post(join);
  const ann = await world.client();
  const { participants } = await ann.join('tea', 'Ann');
  assert.deepEqual(participants, []);
  assert.equal(world.server.io.engine.clientsCount, 1);
});

test('a seat that is taken back by another connection brings its limits along', async (t) => {
  const world = await createWorld(t, { chatsPerMinute: 2 });
  const [first] = await world.joined('tea', 'Ann');
  assert.ok(first);
  for (let count = 0; count < 2; count += 1) assert.equal((await first.client.request('chat:send', CHAT)).ok, true);
  await world.drop(first.client);
  const back = await world.client();
  await back.join('tea', 'Ann', { resume: first.admission.resume });
  assert.equal((await back.request('chat:send', CHAT)).error?.code, 'rate-limited');
  const bob = await world.client();
  await bob.join('tea', 'Bob');
  assert.equal((await bob.request('chat:send', CHAT)).ok, true);
});

test('a connection that does not enter the namespace is closed', async (t) => {
  const world = await createWorld(t, {});
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const opened = once(world.server.io.engine, 'connection');
  const raw = await RawWebSocket.connect(world.server.url);
  const [connection] = (await opened) as [NodeJS.EventEmitter];
  const heard = once(connection, 'heartbeat');
  t.mock.timers.tick(10_000);
  await heard;
  t.mock.timers.tick(9999);
  assert.equal(world.server.io.engine.clientsCount, 1);
  t.mock.timers.tick(1);
  await raw.closed;
  t.mock.timers.reset();
});

const BARE: readonly [what: string, send: (raw: RawWebSocket) => void][] = [
  ['unasked-for pongs', (raw) => raw.sendText('3')],
  ['knocks at namespaces that are none', (raw) => raw.sendText('40/none,')],
  ['acks of what was never told', (raw) => raw.sendText('437[]')],
  ['noops', (raw) => raw.sendText('6')],
  ["a WebSocket's own pings", (raw) => raw.sendFrame(OPCODES.ping, Buffer.from('x'))],
  ["a WebSocket's own pongs", (raw) => raw.sendFrame(OPCODES.pong)],
];
for (const [what, send] of BARE) {
  test(`packets that are no requests are counted: ${what}`, async (t) => {
    const world = await createWorld(t, {});
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    assert.ok(ann && bob);
    const raw = await RawWebSocket.join(world.server.url, 'tea', 'Mallory');
    for (let count = 0; count < 40; count += 1) send(raw);
    assert.match(await ask(raw, 2, 'state:set', { hand: true }), /"ok":true/);
    for (let count = 0; count < 20; count += 1) send(raw);
    await raw.closed;
    await bob.client.request('chat:send', CHAT);
    await ann.client.event('chat:message');
  });
}

test('packets that are no requests are counted: probes of an upgrade that never comes', async (t) => {
  const world = await createWorld(t, {});
  const polling = await PollingClient.connect(world.server.url);
  const raw = await RawWebSocket.connect(world.server.url, `&sid=${polling.sid}`);
  for (let count = 0; count < 60; count += 1) raw.sendText('2probe');
  await raw.closed;
  await assert.rejects(polling.poll(), /HTTP 400/);
});
