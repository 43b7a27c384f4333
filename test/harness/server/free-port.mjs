import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems choose for what asks for any: none is taken between its choice here and its use. */
const FIRST = 20_000;
const COUNT = 12_000;

/**
 * A port that is free by TCP.
 * @returns {Promise<number>}
 */
export async function freePort(host = '127.0.0.1') {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    try {
      await once(server.listen(port, host), 'listening');
    } catch (error) {
      if (error.code === 'EADDRINUSE') continue;
      throw error;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
