import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, wasTold, type ContractWorld, type Seated } from '../contract-world.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
/** What the host of a lobby is told until a participant is inside. */
const ADMITTED = ['1 room:updated', '2 lobby:knocked', '3 lobby:gone', '4 participant:joined'];

/** A participant who waits in a lobby, and the id by which they can be let in. */
async function waiting(world: ContractWorld, host: Seated, name: string) {
  const { client, ack } = await world.knock('tea', name);
  done(ack);
  const isTheirs = ({ participant }: Record<string, unknown>): boolean =>
    (participant as { name: string }).name === name;
  const { participant } = await host.client.event('lobby:knocked', isTheirs);
  return { client, ack, id: (participant as { id: string }).id };
}

async function withLobby(world: ContractWorld): Promise<Seated> {
  const ann = await world.join('tea', 'Ann');
  done(await ann.client.request('moderate:lobby', { on: true }));
  return ann;
}

/** The lobby and the lock: who gets in, and what a participant who waits can do. */
export const ADMISSION_CONTRACT: readonly ContractCase[] = [
  contract('open', 'a participant who waits is told nothing of the room, and can only wait or leave', async (world) => {
    const ann = await withLobby(world);
    const bob = await waiting(world, ann, 'Bob');
    assert.deepEqual(Object.keys(bob.ack).sort(), ['lobby', 'ok', 'resume']);
    const attempts: Record<string, object> = {
      'signal:send': { to: ann.id, description: OFFER },
      'chat:send': { id: 'b1', text: 'hello' },
      'state:set': { hand: true },
      'ice:refresh': {},
      'room:join': { room: world.room('tea'), name: 'Bob' },
      'moderate:admit': { id: bob.id },
      'moderate:lobby': { on: false },
      'moderate:end': {},
      'media:joined': { epoch: 0, sources: [] },
      'media:token': { epoch: 0 },
    };
    for (const [name, payload] of Object.entries(attempts)) {
      refused(await bob.client.request(name, payload), 'not-allowed', name);
    }
    refused(await ann.client.request('signal:send', { to: bob.id, description: OFFER }), 'not-allowed');
    refused(await ann.client.request('moderate:spotlight', { id: bob.id }), 'not-allowed');
    await ann.client.request('chat:send', { id: 'a1', text: 'who is it?' });
    await ann.client.request('state:set', { hand: true });
    done(await ann.client.request('moderate:admit', { id: bob.id }));
    await bob.client.event('lobby:admitted');
    await wasTold(bob.client, ['1 lobby:admitted']);
  }),

  contract('open', 'a participant who is let in gets a seat with everything that a join gives', async (world) => {
    const ann = await withLobby(world);
    const bob = await waiting(world, ann, 'Bob');
    await ann.client.request('moderate:admit', { id: bob.id });
    const { seq, ...admission } = await bob.client.event('lobby:admitted');
    assert.deepEqual(Object.keys(admission).sort(), [
      'features',
      'iceServers',
      'participants',
      'protocol',
      'resume',
      'room',
      'self',
    ]);
    assert.deepEqual([seq, admission.participants], [1, [ann.admission.self]]);
    await wasTold(ann.client, ADMITTED);
    bob.client.drop();
    const back = await world.join('tea', 'Bob', { resume: admission.resume });
    assert.equal(back.id, bob.id);
  }),

  contract('open', 'a participant who is denied is told so, and refused when asking again', async (world) => {
    const ann = await withLobby(world);
    const bob = await waiting(world, ann, 'Bob');
    done(await ann.client.request('moderate:deny', { id: bob.id }));
    await bob.client.event('lobby:denied');
    refused(await ann.client.request('moderate:admit', { id: bob.id }), 'not-allowed');
    refused((await world.knock('tea', 'Bob', { resume: bob.ack.resume })).ack, 'denied');
  }),

  contract('open', 'a place in the lobby is taken back by its ticket, silently', async (world) => {
    const ann = await withLobby(world);
    const bob = await waiting(world, ann, 'Bob');
    bob.client.drop();
    const back = await world.knock('tea', 'Bob', { resume: bob.ack.resume, lastSeq: 0 });
    assert.equal(back.ack.lobby, true);
    await ann.client.request('moderate:admit', { id: bob.id });
    await back.client.event('lobby:admitted');
    await wasTold(ann.client, ADMITTED);
  }),

  contract('open', 'a participant who leaves the lobby is gone at once', async (world) => {
    const ann = await withLobby(world);
    const bob = await waiting(world, ann, 'Bob');
    done(await bob.client.request('room:leave'));
    assert.equal((await ann.client.event('lobby:gone')).id, bob.id);
    await bob.client.join(world.room('coffee'), 'Bob');
  }),

  contract('open', 'a locked room, a full one and a denial have different answers', async (world) => {
    const ann = await world.join('tea', 'Ann');
    done(await ann.client.request('moderate:lock', { on: true }));
    refused((await world.knock('tea', 'Bob')).ack, 'room-locked');
    done(await ann.client.request('moderate:lock', { on: false }));
    const names = Array.from({ length: 11 }, (_, index) => `Guest ${String(index)}`);
    const guests = await world.joined('tea', ...names);
    refused((await world.knock('tea', 'Bob')).ack, 'room-full');
    const [guest] = guests;
    assert.ok(guest);
    done(await ann.client.request('moderate:remove', { id: guest.id }));
    refused((await world.knock('tea', 'Guest', { resume: guest.admission.resume })).ack, 'denied');
  }),

  contract('open', 'a lock keeps no participant out who has a seat', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    done(await ann.client.request('moderate:lock', { on: true }));
    bob.client.drop();
    assert.equal((await world.join('tea', 'Bob', { resume: bob.admission.resume })).id, bob.id);
  }),

  contract('lobby', 'where rooms begin with a lobby, only the first participant passes it', async (world) => {
    const ann = await world.join('tea', 'Ann');
    assert.deepEqual([ann.admission.room.lobby, ann.admission.self.role], [true, 'host']);
    const bob = await waiting(world, ann, 'Bob');
    done(await ann.client.request('room:leave'));
    assert.equal((await bob.client.event('room:ended')).reason, 'ended');
    await bob.client.closed;
  }),

  contract('tokens', 'hosts and cohosts by token pass lock and lobby; guests and viewers do not', async (world) => {
    const token = async (role: string): Promise<object> => ({ token: await world.token('tea', { role, sub: role }) });
    const ann = await world.join('tea', 'Ann', { token: await world.token('tea', { role: 'host', lobby: true }) });
    assert.equal((await world.knock('tea', 'Guest', await token('guest'))).ack.lobby, true);
    done(await ann.client.request('moderate:lock', { on: true }));
    refused((await world.knock('tea', 'Viewer', await token('viewer'))).ack, 'room-locked');
    await world.join('tea', 'Cohost', await token('cohost'));
    await world.join('tea', 'Host', await token('host'));
  }),
];
