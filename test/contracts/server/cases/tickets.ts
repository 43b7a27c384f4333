import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld, type Seated } from '../contract-world.js';

/** Ends a meeting the ordinary way: its last participant leaves. */
async function leaveAll(...people: Seated[]): Promise<void> {
  for (const { client } of people) done(await client.request('room:leave'));
}

/** A host by token, for the next life of the room. */
async function hostOf(world: ContractWorld, sub: string): Promise<Seated> {
  return await world.join('tea', 'Host', { token: await world.token('tea', { role: 'host', sub }) });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same token in other spellings. */
const SPELLINGS: readonly [what: string, spell: (token: string) => string][] = [
  ['with padding', (token) => `${token}=`],
  ['with more padding than there can be', (token) => `${token}==`],
  // 43 characters are 258 bits, of which a signature has 256.
  ['with other bits after the last byte', (token) => token.slice(0, -1) + spare(token.at(-1) ?? '')],
  ['with a space after it', (token) => `${token} `],
  ['with a space before it', (token) => ` ${token}`],
  ['with a line break in it', (token) => `${token.slice(0, -4)}\n${token.slice(-4)}`],
  ['in the letters of base64', (token) => token.replaceAll('-', '+').replaceAll('_', '/')],
];

function spare(letter: string): string {
  return ALPHABET[ALPHABET.indexOf(letter) ^ 1] ?? letter;
}

/** Tickets: what they are worth, in the same meeting and in another. */
export const TICKETS_CONTRACT: readonly ContractCase[] = [
  contract('tokens', 'a saved ticket does not open a later meeting, locked or not', async (world) => {
    const ann = await hostOf(world, 'ann');
    const cohost = { token: await world.token('tea', { role: 'cohost', sub: 'bob' }) };
    const bob = await world.join('tea', 'Bob', cohost);
    await leaveAll(ann, bob);
    const cy = await hostOf(world, 'cy');
    done(await cy.client.request('moderate:lobby', { on: true }));
    done(await cy.client.request('moderate:lock', { on: true }));
    const { resume } = bob.admission;
    refused((await world.knock('tea', 'Bob', { resume })).ack, 'unauthorized');
    const guest = { resume, token: await world.token('tea', { sub: 'bob' }) };
    refused((await world.knock('tea', 'Bob', guest)).ack, 'room-locked');
    done(await cy.client.request('moderate:lock', { on: false }));
    assert.equal((await world.knock('tea', 'Bob', guest)).ack.lobby, true);
    const { participant } = await cy.client.event('lobby:knocked');
    assert.deepEqual((participant as { role: string }).role, 'guest');
  }),

  contract(
    'lobby',
    'the holder of a saved ticket waits in the lobby of a later meeting like any newcomer',
    async (world) => {
      const ann = await world.join('tea', 'Ann');
      await leaveAll(ann);
      const cy = await world.join('tea', 'Cy');
      const { ack } = await world.knock('tea', 'Ann', { resume: ann.admission.resume });
      assert.equal(ack.lobby, true);
      const { participant } = await cy.client.event('lobby:knocked');
      const { id, role } = participant as { id: string; role: string };
      assert.deepEqual([id, role], [ann.id, 'guest']);
    },
  ),

  contract('tokens', 'a newer token of the same person overrides an older ticket', async (world) => {
    const ann = await hostOf(world, 'ann');
    const bob = await world.join('tea', 'Bob', { token: await world.token('tea', { sub: 'bob', name: 'Bob B.' }) });
    const { resume } = ann.admission;
    const newer = { resume, token: await world.token('tea', { sub: 'ann', role: 'guest', name: 'Ann A.' }) };
    ann.client.drop();
    const kept = await world.join('tea', 'Ann', newer);
    assert.deepEqual([kept.id, kept.admission.self.role, kept.admission.self.name], [ann.id, 'guest', 'Ann A.']);
    const { participant } = await bob.client.event('participant:updated');
    assert.deepEqual((participant as { role: string }).role, 'guest');
    refused(await kept.client.request('moderate:end'), 'not-allowed');
    done(await kept.client.request('room:leave'));
    const again = await world.join('tea', 'Ann', newer);
    assert.deepEqual([again.admission.self.role, again.admission.self.name], ['guest', 'Ann A.']);
  }),

  contract('tokens', 'a ruling of the room overrides a token, for the life of the room', async (world) => {
    const ann = await hostOf(world, 'ann');
    const token = await world.token('tea', { sub: 'bob', role: 'cohost' });
    const bob = await world.join('tea', 'Bob', { token });
    done(await ann.client.request('moderate:role', { id: bob.id, role: 'guest' }));
    bob.client.drop();
    const kept = await world.join('tea', 'Bob', { token, resume: bob.admission.resume });
    assert.equal(kept.admission.self.role, 'guest');
    done(await kept.client.request('room:leave'));
    const tickets = [{}, { resume: bob.admission.resume }, { resume: kept.admission.resume }];
    for (const ticket of tickets) {
      const back = await world.join('tea', 'Bob', { token, ...ticket });
      assert.equal(back.admission.self.role, 'guest', JSON.stringify(Object.keys(ticket)));
      done(await back.client.request('room:leave'));
    }
  }),

  contract('tokens', 'a name from a token stays after leaving', async (world) => {
    const token = await world.token('tea', { sub: 'bob', name: 'Bob B.' });
    const ann = await hostOf(world, 'ann');
    const bob = await world.join('tea', 'Bob', { token });
    const { resume } = bob.admission;
    done(await bob.client.request('room:leave'));
    refused((await world.knock('tea', 'Dr. Host', { resume })).ack, 'unauthorized');
    const back = await world.join('tea', 'Dr. Host', { resume, token });
    assert.equal(back.admission.self.name, 'Bob B.');
    back.client.drop();
    const kept = await world.join('tea', 'Dr. Host', { resume: back.admission.resume });
    assert.equal(kept.admission.self.name, 'Bob B.');
    refused(await kept.client.request('state:set', { name: 'Dr. Host' }), 'not-allowed');
    assert.equal(ann.client.eventNames.includes('participant:updated'), false);
  }),

  ...SPELLINGS.map(([what, spell]) =>
    contract('tokens', `a removed participant does not come back by the same token ${what}`, async (world) => {
      const ann = await hostOf(world, 'ann');
      const token = await world.token('tea');
      const bob = await world.join('tea', 'Bob', { token });
      done(await ann.client.request('moderate:remove', { id: bob.id }));
      refused((await world.knock('tea', 'Bob', { token })).ack, 'denied');
      const { ack } = await world.knock('tea', 'Bob', { token: spell(token) });
      assert.equal(ack.ok, false);
      assert.ok(['denied', 'unauthorized'].includes(ack.error?.code ?? ''), JSON.stringify(ack));
      // A token of another person is not affected.
      await world.join('tea', 'Cy', { token: await world.token('tea', { name: 'Cy' }) });
    }),
  ),

  contract('tokens', 'tokens of the same jti are one token', async (world) => {
    const ann = await hostOf(world, 'ann');
    const number = { jti: world.room('number') };
    const bob = await world.join('tea', 'Bob', { token: await world.token('tea', number) });
    done(await ann.client.request('moderate:remove', { id: bob.id }));
    const again = await world.token('tea', { ...number, nonce: 'other' });
    refused((await world.knock('tea', 'Bob', { token: again })).ack, 'denied');
  }),

  contract('tokens', 'a removed participant does not come back by a token that they brought before', async (world) => {
    const ann = await hostOf(world, 'ann');
    const [first, second] = [await world.token('tea', { jti: 'a' }), await world.token('tea', { jti: 'b' })];
    const bob = await world.join('tea', 'Bob', { token: first });
    done(await bob.client.request('token:renew', { token: second }));
    done(await ann.client.request('moderate:remove', { id: bob.id }));
    for (const token of [first, second]) refused((await world.knock('tea', 'Bob', { token })).ack, 'denied');
  }),

  contract('tokens', 'a token whose name is invisible is refused, and the refusal says so', async (world) => {
    for (const name of ['\u200b', '\u3164', ' \u2800 ', '']) {
      const { ack } = await world.knock('tea', 'Bob', { token: await world.token('tea', { name }) });
      refused(ack, 'unauthorized', JSON.stringify(name));
      assert.match(ack.error?.message ?? '', /"name".*visible/);
    }
    const token = await world.token('tea', { name: 'Ann\u200b' });
    assert.equal((await world.join('tea', 'Ann', { token })).admission.self.name, 'Ann');
  }),
];
