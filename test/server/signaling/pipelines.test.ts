import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { closed } from '../../harness/browser/closed.js';
import { createWorld } from '../worlds/harness.js';

const PATHS = ['/', '/healthz', '/metrics', '/none', '/socket.io/?EIO=4&transport=polling', '/socket.io/?EIO=3'];
const MOST = 8;

/** Sends so many requests in one chunk, and reads everything; returns how many were answered. */
async function answersTo(url: string, path: string, count: number): Promise<number> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
  socket.write(`${request}\r\n`.repeat(count - 1) + `${request}Connection: close\r\n\r\n`);
  await closed(socket);
  return text.split('HTTP/1.1 ').length - 1;
}

for (const path of PATHS) {
  test(`fault: a connection that asks for ${path} without waiting for answers is broken`, async (t) => {
    const world = await createWorld(t);
    assert.ok((await answersTo(world.server.url, path, 1000)) <= MOST);
    assert.equal(await answersTo(world.server.url, path, 1), 1);
  });
}

test('a few requests at once on one connection are answered', async (t) => {
  const world = await createWorld(t);
  assert.equal(await answersTo(world.server.url, '/healthz', MOST), MOST);
});
