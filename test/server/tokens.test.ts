import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { createWorld } from './harness.js';

const SECRET = 'a secret of no less than thirty-two bytes, and long enough for HS512 too';
const OTHER_SECRET = 'another secret, of at least thirty-two bytes';

async function sign(
  claims: Record<string, unknown>,
  { secret = SECRET, exp = '5 minutes', alg = 'HS256' } = {},
): Promise<string> {
  const key = new TextEncoder().encode(secret);
  return new SignJWT(claims).setProtectedHeader({ alg }).setExpirationTime(exp).sign(key);
}

function withoutExp(claims: object): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`;
}

test('a token lets in, with the role and the name it gives', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const token = await sign({ room: 'tea', name: 'Ann Approved', role: 'cohost', sub: 'ann' });
  const { self } = await client.join('tea', 'whoever', { token });
  assert.deepEqual([self.name, self.role], ['Ann Approved', 'cohost']);
  const renamed = await client.request('state:set', { name: 'Somebody else' });
  assert.equal(renamed.error?.code, 'not-allowed');
  assert.equal((await client.request('state:set', { hand: true })).ok, true);
});

test('without a name or a role in the token, the name is one\u2019s own and the role is guest', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const { self } = await client.join('tea', 'Ann', { token: await sign({ room: 'tea' }) });
  assert.deepEqual([self.name, self.role], ['Ann', 'guest']);
  assert.equal((await client.request('state:set', { name: 'Anna' })).ok, true);
});

test('a token may be for every room that begins alike', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const token = await sign({ room: 'class-*' });
  const client = await world.client();
  assert.equal((await client.request('room:join', { room: 'tea', name: 'A', token })).error?.code, 'unauthorized');
  await client.join('class-7', 'A', { token });
});

test('a token without an end is good until the secret changes', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  await client.join('tea', 'Ann', { token: withoutExp({ room: 'tea' }) });
});

test('what is no token for the room is refused', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const good = await sign({ room: 'tea', role: 'guest' });
  const [header = '', , signature = ''] = good.split('.');
  const forgedBody = Buffer.from(JSON.stringify({ room: 'tea', role: 'host' })).toString('base64url');
  const refused: [what: string, token: string | undefined, code: string][] = [
    ['none', undefined, 'unauthorized'],
    ['an empty one', '', 'unauthorized'],
    ['nonsense', 'a.b.c', 'unauthorized'],
    ['one signed by somebody else', await sign({ room: 'tea' }, { secret: OTHER_SECRET }), 'unauthorized'],
    ['one signed in another way', await sign({ room: 'tea' }, { alg: 'HS512' }), 'unauthorized'],
    ['one not signed', new UnsecuredJWT({ room: 'tea' }).encode(), 'unauthorized'],
    ['one with another body', `${header}.${forgedBody}.${signature}`, 'unauthorized'],
    ['one for another room', await sign({ room: 'coffee' }), 'unauthorized'],
    ['one for no room', await sign({ name: 'Ann' }), 'unauthorized'],
    ['one with a role that is none', await sign({ room: 'tea', role: 'king' }), 'unauthorized'],
    ['one that is over', await sign({ room: 'tea' }, { exp: '-1 minute' }), 'token-expired'],
  ];
  for (const [what, token, code] of refused) {
    const { ok, error } = await client.request('room:join', { room: 'tea', name: 'Mallory', token });
    assert.deepEqual([ok, error?.code], [false, code], what);
  }
  const { participants } = await client.join('tea', 'Ann', { token: good });
  assert.deepEqual(participants, []);
});

test('a dropped seat is taken back by its ticket, and keeps its role and name', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const token = await sign({ room: 'tea', role: 'host', name: 'Ann' });
  const { self, resume } = await client.join('tea', 'Ann', { token });
  await world.drop(client);
  const back = await world.client();
  const again = await back.join('tea', 'Mallory', { resume });
  assert.deepEqual(again.self, self);
});

test('a ticket is no token, and a bad token is not made good by a ticket', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const { resume } = await client.join('tea', 'Ann', { token: await sign({ room: 'tea', role: 'host' }) });
  const mallory = await world.client();
  const asToken = await mallory.request('room:join', { room: 'tea', name: 'M', token: resume });
  assert.equal(asToken.error?.code, 'unauthorized');
  const both = await mallory.request('room:join', { room: 'tea', name: 'M', token: 'a.b.c', resume });
  assert.equal(both.error?.code, 'unauthorized');
});

test('a ticket ends with the token it was given for', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const client = await world.client();
  const exp = Math.floor(Date.now() / 1000) + 60;
  const token = await sign({ room: 'tea' }, { exp: '60 seconds' });
  const { resume } = await client.join('tea', 'Ann', { token });
  const ticket = JSON.parse(Buffer.from(resume.split('.')[0] ?? '', 'base64url').toString()) as { exp: number };
  assert.ok(Math.abs(ticket.exp - exp) <= 1);
  await world.drop(client);
  const back = await world.client();
  const again = await back.join('tea', 'Ann', { resume });
  const renewed = JSON.parse(Buffer.from(again.resume.split('.')[0] ?? '', 'base64url').toString()) as { exp: number };
  assert.equal(renewed.exp, ticket.exp);
});

test('nobody is made host by coming first or by staying last', async (t) => {
  const world = await createWorld(t, { secret: SECRET });
  const ann = await world.client();
  const bob = await world.client();
  const guest = await sign({ room: 'tea' });
  assert.equal((await ann.join('tea', 'Ann', { token: await sign({ room: 'tea', role: 'host' }) })).self.role, 'host');
  await bob.join('tea', 'Bob', { token: guest });
  await ann.request('room:leave', {});
  await bob.event('participant:left');
  await bob.request('ice:refresh', {});
  assert.deepEqual(bob.eventNames, ['participant:left']);
});
