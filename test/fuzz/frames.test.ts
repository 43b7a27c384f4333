import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { afterwards } from '../harness/afterwards.js';
import { WireClient } from '../harness/server/wire-client.js';
import { REPLAYING, checkProperty } from './check-property.js';
import { bareBytes, pollingBodies, webSocketFrames } from './frames.js';
import { FuzzWorld, WIDE_LIMITS } from './fuzz-world.js';

type Frames = (string | Buffer<ArrayBuffer>)[];

/** Sends frames on a WebSocket; resolves once all of them were read, or the server closed the connection. */
async function sendFrames(url: string, frames: Frames): Promise<void> {
  const client = await WireClient.connect(url);
  for (const frame of frames) client.send(frame);
  const last = client.sendRequest('fuzz:last', '{}');
  // Both are correct: the connection may be closed because of the frames.
  await client.ack(last).catch(() => null);
  client.drop();
}

/** Sends bodies to a connection by long polling, and ends it. */
async function sendBodies(url: string, bodies: Frames): Promise<void> {
  const address = `${url}/socket.io/?EIO=4&transport=polling`;
  const [, sid = ''] = /"sid":"([^"]+)"/.exec(await (await fetch(address)).text()) ?? [];
  for (const body of ['40', ...bodies, '1']) {
    const answer = await fetch(`${address}&sid=${sid}`, { method: 'POST', body });
    assert.ok([200, 400].includes(answer.status), `HTTP ${String(answer.status)}: ${await answer.text()}`);
  }
}

/** Writes bytes to the port, and disconnects. */
async function sendBytes(url: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The server may close the connection.
  socket.on('error', () => undefined);
  socket.end(bytes);
  socket.resume();
  await once(socket, 'close');
}

test('a server withstands what is not a message', { timeout: 280_000 }, async (t) => {
  const world = new FuzzWorld({ environment: WIDE_LIMITS, tokenFor: () => Promise.resolve(undefined) });
  afterwards(t, () => world.stop());
  const fuzz = async <Case>(
    name: string,
    cases: Arbitrary<Case>,
    send: (url: string, each: Case) => Promise<void>,
    runs: number,
  ) => {
    const property = fc.asyncProperty(cases, async (each) => {
      world.cases += Array.isArray(each) ? each.length : 1;
      await world.play(({ server }) => send(server.url, each));
    });
    await checkProperty(name, property, runs);
  };
  await t.test('frames of a WebSocket', () => fuzz('frames of a WebSocket', webSocketFrames, sendFrames, 400));
  await t.test('bodies of long polling', () => fuzz('bodies of long polling', pollingBodies, sendBodies, 100));
  await t.test('bytes on a bare connection', () => fuzz('bytes on a bare connection', bareBytes, sendBytes, 120));
  await t.test('nothing is left of them', { skip: REPLAYING }, async () => {
    await world.settled();
    t.diagnostic(`${String(world.cases)} frames`);
  });
});
