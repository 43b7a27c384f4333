import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServer } from '../../../demo-server/create-server.js';
import { createWorld, temporaryDir } from '../worlds/harness.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };

test('after a restart all participants are who they were, in any order', async (t) => {
  const stateDir = await temporaryDir(t);
  const first = await createWorld(t, { stateDir });
  const [ann, bob] = await first.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  await first.close();

  const second = await createWorld(t, { stateDir });
  const bobAgain = await second.client();
  const annAgain = await second.client();
  const bobBack = await bobAgain.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 7, offer: OFFER });
  const annBack = await annAgain.join('tea', 'Ann', { resume: ann.admission.resume, lastSeq: 9, offer: OFFER });
  assert.deepEqual(bobBack.self, bob.admission.self);
  assert.deepEqual(annBack.self, ann.admission.self);
  assert.equal(annBack.offeredTo, undefined);
  // The numbers go on, so that no event looks like an earlier one.
  assert.equal((await bobAgain.event('participant:joined')).seq, 8);
});

test('after a restart to which the host does not come back, the eldest is host', async (t) => {
  const stateDir = await temporaryDir(t);
  const first = await createWorld(t, { stateDir });
  const [, bob] = await first.joined('tea', 'Ann', 'Bob');
  await first.close();
  const second = await createWorld(t, { stateDir, graceMs: 20 });
  const back = await second.client();
  const { self } = await back.join('tea', 'Bob', { resume: bob?.admission.resume });
  assert.equal(self.role, 'guest');
  assert.deepEqual((await back.event('participant:updated')).participant, { ...self, role: 'host' });
});

test('the key of tickets is readable by its owner only', async (t) => {
  const stateDir = join(await temporaryDir(t), 'deep', 'state');
  const world = await createWorld(t, { stateDir });
  await world.joined('tea', 'Ann');
  const keyFile = await stat(join(stateDir, 'resume.key'));
  assert.equal(keyFile.mode & 0o777, 0o600);
  assert.equal((await readFile(join(stateDir, 'resume.key'))).length, 32);
});

for (const key of ['', 'short']) {
  test(`a key of ${String(key.length)} bytes is not used`, async (t) => {
    const stateDir = await temporaryDir(t);
    await writeFile(join(stateDir, 'resume.key'), key);
    const world = await createWorld(t, { stateDir });
    const [ann] = await world.joined('tea', 'Ann');
    const [body = '', signature] = ann?.admission.resume.split('.') ?? [];
    assert.notEqual(signature, createHmac('sha256', key).update(body).digest('base64url'));
    assert.equal((await readFile(join(stateDir, 'resume.key'))).length, 32);
  });
}

test('a server that stops tells all participants before it ends', async (t) => {
  const stateDir = await temporaryDir(t);
  const world = await createWorld(t, { stateDir });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const poller = await world.client({ transports: ['polling'] });
  await poller.join('tea', 'Cy');
  const gone = [ann.client, bob.client, poller].map((client) => client.disconnected());
  await Promise.all([world.server.close(), world.server.close(), ...gone]);
  for (const client of [ann.client, bob.client, poller]) {
    assert.deepEqual((await client.event('room:ended')).reason, 'server-shutdown');
  }
  const late = world.connecting();
  await assert.rejects(late.connected());
  // The port is free again.
  const { port } = new URL(world.server.url);
  const next = await createServer({ port: Number(port), stateDir, log: 'silent' });
  await next.close();
});

test('a connection that does not respond does not keep a server from closing', { timeout: 10_000 }, async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  // It neither reads nor answers the end of the connection.
  const transport = ann?.client.socket.io.engine.transport as unknown as { ws: { pause(): void } };
  transport.ws.pause();
  await world.server.close();
});
