import assert from 'node:assert/strict';
import { signToken, unsignedToken } from '../../../harness/server/sign-token.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld } from '../contract-world.js';

type MakeToken = (world: ContractWorld) => Promise<string | undefined> | string;

/** A token whose body was replaced by one with more claims. */
async function forged(world: ContractWorld): Promise<string> {
  const [header = '', , signature = ''] = (await world.token('tea')).split('.');
  const body = Buffer.from(JSON.stringify({ room: world.room('tea'), role: 'host' })).toString('base64url');
  return `${header}.${body}.${signature}`;
}

const REFUSED: readonly [what: string, make: MakeToken, code: string][] = [
  ['without a token', () => Promise.resolve(undefined), 'unauthorized'],
  ['with an empty one', () => '', 'unauthorized'],
  ['with nonsense', () => 'a.b.c', 'unauthorized'],
  [
    'with one signed with another secret',
    (world) => world.token('tea', {}, { secret: 'x'.repeat(40) }),
    'unauthorized',
  ],
  ['with one signed in another way', (world) => world.token('tea', {}, { alg: 'HS512' }), 'unauthorized'],
  ['with one that says it is not signed', (world) => unsignedToken({ room: world.room('tea') }), 'unauthorized'],
  ['with one whose body was exchanged', forged, 'unauthorized'],
  ['with one for another room', (world) => world.token('coffee'), 'unauthorized'],
  ['with one for no room', (world) => world.token('tea', { room: undefined }), 'unauthorized'],
  ['with a role that is none', (world) => world.token('tea', { role: 'king' }), 'unauthorized'],
  ['with one that is over', (world) => world.token('tea', {}, { exp: '-1 minute' }), 'token-expired'],
];

/** Tokens: who may join, as whom, and for how long. */
export const TOKENS_CONTRACT: readonly ContractCase[] = [
  ...REFUSED.map(([what, make, code]) =>
    contract('tokens', `a join is refused ${what}`, async (world) => {
      const client = await world.connect();
      const join = { room: world.room('tea'), name: 'Mallory' };
      refused(await client.request('room:join', { ...join, token: await make(world) }), code);
      const { participants } = await client.join(world.room('tea'), 'Ann', { token: await world.token('tea') });
      assert.deepEqual(participants, []);
    }),
  ),

  contract('tokens', 'a token lets in, with the role and the name it gives', async (world) => {
    const token = await world.token('tea', { name: 'Ann Approved', role: 'cohost', sub: 'ann' });
    const { client, admission } = await world.join('tea', 'any name', { token });
    assert.deepEqual([admission.self.name, admission.self.role], ['Ann Approved', 'cohost']);
    refused(await client.request('state:set', { name: 'Another name' }), 'not-allowed');
    done(await client.request('state:set', { hand: true }));
  }),

  contract(
    'tokens',
    'without a name or a role in the token, the name is the request\u2019s and the role is guest',
    async (world) => {
      const { client, admission } = await world.join('tea', 'Ann', { token: await world.token('tea') });
      assert.deepEqual([admission.self.name, admission.self.role], ['Ann', 'guest']);
      done(await client.request('state:set', { name: 'Anna' }));
    },
  ),

  contract('tokens', 'a token may be for every room whose name begins alike', async (world) => {
    const token = await world.token('tea', { room: 'class *' });
    refused((await world.knock('tea', 'A', { token })).ack, 'unauthorized');
    await world.join('class 7', 'A', { token });
  }),

  contract('tokens', 'a token without an end is valid', async (world) => {
    await world.join('tea', 'Ann', { token: await world.token('tea', {}, { exp: null }) });
  }),

  contract('tokens', 'neither coming first nor staying last makes a host', async (world) => {
    const bob = await world.join('tea', 'Bob', { token: await world.token('tea') });
    const ann = await world.join('tea', 'Ann', { token: await world.token('tea', { role: 'host' }) });
    assert.deepEqual([bob.admission.self.role, ann.admission.self.role], ['guest', 'host']);
    await ann.client.request('room:leave');
    await bob.client.event('participant:left');
    done(await bob.client.request('state:set', { hand: true }));
    assert.deepEqual(bob.client.eventNames, ['participant:joined', 'participant:left']);
  }),

  contract('tokens', 'a dropped seat is taken back by its ticket alone, with its role and name', async (world) => {
    const token = await world.token('tea', { role: 'host', name: 'Ann' });
    const { client, admission } = await world.join('tea', 'Ann', { token });
    client.drop();
    const back = await world.join('tea', 'Mallory', { resume: admission.resume });
    assert.deepEqual(back.admission.self, admission.self);
  }),

  contract('tokens', 'a ticket is no token, and a bad token is not made good by a ticket', async (world) => {
    const { admission } = await world.join('tea', 'Ann', { token: await world.token('tea', { role: 'host' }) });
    const { resume } = admission;
    refused((await world.knock('tea', 'M', { token: resume })).ack, 'unauthorized');
    refused((await world.knock('tea', 'M', { token: 'a.b.c', resume })).ack, 'unauthorized');
  }),

  contract(
    'tokens',
    'a token cannot be used by a second person, nor beside another participant\u2019s ticket',
    async (world) => {
      const token = await world.token('tea', { sub: 'ann', role: 'host' });
      const ann = await world.join('tea', 'Ann', { token });
      refused((await world.knock('tea', 'Mallory', { token })).ack, 'unauthorized', 'replayed');
      const theirs = { token: await world.token('tea', { sub: 'mallory' }), resume: ann.admission.resume };
      refused((await world.knock('tea', 'Mallory', theirs)).ack, 'unauthorized', 'with a stolen ticket');
      done(await ann.client.request('state:set', { hand: true }));
    },
  ),

  contract('tokens', 'a token whose sub is empty names no person, and may be used by many', async (world) => {
    const token = await world.token('tea', { sub: '' });
    await world.join('tea', 'Ann', { token });
    const { admission } = await world.join('tea', 'Ben', { token });
    assert.deepEqual(
      admission.participants.map(({ name }) => name),
      ['Ann'],
    );
  }),

  contract('tokens', 'a newer token of the same person replaces the old one', async (world) => {
    const exp = Math.floor(Date.now() / 1000) + 600;
    const { client } = await world.join('tea', 'Ann', { token: await world.token('tea', { sub: 'ann' }) });
    const newer = await world.token('tea', { sub: 'ann', role: 'host' }, { exp: new Date(exp * 1000) });
    const renewed = await client.request('token:renew', { token: newer });
    assert.deepEqual([renewed.ok, renewed.exp, typeof renewed.resume], [true, exp, 'string']);
    refused(await client.request('moderate:end'), 'not-allowed', 'the role stays as it is');
    refused(await client.request('token:renew', { token: await world.token('tea', { sub: 'bob' }) }), 'unauthorized');
    refused(
      await client.request('token:renew', { token: await world.token('coffee', { sub: 'ann' }) }),
      'unauthorized',
    );
    const old = await world.token('tea', { sub: 'ann' }, { exp: '-1 minute' });
    refused(await client.request('token:renew', { token: old }), 'token-expired');
  }),

  contract('tokens', 'the end of a token is announced before it comes, and at it the seat is gone', async (world) => {
    const ann = await world.join('tea', 'Ann', { token: await world.token('tea') });
    // Connected before: nothing but the join has to be over by the end of the token.
    const bob = await world.connect();
    const exp = Math.ceil(Date.now() / 1000) + 1;
    const token = await world.token('tea', {}, { exp: new Date(exp * 1000) });
    const { resume } = await bob.join(world.room('tea'), 'Bob', { token });
    assert.equal((await bob.event('token:expiring')).at, exp * 1000);
    assert.equal((await bob.event('room:ended')).reason, 'token-expired');
    assert.equal((await ann.client.event('participant:left')).reason, 'token-expired');
    refused((await world.knock('tea', 'Bob', { resume })).ack, 'unauthorized');
  }),

  contract('open', 'a server without tokens gives a token no effect', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const token = await signToken({ room: world.room('tea'), role: 'host' });
    const mallory = await world.join('tea', 'Mallory', { token });
    assert.equal(mallory.admission.self.role, 'guest');
    refused(await ann.client.request('token:renew', { token }), 'not-allowed');
  }),
];
