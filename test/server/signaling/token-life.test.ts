import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, type Claims } from '../../../src/room-server/index.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** A token is its own claims here; `tokens.test.ts` tests signatures. */
const readToken = (token?: string): Promise<Claims> => Promise.resolve(JSON.parse(String(token)) as Claims);
const tokenOf = (sub: string, more: Partial<Claims> = {}): string =>
  JSON.stringify({ role: 'guest', bearer: `sub:${sub}`, ...more });

function createTokenWorld() {
  const world = createEngine(readToken, { graceMs: 30_000 });
  const endIn = (seconds: number): number => world.clock.now() / 1000 + seconds;
  const join = async (
    token: string,
    more: object = {},
  ): Promise<{ connection: Connection; resume: string; id: string }> => {
    const connection = world.connect();
    const answer = await connection.request('room:join', { room: 'tea', name: 'Name', token, ...more });
    return { connection, resume: String(answer.resume), id: (answer.self as { id: string }).id };
  };
  return { ...world, endIn, join };
}

test('the end of a token is announced a minute before, and at it the seat is gone', async () => {
  const { clock, rooms, endIn, join } = createTokenWorld();
  const ann = await join(tokenOf('ann'));
  const bob = await join(tokenOf('bob', { exp: endIn(300) }));
  const at = clock.now() + 300_000;
  clock.advance(239_999);
  assert.deepEqual(bob.connection.heard, []);
  clock.advance(1);
  const [announced] = bob.connection.told;
  assert.deepEqual(announced, { name: 'token:expiring', payload: { seq: 1, at } });
  clock.advance(59_999);
  assert.equal(rooms.participantCount, 2);
  clock.advance(1);
  assert.deepEqual(bob.connection.heard, ['token:expiring', 'room:ended', 'closed']);
  assert.equal(bob.connection.told[1]?.payload.reason, 'token-expired');
  assert.deepEqual(ann.connection.told.at(-1)?.payload, { seq: 2, id: bob.id, reason: 'token-expired' });
});

test('of a token with little time left, the end is announced at half of it', async () => {
  const { clock, endIn, join } = createTokenWorld();
  const bob = await join(tokenOf('bob', { exp: endIn(10) }));
  clock.advance(4999);
  assert.deepEqual(bob.connection.heard, []);
  clock.advance(1);
  assert.deepEqual(bob.connection.heard, ['token:expiring']);
});

test('a token that ends in years does not end sooner', async () => {
  const { clock, rooms, endIn, join } = createTokenWorld();
  const days = 24 * 60 * 60;
  await join(tokenOf('bob', { exp: endIn(400 * days) }));
  clock.advance(399 * days * 1000);
  assert.equal(rooms.participantCount, 1);
  clock.advance(days * 1000);
  assert.equal(rooms.participantCount, 0);
});

test('a token ends by the time of day, also where that is set meanwhile', async () => {
  const { clock, rooms, endIn, join } = createTokenWorld();
  const bob = await join(tokenOf('bob', { exp: endIn(300) }));
  clock.set(-3_600_000);
  clock.advance(3_899_999);
  assert.deepEqual([rooms.participantCount, bob.connection.heard], [1, ['token:expiring']]);
  clock.advance(1);
  assert.equal(rooms.participantCount, 0);
  await join(tokenOf('cy', { exp: endIn(36_000) }));
  clock.set(36_000_000);
  clock.advance(300_000);
  assert.equal(rooms.participantCount, 0);
});

test('a token that is renewed in time ends nothing, and the new ticket lasts as long as the new token', async () => {
  const { clock, rooms, endIn, join } = createTokenWorld();
  const bob = await join(tokenOf('bob', { exp: endIn(100) }));
  clock.advance(50_000);
  const answer = await bob.connection.request('token:renew', { token: tokenOf('bob', { exp: endIn(1000) }) });
  assert.equal(answer.exp, endIn(1000));
  clock.advance(900_000);
  assert.equal(rooms.participantCount, 1);
  bob.connection.handler.handleLost();
  const back = await join(tokenOf('bob', { exp: endIn(200) }), { resume: answer.resume });
  assert.equal(back.id, bob.id);
  clock.advance(200_000);
  assert.deepEqual([rooms.participantCount, clock.pending], [0, 0]);
});

test('a token is renewed by the same person only, and only with a place', async () => {
  const { connect, join } = createTokenWorld();
  const bob = await join(tokenOf('bob'));
  await assert.rejects(bob.connection.request('token:renew', { token: tokenOf('ann') }), isRefused('unauthorized'));
  await assert.rejects(connect().request('token:renew', { token: tokenOf('ann') }), isRefused('not-allowed'));
});

test('a token renewed at any moment of a seat\u2019s end does not bring the seat back', async () => {
  const { rooms, clock, endIn, join } = createTokenWorld();
  const bob = await join(tokenOf('bob', { exp: endIn(100) }));
  const renewing = bob.connection.request('token:renew', { token: tokenOf('bob', { exp: endIn(1000) }) });
  bob.connection.handler.handleLost();
  clock.advance(30_000);
  await assert.rejects(renewing, isRefused('not-allowed'));
  assert.deepEqual([rooms.participantCount, clock.pending], [0, 0]);
});

test('a token replayed while its person is connected is refused, and the person stays', async () => {
  const { join } = createTokenWorld();
  const ann = await join(tokenOf('ann'));
  await assert.rejects(join(tokenOf('ann')), isRefused('unauthorized'));
  assert.deepEqual(ann.connection.heard, []);
});

test('without connection and ticket, a token brings a person back as a newcomer, and the old seat is given up', async () => {
  const { rooms, join } = createTokenWorld();
  const ann = await join(tokenOf('ann'));
  const bob = await join(tokenOf('bob'));
  ann.connection.handler.handleLost();
  const again = await join(tokenOf('ann'));
  assert.notEqual(again.id, ann.id);
  assert.equal(rooms.participantCount, 2);
  assert.deepEqual(bob.connection.heard, ['participant:left', 'participant:joined']);
  assert.equal(bob.connection.told[0]?.payload.reason, 'duplicate');
  await assert.rejects(join(tokenOf('ann'), { resume: ann.resume }), isRefused('unauthorized'));
});

test('a token and a ticket of different people are refused together', async () => {
  const { join } = createTokenWorld();
  const ann = await join(tokenOf('ann'));
  await assert.rejects(join(tokenOf('bob'), { resume: ann.resume }), isRefused('unauthorized'));
  assert.deepEqual(ann.connection.heard, []);
});

test('many may join with a token that names no person', async () => {
  const { rooms, join } = createTokenWorld();
  const token = tokenOf('', { bearer: 'token:shared' });
  await join(token);
  await join(token);
  assert.equal(rooms.participantCount, 2);
});

test('a removed participant comes back neither with the seat nor with the token, for the life of the room', async () => {
  const { join } = createTokenWorld();
  for (const bearer of ['sub:bob', 'token:shared']) {
    const ann = await join(tokenOf('ann', { role: 'host' }));
    const bob = await join(tokenOf('', { bearer }));
    await ann.connection.request('moderate:remove', { id: bob.id });
    assert.deepEqual(bob.connection.heard, ['room:ended', 'closed']);
    await assert.rejects(join(tokenOf('', { bearer })), isRefused('denied'));
    await assert.rejects(join(tokenOf('', { bearer }), { resume: bob.resume }), isRefused('denied'));
    await join(tokenOf('cy', { bearer: 'token:other' }));
    await ann.connection.request('moderate:end');
    await Promise.resolve();
    await join(tokenOf('', { bearer })).then(({ connection }) => connection.request('room:leave'));
  }
});

test('a denied participant may ask again after a minute', async () => {
  const { clock, join, connect } = createTokenWorld();
  const ann = await join(tokenOf('ann', { role: 'host', lobby: true }));
  const knock = async (): Promise<unknown> => {
    const answer = await connect().request('room:join', { room: 'tea', name: 'Bob', token: tokenOf('bob') });
    return answer.lobby;
  };
  await knock();
  const { participant } = ann.connection.told[0]?.payload as { participant: { id: string } };
  await ann.connection.request('moderate:deny', { id: participant.id });
  clock.advance(59_999);
  await assert.rejects(knock(), isRefused('denied'));
  clock.advance(1);
  assert.equal(await knock(), true);
});

test('a participant who waits is also disconnected at the end of their token', async () => {
  const { clock, endIn, join, connect } = createTokenWorld();
  const ann = await join(tokenOf('ann', { role: 'host', lobby: true }));
  const bob = connect();
  await bob.request('room:join', { room: 'tea', name: 'Bob', token: tokenOf('bob', { exp: endIn(10) }) });
  await bob.request('token:renew', { token: tokenOf('bob', { exp: endIn(20) }) });
  clock.advance(20_000);
  assert.deepEqual(bob.heard, ['token:expiring', 'room:ended', 'closed']);
  assert.deepEqual(ann.connection.heard, ['lobby:knocked', 'lobby:gone']);
});
