import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, wasTold } from '../contract-world.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
const createNonce = (): string => randomBytes(16).toString('hex');

/** A join whose answer does not arrive, and is asked for again with the same nonce. */
export const LOST_ANSWERS_CONTRACT: readonly ContractCase[] = [
  contract(
    'open',
    'a join with the nonce of an earlier one gets the same seat, and the others know of one',
    async (world) => {
      const ann = await world.join('tea', 'Ann');
      const request = { nonce: createNonce(), offer: OFFER, sources: { camera: true } };
      const lost = await world.join('tea', 'Bob', request);
      lost.client.drop();
      const answer = { type: 'answer', sdp: 'v=0\r\n' };
      done(await ann.client.request('signal:send', { to: lost.id, description: answer, generation: 1 }));
      const bob = await world.join('tea', 'Bob', { ...request, lastSeq: 0 });
      assert.deepEqual({ ...bob.admission, resume: '' }, { ...lost.admission, resume: '' });
      assert.equal(bob.admission.offeredTo, ann.id);
      await wasTold(bob.client, ['1 signal:message']);
      // The offer is the same, and is not handed over once more.
      await wasTold(ann.client, ['1 participant:joined', '2 signal:message']);
      const cy = await world.join('tea', 'Cy');
      assert.deepEqual(
        cy.admission.participants.map(({ id }) => id),
        [ann.id, bob.id],
      );
    },
  ),

  contract('open', 'it gets the seat also while the earlier connection still looks open', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann', { nonce });
    const again = await world.join('tea', 'Ann', { nonce, lastSeq: 0 });
    assert.deepEqual(again.admission.self, ann.admission.self);
    assert.equal((await ann.client.event('room:ended')).reason, 'duplicate');
    await ann.client.closed;
    const bob = await world.join('tea', 'Bob');
    assert.deepEqual(bob.admission.participants, [again.admission.self]);
  }),

  contract(
    'small-limits',
    'it gets the seat in a room that is full, and is not counted as another join',
    async (world) => {
      const nonce = createNonce();
      await world.joined('tea', 'Ann', 'Bob');
      const cy = await world.join('tea', 'Cy', { nonce });
      let last = cy.client;
      refused((await world.knock('tea', 'Dan', { nonce: createNonce() })).ack, 'room-full');
      for (let time = 0; time < 2; time += 1) {
        last.drop();
        const { client, ack } = await world.knock('tea', 'Cy', { nonce, lastSeq: 0 });
        last = client;
        done(ack);
        assert.deepEqual(ack.self, cy.admission.self);
      }
    },
  ),

  contract('lobby', 'a place in the lobby is kept alike, and those who let in know of one', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann');
    const { client } = await world.knock('tea', 'Bob', { nonce });
    const { participant } = await ann.client.event('lobby:knocked');
    client.drop();
    const bob = await world.knock('tea', 'Bob', { nonce, lastSeq: 0 });
    assert.equal(bob.ack.lobby, true);
    await wasTold(ann.client, ['1 lobby:knocked']);
    bob.client.drop();
    done(await ann.client.request('moderate:admit', { id: (participant as { id: string }).id }));
    const inside = await world.join('tea', 'Bob', { nonce, lastSeq: 0 });
    assert.equal(inside.id, (participant as { id: string }).id);
    assert.deepEqual(inside.client.eventNames, []);
  }),

  contract(
    'open',
    'the nonce of another room, or another nonce, gives no seat of another participant',
    async (world) => {
      const nonce = createNonce();
      const ann = await world.join('tea', 'Ann', { nonce });
      const other = await world.join('coffee', 'Ann', { nonce });
      const stranger = await world.join('tea', 'Ann', { nonce: createNonce() });
      assert.equal(new Set([ann.id, other.id, stranger.id]).size, 3);
      assert.equal(stranger.admission.self.role, 'guest');
      for (const wrong of ['', 'x'.repeat(21), 'x'.repeat(65), 7, [nonce]])
        refused((await world.knock('tea', 'Ann', { nonce: wrong })).ack, 'bad-request', JSON.stringify(wrong));
      // What the others know of a participant is no nonce of theirs.
      const thief = await world.join('tea', 'Ann', { nonce: ann.id, lastSeq: 0 });
      assert.notEqual(thief.id, ann.id);
    },
  ),

  contract('open', 'a nonce is told to nobody', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { nonce });
    done(await bob.client.request('state:set', { hand: true }));
    await ann.client.event('participant:updated');
    const cy = await world.join('tea', 'Cy');
    const heard = [ann, bob, cy].flatMap(({ client }) => client.frames).join('\n');
    assert.ok(heard.includes(bob.id));
    assert.equal(heard.includes(nonce), false);
  }),

  contract('open', 'a participant who was removed does not get in by the nonce either', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { nonce });
    bob.client.drop();
    done(await ann.client.request('moderate:remove', { id: bob.id }));
    refused((await world.knock('tea', 'Bob', { nonce, lastSeq: 0 })).ack, 'denied');
  }),

  contract('short-grace', 'a nonce whose seat is given up is that of a newcomer', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann', { nonce });
    const bob = await world.join('tea', 'Bob');
    ann.client.drop();
    await bob.client.event('participant:left');
    await bob.client.event('participant:updated');
    const back = await world.join('tea', 'Ann', { nonce, lastSeq: 0 });
    assert.equal(back.admission.self.role, 'guest');
    assert.deepEqual(
      back.admission.participants.map(({ id }) => id),
      [bob.id],
    );
  }),

  contract(
    'tokens',
    'a nonce stands for the token as long as its seat is kept, and not for that of another person',
    async (world) => {
      const nonce = createNonce();
      const token = await world.token('tea', { sub: 'ann', role: 'host', name: 'Dr. Ann' });
      const ann = await world.join('tea', 'Ann', { nonce, token });
      ann.client.drop();
      const mallory = await world.token('tea', { sub: 'mallory' });
      refused((await world.knock('tea', 'Ann', { nonce, token: mallory })).ack, 'unauthorized');
      const again = await world.join('tea', 'Somebody', { nonce, token, lastSeq: 0 });
      assert.deepEqual(again.admission.self, ann.admission.self);
      again.client.drop();
      const once = await world.join('tea', 'Somebody', { nonce, lastSeq: 0 });
      assert.deepEqual(once.admission.self, ann.admission.self);
      done(await once.client.request('room:leave'));
      refused((await world.knock('tea', 'Ann', { nonce })).ack, 'unauthorized');
    },
  ),

  contract('open', 'a seat whose answer was lost is given up by its nonce', async (world) => {
    const nonce = createNonce();
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', 'Bob', { nonce });
    bob.client.drop();
    const later = await world.connect();
    done(await later.request('room:leave', { room: world.room('tea'), nonce: createNonce() }));
    done(await later.request('room:leave', { room: world.room('tea'), nonce }));
    const { id, reason } = await ann.client.event('participant:left');
    assert.deepEqual([id, reason], [bob.id, 'left']);
  }),

  contract('small-limits', 'a leave before the join, over one connection, makes room for it', async (world) => {
    const [, , cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
    cy.client.drop();
    const room = world.room('tea');
    const { client } = await world.connect().then((connected) => ({ client: connected }));
    const leave = client.sendRequest('room:leave', JSON.stringify({ room, resume: cy.admission.resume }));
    const join = client.sendRequest('room:join', JSON.stringify({ room, name: 'Cy', nonce: createNonce() }));
    done(await client.ack(leave));
    done(await client.ack(join));
  }),
];
