import assert from 'node:assert/strict';
import { connect as connectTcp } from 'node:net';
import { test } from 'node:test';
import { closed } from '../../harness/browser/closed.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';

/** Asks for a WebSocket in a way that is let through and cannot be answered by one; resolves once it is refused. */
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

test('what was let through and never opens keeps the place of no connection for longer than some seconds', async (t) => {
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
