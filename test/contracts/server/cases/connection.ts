import assert from 'node:assert/strict';
import { NotConnected } from '../../../harness/browser/not-connected.js';
import { contract, type ContractCase } from '../contract-case.js';
import { done, refused, type ContractWorld } from '../contract-world.js';

const RESERVED = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];

async function handshake(world: ContractWorld, origin?: string): Promise<Response> {
  const url = new URL('/socket.io/?EIO=4&transport=polling', world.nextUrl());
  return await fetch(url, origin === undefined ? {} : { headers: { origin } });
}

/** Which clients may connect, and how every message is answered. */
export const CONNECTION_CONTRACT: readonly ContractCase[] = [
  contract('open', 'what is not a valid request is refused, with an ack that says why', async (world) => {
    const client = await world.connect();
    for (const name of ['no:such', '__proto__', 'constructor', ''])
      refused(await client.request(name), 'bad-request', name);
    for (const json of ['', 'null', '7', '"room"', '[]', '[{"room":"tea","name":"Ann"}]', '{"hand":1}']) {
      const id = client.takeId();
      client.send(`42${String(id)}["state:set"${json === '' ? '' : `,${json}`}]`);
      refused(await client.ack(id), 'bad-request', json);
    }
  }),

  contract('open', 'a request without an ack is handled too', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    bob.client.send('42["state:set",{"hand":true}]');
    await ann.client.event('participant:updated');
  }),

  contract('open', 'ordered requests of one connection are answered in order', async (world) => {
    const client = await world.connect();
    const room = world.room('tea');
    const ids = [
      client.sendRequest('room:join', JSON.stringify({ room, name: 'Ann' })),
      client.sendRequest('no:such', '{}'),
      client.sendRequest('state:set', '{"hand":true}'),
      client.sendRequest('room:leave', '{}'),
    ];
    await Promise.all(ids.map((id) => client.ack(id)));
    assert.deepEqual(
      client.frames.map((frame) => Number(/^43(\d+)/.exec(frame)?.[1])),
      ids,
    );
  }),

  contract('open', 'unknown fields are dropped, not refused', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    done(
      await bob.client.request('chat:send', { id: 'b1', text: 'x', from: ann.id, at: 0, seq: 99, extra: { deep: [] } }),
    );
    const message = await ann.client.event('chat:message');
    assert.deepEqual(Object.keys(message).sort(), ['at', 'from', 'id', 'name', 'seq', 'text']);
    assert.equal(message.from, bob.id);
  }),

  ...RESERVED.map((name) =>
    contract('open', `an event called "${name}" ends the connection that sent it, and no other`, async (world) => {
      const ann = await world.join('tea', 'Ann');
      const mallory = await world.connect();
      mallory.send(`42${JSON.stringify([name, {}])}`);
      await mallory.closed;
      done(await ann.client.request('state:set', { hand: true }));
    }),
  ),

  contract('open', 'a program without an origin is let in', async (world) => {
    assert.equal((await handshake(world)).status, 200);
  }),

  contract(
    'origins',
    'the origin is checked for both transports, and a page of another origin may not read the answer',
    async (world) => {
      await world.connect({ origin: 'https://good.example' });
      await world.connect();
      const good = await handshake(world, 'https://good.example');
      assert.deepEqual([good.status, good.headers.get('access-control-allow-origin')], [200, 'https://good.example']);
      const strangers = ['https://evil.example', 'http://good.example', 'https://good.example.evil.example', 'null'];
      for (const origin of strangers) {
        await assert.rejects(world.connect({ origin }), new NotConnected('HTTP 400', 400), origin);
        const { status, headers } = await handshake(world, origin);
        assert.deepEqual([status, headers.get('access-control-allow-origin')], [403, null], origin);
      }
    },
  ),

  contract('turn', 'the join names the TURN servers with a personal password that ends soon', async (world) => {
    const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
    const [server] = ann.admission.iceServers;
    const [until = '', id] = server?.username?.split(':') ?? [];
    assert.equal(id, ann.id);
    const leftS = Number(until) - Date.now() / 1000;
    assert.ok(leftS > 0 && leftS <= 86_400, String(leftS));
    assert.notEqual(server?.credential, bob.admission.iceServers[0]?.credential);
    const fresh = await ann.client.request('ice:refresh');
    assert.ok(Array.isArray(fresh.iceServers) && fresh.iceServers.length === ann.admission.iceServers.length);
    const stranger = await world.connect();
    refused(await stranger.request('ice:refresh'), 'not-allowed');
  }),
];
