import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { Client, temporaryDir } from '../worlds/harness.js';
import { listening, start } from '../worlds/program.js';

test('participants are told when the program stops, and are the same to the one started after it', async (t) => {
  const environment = { NOOM_STATE_DIR: await temporaryDir(t), NOOM_LOG: 'silent' };
  const first = await start(t, { PORT: '0', ...environment });
  const url = await listening(first);
  const people = [];
  for (const name of ['Ann', 'Bob']) {
    const client = await new Client(url).connected();
    people.push({ name, client, before: await client.join('tea', name) });
  }
  const nonce = randomUUID();
  const lost = await (await new Client(url).connected()).join('tea', 'Eve', { nonce });
  const exit = once(first, 'close');
  first.kill('SIGTERM');
  for (const { client } of people) {
    assert.equal((await client.event('room:ended')).reason, 'server-shutdown');
    await client.disconnected();
  }
  assert.deepEqual(await exit, [0, null]);

  const second = await start(t, { PORT: new URL(url).port, ...environment });
  assert.equal(await listening(second), url);
  // The guest is back first, and the host is still host.
  for (const { name, before } of people.reverse()) {
    const back = await new Client(url).connected();
    const { self } = await back.join('tea', name, { resume: before.resume, lastSeq: 9 });
    assert.deepEqual(self, before.self);
  }
  // One whose answer was lost, and who asks again.
  const eve = await new Client(url).connected();
  assert.deepEqual((await eve.join('tea', 'Eve', { nonce })).self, lost.self);
  const stranger = await new Client(url).connected();
  const { participants } = await stranger.join('tea', 'Cas');
  assert.deepEqual(participants, [...people.map(({ before }) => before.self), lost.self]);
});
