import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../worlds/harness.js';

for (const sizeBytes of [70_000, 1_100_000]) {
  test(`${String(sizeBytes)} bytes by long polling cost their sender the connection, not the seat, and disturb no one else`, async (t) => {
    const world = await createWorld(t);
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    assert.ok(ann && bob);
    const mallory = await world.client({ transports: ['polling'] });
    const { self, resume } = await mallory.join('tea', 'Mallory');
    const gone = mallory.disconnected();
    mallory.socket.emit('chat:send', { id: 'm', text: 'x', padding: 'x'.repeat(sizeBytes) });
    await gone;
    await bob.client.request('chat:send', { id: 'still', text: 'here' });
    await ann.client.event('chat:message');
    assert.deepEqual(ann.client.eventNames, ['participant:joined', 'participant:joined', 'chat:message']);
    const back = await world.client();
    assert.equal((await back.join('tea', 'Mallory', { resume })).self.id, self.id);
  });
}

test('60 kB by long polling are read', async (t) => {
  const world = await createWorld(t);
  const client = await world.client({ transports: ['polling'] });
  await client.join('tea', 'Ann', { padding: 'x'.repeat(60_000) });
});
