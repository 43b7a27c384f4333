import assert from 'node:assert/strict';
import { contract, type ContractCase } from '../contract-case.js';
import { done, wasTold } from '../contract-world.js';

/** Giving up a seat by its ticket, on a connection without a seat. */
export const LEAVING_CONTRACT: readonly ContractCase[] = [
  contract('open', 'a kept seat is given up by its ticket, and the others are told at once', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.drop();
    const ticket = { room: world.room('tea'), resume: bob.admission.resume };
    const later = await world.connect();
    done(await later.request('room:leave', ticket));
    const { id, reason } = await ann.client.event('participant:left');
    assert.deepEqual([id, reason], [bob.id, 'left']);
    // Also when it comes twice, because the answer was lost.
    done(await (await world.connect()).request('room:leave', ticket));
    done(await later.request('room:leave', ticket));
    const cy = await world.join('tea', 'Cy');
    assert.deepEqual(cy.admission.participants, [ann.admission.self]);
    await wasTold(ann.client, ['1 participant:joined', '2 participant:left', '3 participant:joined']);
  }),

  contract('open', 'a seat is given up by its ticket while its old connection still looks open', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const ticket = { room: world.room('tea'), resume: bob.admission.resume };
    done(await (await world.connect()).request('room:leave', ticket));
    assert.equal((await ann.client.event('participant:left')).reason, 'left');
    assert.equal((await bob.client.event('room:ended')).reason, 'left');
    await bob.client.closed;
  }),

  contract('open', 'the last one to leave by a ticket ends the room', async (world) => {
    const ann = await world.join('tea', 'Ann');
    await ann.client.request('moderate:lock', { on: true });
    ann.client.drop();
    done(
      await (await world.connect()).request('room:leave', { room: world.room('tea'), resume: ann.admission.resume }),
    );
    const bob = await world.join('tea', 'Bob');
    assert.deepEqual([bob.admission.self.role, bob.admission.room.locked], ['host', false]);
  }),

  contract('open', 'a place in the lobby is given up by its ticket', async (world) => {
    const ann = await world.join('tea', 'Ann');
    await ann.client.request('moderate:lobby', { on: true });
    const bob = await world.knock('tea', 'Bob');
    const { participant } = await ann.client.event('lobby:knocked');
    bob.client.drop();
    const { resume } = bob.ack as { resume?: string };
    done(await (await world.connect()).request('room:leave', { room: world.room('tea'), resume }));
    assert.equal((await ann.client.event('lobby:gone')).id, (participant as { id: string }).id);
  }),

  contract('open', 'a connection with a seat gives up that one, whatever ticket it brings', async (world) => {
    const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    done(await bob.client.request('room:leave', { room: world.room('tea'), resume: cy.admission.resume }));
    assert.equal((await ann.client.event('participant:left')).id, bob.id);
    done(await ann.client.request('signal:send', { to: cy.id, candidate: { candidate: '' } }));
    await cy.client.event('signal:message');
  }),

  contract(
    'open',
    'a participant who joined again keeps the new seat when the earlier leave arrives late',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      bob.client.drop();
      const again = await world.join('tea', 'Bob');
      done(
        await (await world.connect()).request('room:leave', { room: world.room('tea'), resume: bob.admission.resume }),
      );
      assert.equal((await ann.client.event('participant:left')).id, bob.id);
      done(await ann.client.request('signal:send', { to: again.id, candidate: { candidate: '' } }));
      await again.client.event('signal:message');
    },
  ),

  contract('open', 'a ticket that is not valid, or of another room, gives up no seat', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const other = await world.join('coffee', 'Ann');
    const room = world.room('tea');
    const { resume } = bob.admission;
    const forged = resume.replace(/\..*$/, `.${'A'.repeat(43)}`);
    const stranger = await world.connect();
    for (const ticket of [
      ...[
        { room, resume: forged },
        { room, resume: other.admission.resume },
        { room: world.room('coffee'), resume },
      ],
      ...[{ room }, { resume }, { room: world.room('nowhere'), resume }],
    ]) {
      done(await stranger.request('room:leave', ticket));
    }
    assert.equal((await stranger.request('room:leave', { room, resume: 1 })).error?.code, 'bad-request');
    done(await ann.client.request('signal:send', { to: bob.id, candidate: { candidate: '' } }));
    await bob.client.event('signal:message');
    await wasTold(ann.client, ['1 participant:joined']);
  }),
];
