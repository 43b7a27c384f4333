import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld, type Seated } from '../contract-world.js';

const CANDIDATE = { candidate: { candidate: 'candidate:1' } };

/** Makes tokens of a person whose check takes until they are let go of. */
type HeldToken = (sub: string, claims?: object) => Promise<string>;

/** A case with Ann and Bob in a room, and tokens that are being checked for as long as the case wants. */
function laneCase(
  name: string,
  play: (
    world: ContractWorld,
    scene: { ann: Seated; bob: Seated; held: HeldToken; letGo: () => Promise<void> },
  ) => Promise<void>,
): ContractCase {
  return contract('held-tokens', name, async (world) => {
    const heldBy = await mkdtemp(join(tmpdir(), 'noom-held-'));
    const letGo = (): Promise<void> => rm(heldBy, { recursive: true, force: true });
    const held: HeldToken = (sub, claims) => world.token('tea', { sub, heldBy, ...claims });
    const enter = async (sub: string): Promise<Seated> =>
      world.join('tea', sub, { token: await world.token('tea', { sub }) });
    try {
      await play(world, { ann: await enter('Ann'), bob: await enter('Bob'), held, letGo });
    } finally {
      await letGo();
    }
  });
}

/** Which requests of a connection wait for which: docs/protocol.md, "Lanes". */
export const LANES_CONTRACT: readonly ContractCase[] = [
  laneCase(
    'media does not wait for an ordered request of the same connection',
    async (_, { ann, bob, held, letGo }) => {
      const { client } = bob;
      const renewing = client.sendRequest('token:renew', JSON.stringify({ token: await held('Bob') }));
      const raising = client.sendRequest('state:set', '{"hand":true}');
      const signal = client.sendRequest('signal:send', JSON.stringify({ to: ann.id, ...CANDIDATE }));
      const refresh = client.sendRequest('ice:refresh', '{}');
      done(await client.ack(signal));
      done(await client.ack(refresh));
      assert.equal((await ann.client.event('signal:message')).from, bob.id);
      assert.deepEqual([client.acksOf(renewing), client.acksOf(raising)], [[], []]);
      await letGo();
      done(await client.ack(renewing));
      done(await client.ack(raising));
      assert.deepEqual(answered(bob), [signal, refresh, renewing, raising]);
    },
  ),

  laneCase('media that is sent behind a join waits for it, and is not refused', async (world, { ann, held, letGo }) => {
    const enter = async (name: string) => {
      const client = await world.connect();
      const request = { room: world.room('tea'), name, token: await held(name) };
      const ids = [
        client.sendRequest('room:join', JSON.stringify(request)),
        client.sendRequest('signal:send', JSON.stringify({ to: ann.id, ...CANDIDATE })),
        client.sendRequest('ice:refresh', '{}'),
      ];
      return { client, ids };
    };
    // Where there are two processes, one at each.
    const others = [await enter('Cas'), await enter('Dan')];
    done(await ann.client.request('state:set', { hand: true }));
    for (const { client } of others) assert.deepEqual(client.frames, []);
    await letGo();
    for (const { client, ids } of others) for (const id of ids) done(await client.ack(id));
  }),

  laneCase('media that is sent behind a leave, or a join that is refused, is refused', async (world, scene) => {
    const { ann, bob, held, letGo } = scene;
    const stranger = await world.connect();
    const request = { room: world.room('tea'), name: 'Mallory', token: await held('Mallory', { room: 'another' }) };
    const signal = JSON.stringify({ to: ann.id, ...CANDIDATE });
    const joining = stranger.sendRequest('room:join', JSON.stringify(request));
    const behindJoin = stranger.sendRequest('signal:send', signal);
    const renewing = bob.client.sendRequest('token:renew', JSON.stringify({ token: await held('Bob') }));
    const leaving = bob.client.sendRequest('room:leave', '{}');
    const behindLeave = bob.client.sendRequest('signal:send', signal);
    await letGo();
    refused(await stranger.ack(joining), 'unauthorized');
    refused(await stranger.ack(behindJoin), 'not-allowed');
    done(await bob.client.ack(renewing));
    done(await bob.client.ack(leaving));
    refused(await bob.client.ack(behindLeave), 'not-allowed');
    done(await ann.client.request('state:set', { hand: true }));
    assert.equal(ann.client.eventNames.includes('signal:message'), false);
  }),

  laneCase(
    'a connection of which more than a thousand requests wait is closed, and keeps its seat',
    async (world, { ann, bob, held, letGo }) => {
      bob.client.sendRequest('token:renew', JSON.stringify({ token: await held('Bob') }));
      for (let count = 0; count < 1000; count += 1) bob.client.sendRequest('state:set', '{"hand":true}');
      await bob.client.closed;
      // The others are served meanwhile.
      done(await ann.client.request('state:set', { hand: true }));
      await letGo();
      const back = await world.join('tea', 'Bob', { resume: bob.admission.resume });
      assert.equal(back.id, bob.id);
    },
  ),

  laneCase('a connection that is lost while a lane waits keeps its seat', async (world, { ann, bob, held, letGo }) => {
    bob.client.sendRequest('token:renew', JSON.stringify({ token: await held('Bob') }));
    done(await bob.client.request('signal:send', { to: ann.id, ...CANDIDATE }));
    bob.client.drop();
    await letGo();
    const back = await world.join('tea', 'Bob', { resume: bob.admission.resume });
    assert.equal(back.id, bob.id);
    assert.equal(ann.client.eventNames.includes('participant:left'), false);
  }),
];

/** The numbers of the requests that are answered, in the order of the answers. */
function answered({ client }: Seated): number[] {
  const ids = client.frames.map((frame) => /^43(\d+)/.exec(frame)?.[1]).filter((id) => id !== undefined);
  // Without the join's.
  return ids.map(Number).slice(1);
}
