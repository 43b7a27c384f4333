import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, type RawAck } from './harness.js';

const NAMES = [
  'room:join',
  'room:leave',
  'signal:send',
  'state:set',
  'chat:send',
  'moderate:admit',
  'moderate:deny',
  'moderate:remove',
  'moderate:mute',
  'moderate:lock',
  'moderate:lobby',
  'moderate:spotlight',
  'moderate:role',
  'moderate:end',
  'ice:refresh',
];

function deep(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

const HOSTILE: readonly [what: string, args: unknown[]][] = [
  ['nothing', []],
  ['null', [null]],
  ['a number', [7]],
  ['a text', ['room']],
  ['a truth', [true]],
  ['an array', [[{ room: 'tea', name: 'Mallory' }]]],
  ['an empty object', [{}]],
  ['bytes', [Buffer.from('abc')]],
  [
    'bytes for each field',
    [{ room: Buffer.from('tea'), name: Buffer.from('M'), to: Buffer.from('x'), id: Buffer.from('x') }],
  ],
  [
    'objects for texts',
    [{ room: { toString: 'tea' }, name: {}, to: {}, id: {}, text: {}, on: {}, role: {}, sources: 1 }],
  ],
  [
    'arrays for texts',
    [{ room: ['tea'], name: ['M'], to: ['x'], id: ['x'], text: ['x'], role: ['host'], sources: [] }],
  ],
  ['a prototype', [JSON.parse('{"__proto__":{"room":"tea","name":"M","ok":true},"constructor":{"prototype":{}}}')]],
  ['the wrong order', ['x', { room: 'tea', name: 'Mallory' }]],
  ['a very deep object', [deep(200)]],
  ['control characters', [{ room: 'a\u0000b', name: 'a\nb', id: '', to: '' }]],
];

test('whatever comes, every ack is called, and honest rooms hear nothing of it', async (t) => {
  const world = await createWorld(t, { requestsPerSecond: 1000 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  const mallory = await world.client();
  for (const name of [...NAMES, 'no:such', '__proto__', 'constructor', 'error', '']) {
    for (const [what, args] of HOSTILE) {
      const ack: RawAck = await mallory.request(name, ...args);
      const where = `${name} with ${what}: ${JSON.stringify(ack)}`;
      const isHarmless = name === 'room:leave' && typeof args[0] === 'object' && ack.ok;
      assert.ok(isHarmless || (!ack.ok && ack.error && ack.error.message !== ''), where);
      assert.notEqual(ack.error?.code, 'internal', where);
    }
  }
  // The same without an ack: nothing to answer, and nothing breaks.
  for (const name of NAMES) for (const [, args] of HOSTILE) mallory.socket.emit(name, ...args);
  assert.equal((await mallory.request('ice:refresh', {})).error?.code, 'not-allowed');
  await ann?.client.request('chat:send', { id: 'still', text: 'here' });
  await bob?.client.event('chat:message');
  assert.deepEqual(bob?.client.eventNames, ['chat:message']);
  assert.deepEqual(ann?.client.eventNames, ['participant:joined']);
});

test('a seat gives no more right to nonsense', async (t) => {
  const world = await createWorld(t, { requestsPerSecond: 1000 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const harmless = new Set(['room:leave', 'ice:refresh', 'state:set']);
  for (const name of NAMES.filter((each) => !harmless.has(each))) {
    for (const [what, args] of HOSTILE) {
      const ack = await bob.client.request(name, ...args);
      assert.ok(!ack.ok && ack.error && ack.error.code !== 'internal', `${name} with ${what}: ${JSON.stringify(ack)}`);
    }
  }
  await bob.client.request('chat:send', { id: 'still', text: 'here' });
  await ann.client.event('chat:message');
  assert.deepEqual(ann.client.eventNames, ['participant:joined', 'chat:message']);
});

for (const [what, join, code] of [
  ['no room', { name: 'Ann' }, 'invalid-room'],
  ['a room that is a number', { room: 5, name: 'Ann' }, 'invalid-room'],
  ['an empty room', { room: '   ', name: 'Ann' }, 'invalid-room'],
  ['a room of 65 characters', { room: 'x'.repeat(65), name: 'Ann' }, 'invalid-room'],
  ['no name', { room: 'tea' }, 'invalid-name'],
  ['an empty name', { room: 'tea', name: '' }, 'invalid-name'],
  ['a name of 65 characters', { room: 'tea', name: '\u{1f375}'.repeat(65) }, 'invalid-name'],
  ['a name of two lines', { room: 'tea', name: 'Ann\nBob' }, 'invalid-name'],
  ['a number for a token', { room: 'tea', name: 'Ann', token: 5 }, 'bad-request'],
  ['a negative lastSeq', { room: 'tea', name: 'Ann', lastSeq: -1 }, 'bad-request'],
  [
    'an offer too long',
    { room: 'tea', name: 'Ann', offer: { type: 'offer', sdp: 'x'.repeat(40_000) } },
    'message-too-large',
  ],
] as const) {
  test(`a join with ${what} is refused with ${code}`, async (t) => {
    const world = await createWorld(t);
    const client = await world.client();
    const { ok, error } = await client.request('room:join', join);
    assert.deepEqual([ok, error?.code], [false, code]);
    await client.join('x'.repeat(64), '\u{1f375}'.repeat(64));
  });
}

test('a chat message that is too long is refused with its own code', async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  const { error } = (await ann?.client.request('chat:send', { id: 'm', text: 'x'.repeat(4001) })) ?? {};
  assert.equal(error?.code, 'message-too-large');
  const sent = await ann?.client.request('chat:send', { id: 'm', text: '\u{1f375}'.repeat(4000) });
  assert.equal(sent?.ok, true);
});

test('moderation in words that are none is refused before anybody asks who may', async (t) => {
  const world = await createWorld(t);
  const [, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.equal((await bob?.client.request('moderate:lock', { on: 'yes' }))?.error?.code, 'bad-request');
  assert.equal((await bob?.client.request('moderate:role', { id: 'x', role: 'king' }))?.error?.code, 'bad-request');
});

for (const transport of ['websocket', 'polling']) {
  for (const sizeBytes of [70_000, 1_100_000]) {
    test(`${String(sizeBytes)} bytes over ${transport} cost their sender the connection, not the seat, and nobody else anything`, async (t) => {
      const world = await createWorld(t);
      const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
      assert.ok(ann && bob);
      const mallory = await world.client({ transports: [transport] });
      const { self, resume } = await mallory.join('tea', 'Mallory');
      const gone = mallory.disconnected();
      mallory.socket.emit('chat:send', { id: 'm', text: 'x', padding: 'x'.repeat(sizeBytes) });
      await gone;
      await bob.client.request('chat:send', { id: 'still', text: 'here' });
      await ann.client.event('chat:message');
      assert.deepEqual(ann.client.eventNames, ['participant:joined', 'participant:joined', 'chat:message']);
      const back = await world.client();
      assert.equal((await back.join('tea', 'Mallory', { resume })).self.id, self.id);
    });
  }

  test(`60 kB over ${transport} are read`, async (t) => {
    const world = await createWorld(t);
    const client = await world.client({ transports: [transport] });
    await client.join('tea', 'Ann', { padding: 'x'.repeat(60_000) });
  });
}

test('events with reserved names end the connection that sent them, and no other', async (t) => {
  const world = await createWorld(t);
  const [ann] = await world.joined('tea', 'Ann');
  for (const name of ['connect', 'disconnect', 'disconnecting', 'newListener', 'removeListener', 'connect_error']) {
    const mallory = await world.client();
    // Past the client library, which would not send these.
    mallory.socket.io.engine.write(`2${JSON.stringify([name, {}])}`);
    await mallory.disconnected();
  }
  const mallory = await world.client();
  mallory.socket.io.engine.write('2["error",{"fatal":true}]');
  mallory.socket.io.engine.write('2[5,{}]');
  assert.equal((await mallory.request('ice:refresh', {})).error?.code, 'not-allowed');
  for (const garbage of ['9', '2{"a":1}', '51-["room:join",{"_placeholder":true,"num":9}]', '2[', '0/admin,', 'x']) {
    const client = await world.client();
    client.socket.io.engine.write(garbage);
  }
  assert.equal((await ann?.client.request('ice:refresh', {}))?.ok, true);
});

test('a flood is answered with rate-limited, then cut off; its room does not suffer', async (t) => {
  const world = await createWorld(t, { requestsPerSecond: 2 });
  const [ann, bob] = await world.joined('tea', 'Ann', 'Bob');
  assert.ok(ann && bob);
  const gone = bob.client.disconnected();
  const acks: RawAck[] = [];
  for (let count = 0; count < 100; count += 1) {
    bob.client.socket.emit('state:set', { hand: count % 2 === 0 }, (ack: RawAck) => acks.push(ack));
  }
  await gone;
  assert.equal(acks.filter(({ ok }) => ok).length < 25, true);
  assert.ok(acks.some(({ error }) => error?.code === 'rate-limited'));
  assert.equal((await ann.client.request('ice:refresh', {})).ok, true);
});
