import { test } from 'node:test';
import { SocketIoTransport } from '../../../src/core/signaling/socket-io-transport.js';
import { signalingContract } from '../../contracts/signaling-contract.js';
import { createWorld } from '../worlds/harness.js';

for (const { name, run } of signalingContract) {
  test(`the Socket.IO transport on the real server ${name}`, async (t) => {
    const { server } = await createWorld(t, { maxParticipants: 40 });
    await run({ createTransport: () => new SocketIoTransport(server.url) });
  });
}
