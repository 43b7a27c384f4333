import assert from 'node:assert/strict';
import { unsignedToken } from '../../../harness/server/sign-token.js';
import { NotConnected } from '../../../harness/browser/not-connected.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, wasTold } from '../contract-world.js';

const OFFER = { type: 'offer', sdp: 'v=0\r\n' };
const MARKUP = '<img src=x onerror=alert(1)>';

/**
 * Faults of other kits' servers, each as the rule that prevents it here. Two more rules are not about the wire: without
 * a secret there is no public start (test/server/settings/settings.test.ts), and nothing kills the process (test/fuzz).
 */
export const FAULTS_CONTRACT: readonly ContractCase[] = [
  contract('open', 'fault: markup in a name or a message stays the text it is', async (world) => {
    const ann = await world.join('tea', 'Ann');
    const bob = await world.join('tea', MARKUP);
    const { participant } = await ann.client.event('participant:joined');
    assert.equal((participant as { name: string }).name, MARKUP);
    await bob.client.request('chat:send', { id: 'm', text: MARKUP });
    assert.equal((await ann.client.event('chat:message')).text, MARKUP);
  }),

  contract(
    'open',
    'fault: the host\u2019s name makes no host, nor does coming first after the host was lost',
    async (world) => {
      const [ann, , mallory] = await world.joined('tea', 'Ann', 'Bob', 'Ann');
      assert.equal(mallory.admission.self.role, 'guest');
      refused(await mallory.client.request('moderate:lock', { on: true }), 'not-allowed');
      ann.client.drop();
      const again = await world.join('tea', 'Ann');
      assert.equal(again.admission.self.role, 'guest');
      const back = await world.join('tea', 'Ann', { resume: ann.admission.resume });
      assert.equal(back.admission.self.role, 'host');
    },
  ),

  contract(
    'tokens',
    'fault: a claim in the request makes no host, nor does a token that is not signed',
    async (world) => {
      const claims = { role: 'host', isHost: true, presenter: true };
      const guest = await world.join('tea', 'Mallory', { ...claims, token: await world.token('tea') });
      assert.equal(guest.admission.self.role, 'guest');
      const token = unsignedToken({ room: world.room('tea'), ...claims });
      refused((await world.knock('tea', 'Mallory', { token })).ack, 'unauthorized');
    },
  ),

  contract(
    'open',
    'fault: without a seat in a room there is no signaling into it, whatever room a request names',
    async (world) => {
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      const mallory = await world.join('coffee', 'Mallory');
      for (const room of [world.room('tea'), [], [world.room('tea')], ann.id, null]) {
        refused(await mallory.client.request('signal:send', { to: ann.id, room, description: OFFER }), 'not-allowed');
        const ack = await mallory.client.request('signal:send', { to: [], room, description: OFFER });
        refused(ack, 'bad-request', JSON.stringify(room));
      }
      const stranger = await world.connect();
      refused(await stranger.request('room:join', { room: [], name: 'Mallory', offer: OFFER }), 'invalid-room');
      await bob.client.request('chat:send', { id: 'b1', text: 'still alone' });
      await ann.client.event('chat:message');
      await wasTold(ann.client, ['1 participant:joined', '2 chat:message']);
    },
  ),

  contract(
    'open',
    'fault: the sender of a signal or a message is set by the server, whatever the request names',
    async (world) => {
      const [ann, bob, cy] = await world.joined('tea', 'Ann', 'Bob', 'Cy');
      const forged = { from: cy.id, id: cy.id, sender: cy.id };
      done(await bob.client.request('signal:send', { ...forged, to: ann.id, description: OFFER }));
      done(await bob.client.request('chat:send', { ...forged, text: 'x' }));
      done(await bob.client.request('state:set', { ...forged, hand: true }));
      assert.equal((await ann.client.event('signal:message')).from, bob.id);
      assert.equal((await ann.client.event('chat:message')).from, bob.id);
      const { participant } = await ann.client.event('participant:updated');
      assert.equal((participant as { id: string }).id, bob.id);
    },
  ),

  contract(
    'lobby',
    'fault: participants who wait in the lobby reach none inside, and none inside reaches them',
    async (world) => {
      const ann = await world.join('tea', 'Ann');
      const { client } = await world.knock('tea', 'Bob', { offer: OFFER });
      const { participant } = await ann.client.event('lobby:knocked');
      const { id } = participant as { id: string };
      const candidate = { candidate: 'candidate:1' };
      refused(await client.request('signal:send', { to: ann.id, description: OFFER }), 'not-allowed');
      refused(await client.request('signal:send', { to: ann.id, candidate }), 'not-allowed');
      refused(await client.request('ice:refresh'), 'not-allowed');
      refused(await ann.client.request('signal:send', { to: id, candidate }), 'not-allowed');
      await wasTold(ann.client, ['1 lobby:knocked']);
      await wasTold(client, []);
    },
  ),

  contract('turn', 'fault: no TURN password is the same for all, or without an end', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const [one, other] = [ann, bob].map(({ admission }) => admission.iceServers[0]);
    assert.notEqual(one?.username, other?.username);
    assert.notEqual(one?.credential, other?.credential);
    assert.ok(Number(one?.username?.split(':')[0]) * 1000 > Date.now());
  }),

  contract(
    'origins',
    'fault: no page of another origin may connect, and no answer is readable by every origin',
    async (world) => {
      await assert.rejects(world.connect({ origin: 'https://evil.example' }), NotConnected);
      for (const method of ['GET', 'OPTIONS']) {
        const url = new URL('/socket.io/?EIO=4&transport=polling', world.nextUrl());
        const { headers } = await fetch(url, { method, headers: { origin: 'https://evil.example' } });
        assert.equal(headers.get('access-control-allow-origin'), null, method);
      }
    },
  ),

  contract('open', 'fault: a bad frame or a missing ack ends only the connection of its sender', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    for (const frame of [
      '42["room:join"]',
      '42["signal:send",null]',
      '42["chat:send",{"to":{}}]',
      '42["cmd"]',
      '42[',
      '4',
      'x',
    ]) {
      const mallory = await world.connect();
      mallory.send(frame);
      mallory.send('42["room:join",{"room":"x"}]');
    }
    done(await bob.client.request('chat:send', { id: 'b1', text: 'still here' }));
    await ann.client.event('chat:message');
  }),

  contract('open', 'fault: 50 MB are not read, and others go on meanwhile', async (world) => {
    const [ann, bob, mallory] = await world.joined('tea', 'Ann', 'Bob', 'Mallory');
    mallory.client.sendRequest('chat:send', JSON.stringify({ id: 'm', text: 'x'.repeat(50_000_000) }));
    for (let count = 0; count < 20; count += 1) {
      done(await bob.client.request('chat:send', { id: String(count), text: 'still here' }));
    }
    await mallory.client.closed;
    await ann.client.event('chat:message', ({ id }) => id === '19');
    const messages = ann.client.events.filter(({ name }) => name === 'chat:message');
    assert.equal(messages.length, 20);
  }),

  contract('small-limits', 'fault: a client that floods is cut off, and its room goes on', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const { client } = bob;
    for (let count = 0; count < 200; count += 1)
      client.sendRequest('signal:send', JSON.stringify({ to: ann.id, description: OFFER }));
    await client.closed;
    done(await ann.client.request('state:set', { hand: true }));
    const signals = ann.client.events.filter(({ name }) => name === 'signal:message');
    assert.ok(signals.length < 200, `${String(signals.length)} signals came through`);
  }),

  contract(
    'open',
    'fault: the id of another participant, beside an own ticket, does not give what is meant for them',
    async (world) => {
      const [ann, bob, mallory] = await world.joined('tea', 'Ann', 'Bob', 'Mallory');
      bob.client.drop();
      const [, signature = ''] = mallory.admission.resume.split('.');
      const body = Buffer.from(JSON.stringify({ room: world.room('tea'), id: bob.id, role: 'host', exp: 9e9 }));
      const forged = `${body.toString('base64url')}.${signature}`;
      const thief = await world.join('tea', 'Bob', { id: bob.id, self: { id: bob.id }, resume: forged, lastSeq: 0 });
      assert.notEqual(thief.id, bob.id);
      done(await ann.client.request('signal:send', { to: bob.id, description: OFFER }));
      const back = await world.join('tea', 'Bob', { resume: bob.admission.resume, lastSeq: 0 });
      assert.equal((await back.client.event('signal:message')).from, ann.id);
      assert.equal(thief.client.eventNames.includes('signal:message'), false);
    },
  ),
];
