import assert from 'node:assert/strict';
import { connect as connectTcp } from 'node:net';
import { test } from 'node:test';
import { closed } from '../../harness/browser/closed.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';

/** Requests a WebSocket in a way that the gate lets through and that fails later; resolves once it is refused. */
async function askInVain(url: string): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const socket = connectTcp(Number(port), hostname);
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  socket.resume();
  await closed(socket);
}

test('a request that was let through and never opens takes a place for seconds only', async (t) => {
  const { clock, connect, url } = await createClockedSignaling(t, { socketsPerAddress: 3 });
  await connect();
  for (let count = 0; count < 5; count += 1) await askInVain(url);
  clock.advance(4999);
  await assert.rejects(connect());
  clock.advance(1);
  await connect();
  await connect();
  await assert.rejects(connect());
});
