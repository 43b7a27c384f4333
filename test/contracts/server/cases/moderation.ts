import assert from 'node:assert/strict';
import { documentTable } from '../../../harness/documents.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld, type Seated } from '../contract-world.js';

const ROLES = ['host', 'cohost', 'guest', 'viewer'] as const;
type Role = (typeof ROLES)[number];

/** The roles that each term in the table of docs/protocol.md stands for. */
const WHOM: Readonly<Record<string, readonly Role[]>> = {
  'any role': ROLES,
  'any role below host': ['cohost', 'guest', 'viewer'],
  'guests, viewers': ['guest', 'viewer'],
  'all but viewers': ['host', 'cohost', 'guest'],
  '–': [],
};

const PAYLOADS: Readonly<Record<string, (id: string) => object>> = {
  admit: (id) => ({ id }),
  deny: (id) => ({ id }),
  remove: (id) => ({ id }),
  mute: (id) => ({ id }),
  ask: (id) => ({ id }),
  spotlight: (id) => ({ id }),
  role: (id) => ({ id, role: 'guest' }),
  lock: () => ({ on: true }),
  lobby: () => ({ on: true }),
  topology: () => ({ plane: 'mesh' }),
  end: () => ({}),
};

async function sit(world: ContractWorld, role: Role, more: object = {}): Promise<Seated> {
  return await world.join('tea', role, {
    token: await world.token('tea', { role, ...more }),
    features: ['unmute-ask'],
  });
}

/** Ids of a target of each role: in the lobby, where only roles below cohost ever wait, or in the room. */
async function targets(world: ContractWorld, host: Seated, isAtTheDoor: boolean): Promise<Map<Role, string>> {
  const ids = new Map<Role, string>();
  if (!isAtTheDoor) {
    for (const role of ROLES) ids.set(role, (await sit(world, role)).id);
    return ids;
  }
  done(await host.client.request('moderate:lobby', { on: true }));
  for (const role of ['guest', 'viewer'] as const) {
    done((await world.knock('tea', role, { token: await world.token('tea', { role }) })).ack);
    const isTheirs = ({ participant }: Record<string, unknown>): boolean =>
      (participant as { name: string }).name === role;
    const { participant } = await host.client.event('lobby:knocked', isTheirs);
    ids.set(role, (participant as { id: string }).id);
  }
  return ids;
}

/** One cell of that table: what a role may do, and to whom. */
function cell(action: string, role: Role, words: string): ContractCase {
  return contract('tokens', `${action} by a ${role}: ${words}`, async (world) => {
    const host = await sit(world, 'host');
    const actor = await sit(world, role);
    const payload = PAYLOADS[action];
    assert.ok(payload, `the contract knows how to ask for "${action}"`);
    const whom = WHOM[words];
    if (words === 'yes' || ['lock', 'lobby', 'topology', 'end'].includes(action)) {
      const ack = await actor.client.request(`moderate:${action}`, payload(''));
      if (words === 'yes') done(ack);
      else refused(ack, 'not-allowed');
      return;
    }
    assert.ok(whom, `the contract knows what "${words}" means`);
    for (const [target, id] of await targets(world, host, action === 'admit' || action === 'deny')) {
      const ack = await actor.client.request(`moderate:${action}`, payload(id));
      if (whom.includes(target)) done(ack);
      else refused(ack, 'not-allowed', `to a ${target}`);
    }
  });
}

const table = documentTable('docs/protocol.md', '### `moderate:…`').flatMap(([action = '', ...cells]) =>
  ROLES.map((role, index) => cell(/`(\w+)`/.exec(action)?.[1] ?? action, role, cells[index] ?? '')),
);

/** Moderation. */
export const MODERATION_CONTRACT: readonly ContractCase[] = [
  ...table,

  contract('open', 'the host hands the room over, and is cohost then', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    refused(await ann.client.request('moderate:role', { id: ann.id, role: 'guest' }), 'not-allowed');
    done(await ann.client.request('moderate:role', { id: bob.id, role: 'host' }));
    refused(await ann.client.request('moderate:end'), 'not-allowed');
    done(await ann.client.request('moderate:lock', { on: true }));
    done(await bob.client.request('moderate:end'));
    assert.equal((await ann.client.event('room:ended')).reason, 'ended');
  }),

  contract('open', 'a removed participant comes back neither by seat nor by ticket', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    done(await ann.client.request('moderate:remove', { id: bob.id }));
    assert.equal((await bob.client.event('room:ended')).reason, 'removed');
    await bob.client.closed;
    assert.deepEqual(await ann.client.event('participant:left'), { seq: 2, id: bob.id, reason: 'removed' });
    refused((await world.knock('tea', 'Bob', { resume: bob.admission.resume })).ack, 'denied');
  }),

  contract('tokens', 'a removed participant does not come back with that token', async (world) => {
    const host = await sit(world, 'host');
    for (const claims of [{ sub: 'bob' }, {}]) {
      const token = await world.token('tea', { role: 'guest', ...claims });
      const bob = await world.join('tea', 'Bob', { token });
      done(await host.client.request('moderate:remove', { id: bob.id }));
      await bob.client.closed;
      refused((await world.knock('tea', 'Bob', { token })).ack, 'denied', JSON.stringify(claims));
    }
  }),

  contract('open', 'a muted participant can turn the microphone on again', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { sources: { microphone: true } });
    done(await ann.client.request('moderate:mute'));
    assert.deepEqual(await bob.client.event('moderate:applied'), { seq: 2, action: 'mute', by: ann.id });
    done(await bob.client.request('state:set', { sources: { microphone: true } }));
    const isOn = ({ participant }: Record<string, unknown>): boolean =>
      (participant as { sources: { microphone: boolean } }).sources.microphone;
    await ann.client.event('participant:updated', isOn);
  }),

  contract(
    'open',
    'a participant who is asked to turn the microphone on is told by whom, and not twice at once',
    async (world) => {
      const ann = await world.join('tea', 'Ann');
      const features = ['unmute-ask'];
      const [bob, cy] = [await world.join('tea', 'Bob', { features }), await world.join('tea', 'Cy', { features })];
      done(await ann.client.request('moderate:ask', { id: bob.id }));
      const told = await bob.client.event('moderate:applied');
      assert.deepEqual([told.action, told.by, told.id], ['ask', ann.id, bob.id]);
      refused(await ann.client.request('moderate:ask', { id: bob.id }), 'rate-limited');
      done(await ann.client.request('moderate:ask', { id: cy.id }));
      refused(await bob.client.request('moderate:ask', { id: cy.id }), 'not-allowed');
      refused(await ann.client.request('moderate:ask', { id: ann.id }), 'not-allowed');
      refused(await ann.client.request('moderate:ask', { id: 'nobody' }), 'not-allowed');
    },
  ),

  contract('open', 'neither an older page nor one whose microphone is on is asked to turn it on', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { sources: { microphone: true }, features: ['unmute-ask'] });
    const cy = await world.join('tea', 'Cy');
    refused(await ann.client.request('moderate:ask', { id: cy.id }), 'not-allowed');
    done(await ann.client.request('moderate:ask', { id: bob.id }));
    done(await bob.client.request('state:set', { sources: { microphone: false } }));
    // The first that is told is of this ask: the one before was for nothing.
    done(await ann.client.request('moderate:ask', { id: bob.id }));
    assert.equal((await bob.client.event('moderate:applied')).action, 'ask');
  }),

  contract('open', 'neither an ask nor a reaction is replayed to a participant who comes back', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const features = ['unmute-ask', 'react'];
    const bob = await world.join('tea', 'Bob', { features });
    const [ask, react] = [
      () => ann.client.request('moderate:ask', { id: bob.id }),
      (id: string) => ann.client.request('react', { id, emoji: '👏' }),
    ];
    done(await ask());
    done(await react('1'));
    await bob.client.event('react');
    bob.client.drop();
    await bob.client.closed;
    done(await react('2'));
    done(await ann.client.request('chat:send', { id: 'm', text: 'x' }));
    const { client } = await world.join('tea', 'Bob', { features, resume: bob.admission.resume, lastSeq: 0 });
    await client.event('chat:message');
    assert.deepEqual(client.eventNames, ['chat:message']);
  }),

  contract('open', 'an invalid request is refused before the role is checked', async (world) => {
    const [, bob] = await world.joined('tea', 'Ann', 'Bob');
    refused(await bob.client.request('moderate:lock', { on: 'yes' }), 'bad-request');
    refused(await bob.client.request('moderate:role', { id: bob.id, role: 'king' }), 'bad-request');
    refused(await bob.client.request('moderate:role', { id: bob.id, role: 'host' }), 'not-allowed');
  }),

  contract('tokens', 'a viewer sends nothing, and may chat and raise a hand', async (world) => {
    const viewer = await world.join('tea', 'Vi', {
      token: await world.token('tea', { role: 'viewer' }),
      sources: { camera: true },
    });
    assert.equal(viewer.admission.self.sources.camera, false);
    refused(await viewer.client.request('state:set', { sources: { microphone: true } }), 'not-allowed');
    done(await viewer.client.request('state:set', { hand: true }));
    done(await viewer.client.request('chat:send', { id: 'v1', text: 'hello' }));
  }),

  contract('open', 'no return begins a room again that was ended', async (world) => {
    const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    cy.client.drop();
    done(await ann.client.request('moderate:end'));
    await bob.client.closed;
    // Bob may have been told on a connection that was lost, and not know.
    for (const { admission } of [bob, cy]) {
      refused((await world.knock('tea', 'Bob', { resume: admission.resume })).ack, 'not-allowed');
    }
    assert.equal((await world.join('tea', 'Dee')).admission.self.role, 'host');
  }),
];
