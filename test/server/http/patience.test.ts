import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { closed } from '../../harness/browser/closed.js';
import { createWorld } from '../worlds/harness.js';

const POST = 'POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n';
/** Node checks every second; a loaded machine may be late, but the default of a whole minute is still far. */
const MOST_MS = 40_000;

// They wait for clocks, not for the machine, so they wait together.
describe('patience', { concurrency: true }, () => {
  test(
    'half a request is not waited for: HTTP that never says all of it is cut off in seconds',
    { timeout: MOST_MS },
    async (t) => {
      const world = await createWorld(t, {});
      const { hostname, port } = new URL(world.server.url);
      const halves = [
        '',
        'GET / HT',
        'GET / HTTP/1.1\r\nHost: localhost\r\nX-',
        `${POST}\r\n4`,
        `GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /`,
      ];
      await Promise.all(
        halves.map(async (half) => {
          const socket = connect(Number(port), hostname);
          socket.resume();
          socket.write(half);
          await closed(socket);
        }),
      );
      const { headersTimeout, requestTimeout, timeout } = world.server.httpServer;
      assert.ok(Math.max(headersTimeout, requestTimeout, timeout) <= 30_000);
    },
  );

  const HANDSHAKE =
    'half a TLS handshake is not waited for: a connection that never says all of it is cut off in seconds';
  test(HANDSHAKE, { timeout: MOST_MS }, async (t) => {
    const world = await createWorld(t, { https: 'self-signed' });
    const { hostname, port } = new URL(world.server.url);
    // Nothing, and the first bytes of a ClientHello.
    await Promise.all(
      [[], [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]].map(async (half) => {
        const socket = connect(Number(port), hostname);
        socket.resume();
        socket.write(Uint8Array.from(half));
        await closed(socket);
      }),
    );
  });
});
