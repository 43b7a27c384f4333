import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEST_SECRET, signToken } from '../../harness/server/sign-token.js';
import { createWorld } from '../worlds/harness.js';

test('a ticket ends with the token it was given for', async (t) => {
  const world = await createWorld(t, { secret: TEST_SECRET });
  const client = await world.client();
  const exp = Math.floor(Date.now() / 1000) + 60;
  const token = await signToken({ room: 'tea' }, { exp: '60 seconds' });
  const { resume } = await client.join('tea', 'Ann', { token });
  const ticket = JSON.parse(Buffer.from(resume.split('.')[0] ?? '', 'base64url').toString()) as { exp: number };
  assert.ok(Math.abs(ticket.exp - exp) <= 1);
  await world.drop(client);
  const back = await world.client();
  const again = await back.join('tea', 'Ann', { resume });
  const renewed = JSON.parse(Buffer.from(again.resume.split('.')[0] ?? '', 'base64url').toString()) as { exp: number };
  assert.equal(renewed.exp, ticket.exp);
});
