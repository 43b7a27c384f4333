import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { createWorld } from '../worlds/harness.js';

const OFFER = 'Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n';

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  return socket;
}

/** Everything that the server says, until it ends the connection. */
async function ask(url: string, request: string): Promise<string> {
  const socket = open(url);
  let said = '';
  socket.on('data', (text: string) => (said += text));
  socket.write(request);
  await once(socket, 'close');
  return said;
}

test('a request that offers another protocol is answered as if it did not, and its connection ends', async (t) => {
  const { server } = await createWorld(t, {});
  for (const protocol of ['h2c', 'H2C', 'TLS/1.0', 'h2c, websocket']) {
    const said = await ask(server.url, `GET /healthz HTTP/1.1\r\n${OFFER}Upgrade: ${protocol}\r\n\r\n`);
    assert.match(said, /^HTTP\/1\.1 200 OK\r\n/, protocol);
    assert.match(said, /\r\nconnection: close\r\n/i);
    assert.match(said, /"status":"ok"/);
  }
  const head = await ask(server.url, `HEAD /healthz HTTP/1.1\r\n${OFFER}Upgrade: h2c\r\n\r\n`);
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/);
  const polling = await ask(
    server.url,
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${OFFER}Upgrade: h2c\r\n\r\n`,
  );
  assert.match(polling, /"sid":/);
});

test('a request with a body that offers another protocol is told to do without', async (t) => {
  const { server } = await createWorld(t, {});
  const said = await ask(server.url, `POST /healthz HTTP/1.1\r\n${OFFER}Upgrade: h2c\r\nContent-Length: 2\r\n\r\nhi`);
  assert.match(said, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(said, /Ask again without Upgrade/);
});

test('a client that offers another protocol and resets its connection ends nothing but that', async (t) => {
  const { server } = await createWorld(t, {});
  for (let round = 0; round < 20; round += 1) {
    const socket = open(server.url);
    socket.on('error', () => undefined);
    socket.write(`GET /metrics HTTP/1.1\r\n${OFFER}Upgrade: h2c\r\n\r\n`);
    if (round % 2 === 0) await once(socket, 'connect');
    socket.resetAndDestroy();
  }
  const health = await fetch(`${server.url}/healthz`);
  assert.equal(health.status, 200);
  await health.text();
});
