import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import express from 'express';
import { fastify } from 'fastify';
import { Server } from 'socket.io';
import { afterwards } from '../../harness/afterwards.js';
import { attachSignaling } from '../../../demo-server/index.js';
import { attach, listen } from '../worlds/attach-world.js';
import { Client, temporaryDir } from '../worlds/harness.js';

/** Two participants on each transport, one of whom gets the other's events. */
async function expectCall(url: string): Promise<Client[]> {
  const clients: Client[] = [];
  for (const transport of ['websocket', 'polling']) {
    const client = await new Client(url, { transports: [transport] }).connected();
    await client.join('tea', transport);
    clients.push(client);
  }
  const [ann, bob] = clients;
  assert.ok(ann && bob);
  assert.equal((await bob.request('chat:send', { id: 'm', text: 'x' })).ok, true);
  await ann.event('chat:message');
  return clients;
}

function leave(clients: readonly Client[]): void {
  for (const { socket } of clients) socket.disconnect();
}

test('signaling beside a plain HTTP server leaves its answers alone', async (t) => {
  const server = createServer((_, response) => response.end('mine'));
  const signaling = await attach(t, server);
  const url = await listen(t, server);
  const clients = await expectCall(url);
  assert.equal(await (await fetch(`${url}/page`)).text(), 'mine');
  await signaling.close();
  await Promise.all(clients.map((client) => client.disconnected()));
  assert.equal(await (await fetch(`${url}/page`)).text(), 'mine');
});

test('signaling beside Express', async (t) => {
  const app = express();
  app.get('/page', (_, response) => void response.send('mine'));
  const server = createServer(app);
  await attach(t, server);
  const url = await listen(t, server);
  leave(await expectCall(url));
  assert.equal(await (await fetch(`${url}/page`)).text(), 'mine');
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
});

test('signaling beside Fastify, with its logger', async (t) => {
  const app = fastify();
  app.get('/page', () => 'mine');
  const signaling = attachSignaling(app.server, { iceUrls: [], stateDir: await temporaryDir(t) }, { logger: app.log });
  app.addHook('preClose', () => signaling.close());
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  afterwards(t, () => app.close());
  const clients = await expectCall(url);
  assert.equal(await (await fetch(`${url}/page`)).text(), 'mine');
  await app.close();
  await Promise.all(clients.map((client) => client.disconnected()));
});

test('signaling on a Socket.IO server takes the namespace "/" and leaves the others alone', async (t) => {
  const server = createServer();
  const io = new Server(server);
  afterwards(t, () => io.close());
  io.of('/mine').on('connection', (socket) => {
    socket.on('ask', (answer: (text: string) => void) => {
      answer('mine');
    });
  });
  const signaling = await attach(t, io);
  assert.equal(signaling.io, io);
  const url = await listen(t, server);
  const clients = await expectCall(url);
  const mine = await new Client(`${url}/mine`).connected();
  assert.equal(await mine.socket.emitWithAck('ask'), 'mine');
  await signaling.close();
  await Promise.all(clients.map((client) => client.disconnected()));
  assert.equal(await mine.socket.emitWithAck('ask'), 'mine');
  await assert.rejects(new Client(url).connected(), /stopping/);
  leave([mine]);
});

test('an application\u2019s Socket.IO server is guarded by origin and address too', async (t) => {
  const server = createServer();
  const io = new Server(server, { cors: { origin: '*' } });
  afterwards(t, () => io.close());
  await attach(t, io, { origins: ['https://good.example'], open: 'lan', socketsPerAddress: 1 });
  const url = await listen(t, server);
  for (const transports of [['websocket'], ['polling']]) {
    const from = (origin: string): Promise<Client> =>
      new Client(url, { transports, extraHeaders: { origin } }).connected();
    await assert.rejects(from('https://evil.example'), /NOOM_ORIGINS/);
    const ann = await from('https://good.example');
    await assert.rejects(from('https://good.example'), /Too many connections/);
    const [socket] = io.of('/').sockets.values();
    assert.ok(socket);
    const gone = once(socket, 'disconnect');
    ann.socket.disconnect();
    await gone;
  }
});
