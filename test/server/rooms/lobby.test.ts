import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, type Claims, type RoomLimits } from '../../../src/room-server/index.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const readToken = async (token?: string): Promise<Claims> => {
  if (token === undefined) throw new Refusal('unauthorized', 'No token.');
  return await Promise.resolve(JSON.parse(token) as Claims);
};

function createLobbyWorld(options: Partial<RoomLimits> = {}, verifyToken: typeof readToken | null = null) {
  const world = createEngine(verifyToken, { graceMs: 30_000, lobby: true, ...options });
  const join = async (name: string, more: object = {}): Promise<Connection & { answer: Record<string, unknown> }> => {
    const connection = world.connect();
    const answer = await connection.request('room:join', { room: 'tea', name, ...more });
    return Object.assign(connection, { answer });
  };
  return { ...world, join };
}

/** The id of the participant who knocked last, as a moderator was told. */
function lastKnock({ told }: Connection): string {
  const knock = told.findLast(({ name }) => name === 'lobby:knocked');
  return (knock?.payload.participant as { id: string }).id;
}

/** The ticket that a server of the same key would have signed before a restart. */
async function ticketFrom(options: Partial<RoomLimits>, ...names: string[]): Promise<string[]> {
  const before = createLobbyWorld(options);
  const tickets = [];
  for (const name of names) tickets.push(String((await before.join(name)).answer.resume));
  return tickets;
}

test('a room that begins with a lobby lets in its first participant only', async () => {
  const { join, rooms } = createLobbyWorld();
  const ann = await join('Ann');
  assert.equal((ann.answer.self as { role: string }).role, 'host');
  const bob = await join('Bob');
  assert.deepEqual(Object.keys(bob.answer), ['lobby', 'resume']);
  assert.deepEqual([rooms.roomCount, rooms.participantCount], [1, 1]);
});

test('with tokens the first participant may have to wait, and a host is told who waits', async () => {
  const { join, rooms, clock } = createLobbyWorld({}, readToken);
  const token = JSON.stringify({ role: 'guest', bearer: 'sub:bob' });
  const bob = await join('Bob', { token });
  assert.equal(bob.answer.lobby, true);
  clock.advance(600_000);
  const ann = await join('Ann', { token: JSON.stringify({ role: 'host', bearer: 'sub:ann' }) });
  assert.deepEqual(ann.heard, ['lobby:knocked']);
  await ann.request('moderate:admit', { id: lastKnock(ann) });
  assert.deepEqual(bob.heard, ['lobby:admitted']);
  await ann.request('room:leave');
  await bob.request('room:leave');
  assert.equal(rooms.roomCount, 0);
});

test('who comes back to the lobby with a token of another role is as that says', async () => {
  const { join, rooms } = createLobbyWorld({}, readToken);
  const tokenOf = (role: string): string => JSON.stringify({ role, bearer: 'sub:bob' });
  const ann = await join('Ann', { token: JSON.stringify({ role: 'host', bearer: 'sub:ann' }) });
  const bob = await join('Bob', { token: tokenOf('guest') });
  const viewer = await join('Bob', { token: tokenOf('viewer'), resume: bob.answer.resume });
  assert.equal(viewer.answer.lobby, true);
  assert.equal((ann.told.at(-1)?.payload.participant as { role: string }).role, 'viewer');
  const cohost = await join('Bob', { token: tokenOf('cohost'), resume: viewer.answer.resume });
  assert.equal((cohost.answer.self as { role: string }).role, 'cohost');
  assert.deepEqual(cohost.heard, []);
  assert.deepEqual(ann.heard.slice(-2), ['lobby:gone', 'participant:joined']);
  assert.deepEqual([rooms.participantCount, rooms.waitingCount], [2, 0]);
});

test('a token decides whether the room it begins has a lobby', async () => {
  const { join } = createLobbyWorld({ lobby: false }, readToken);
  await join('Ann', { token: JSON.stringify({ role: 'host', bearer: 'sub:ann', lobby: true }) });
  const bob = await join('Bob', { token: JSON.stringify({ role: 'guest', bearer: 'sub:bob', lobby: false }) });
  assert.equal(bob.answer.lobby, true);
});

test('a place in the lobby outlives its connection for the grace time, and no longer', async () => {
  const { join, clock } = createLobbyWorld();
  const ann = await join('Ann');
  const bob = await join('Bob');
  bob.handler.handleLost();
  clock.advance(29_999);
  assert.deepEqual(ann.heard, ['lobby:knocked']);
  clock.advance(1);
  assert.deepEqual(ann.heard, ['lobby:knocked', 'lobby:gone']);
});

test('a host who comes back is told who waits now', async () => {
  const { join } = createLobbyWorld();
  const ann = await join('Ann');
  ann.handler.handleLost();
  await join('Bob');
  const back = await join('Ann', { resume: ann.answer.resume });
  assert.deepEqual(back.heard, ['lobby:knocked']);
});

test('a full lobby and a full room refuse newcomers, and participants who wait go on waiting', async () => {
  const { join } = createLobbyWorld({ maxParticipants: 2, maxWaiting: 1 });
  const ann = await join('Ann');
  const bob = await join('Bob');
  await assert.rejects(join('Cy'), isRefused('room-full'));
  await ann.request('moderate:admit', { id: lastKnock(ann) });
  await assert.rejects(join('Cy'), isRefused('room-full'));
  assert.deepEqual([ann.heard, bob.heard], [['lobby:knocked', 'lobby:gone', 'participant:joined'], ['lobby:admitted']]);
});

test('a participant who waits for a seat that was taken meanwhile goes on waiting', async () => {
  const { join } = createLobbyWorld({ maxParticipants: 2 });
  const ann = await join('Ann');
  const bob = await join('Bob');
  await ann.request('moderate:lobby', { on: true });
  const cy = await join('Cy');
  await ann.request('moderate:admit', { id: lastKnock(ann) });
  const id = (ann.told[0]?.payload.participant as { id: string }).id;
  await assert.rejects(ann.request('moderate:admit', { id }), isRefused('room-full'));
  assert.deepEqual([bob.heard, cy.heard], [[], ['lobby:admitted']]);
  await cy.request('room:leave');
  await ann.request('moderate:lobby', { on: false });
  assert.deepEqual(bob.heard, ['lobby:admitted']);
});

test('after a restart, seats are taken back, the lobby goes on waiting, and coming first makes no host', async () => {
  const [ann, bob] = await ticketFrom({}, 'Ann', 'Bob');
  const { join } = createLobbyWorld({ lobby: false });
  const waiting = await join('Bob', { resume: bob });
  assert.equal(waiting.answer.lobby, true);
  const host = await join('Ann', { resume: ann });
  assert.equal((host.answer.self as { role: string }).role, 'host');
  assert.deepEqual(host.heard, ['lobby:knocked']);
});

test('when no host comes after a restart, the lobby is told that the room is over', async () => {
  const [, bob] = await ticketFrom({}, 'Ann', 'Bob');
  const { join, clock, rooms } = createLobbyWorld();
  const waiting = await join('Bob', { resume: bob });
  clock.advance(30_000);
  assert.deepEqual(waiting.heard, ['room:ended', 'closed']);
  assert.equal(rooms.roomCount, 0);
});

test('when the last participant in the open mode leaves, the lobby is told that the room is over', async () => {
  const { join, rooms } = createLobbyWorld();
  const ann = await join('Ann');
  const bob = await join('Bob');
  await ann.request('room:leave');
  assert.deepEqual([bob.told[0]?.payload.reason, bob.heard], ['ended', ['room:ended', 'closed']]);
  assert.equal(rooms.roomCount, 0);
});

test('an old ticket opens neither a lobby nor a lock, once its seat is given up', async () => {
  const { join, clock } = createLobbyWorld({ lobby: false });
  const ann = await join('Ann');
  const bob = await join('Bob');
  await bob.request('room:leave');
  clock.advance(30_000);
  await ann.request('moderate:lock', { on: true });
  const back = join('Bob', { resume: bob.answer.resume });
  await assert.rejects(back, isRefused('room-locked'));
});

test('hosts and cohosts by token pass a lock', async () => {
  const { join } = createLobbyWorld({ lobby: false }, readToken);
  const tokenOf = (sub: string, role: string): object => ({ token: JSON.stringify({ role, bearer: `sub:${sub}` }) });
  const ann = await join('Ann', tokenOf('ann', 'host'));
  await ann.request('moderate:lock', { on: true });
  await join('Bob', tokenOf('bob', 'cohost'));
  await assert.rejects(join('Cy', tokenOf('cy', 'guest')), isRefused('room-locked'));
});

test('a role given in the room overrides an old ticket and the token', async () => {
  const { join, clock } = createLobbyWorld({ lobby: false }, readToken);
  const tokenOf = (sub: string, role: string): object => ({ token: JSON.stringify({ role, bearer: `sub:${sub}` }) });
  const ann = await join('Ann', tokenOf('ann', 'host'));
  const bob = await join('Bob', tokenOf('bob', 'cohost'));
  const { id } = bob.answer.self as { id: string };
  await ann.request('moderate:role', { id, role: 'guest' });
  bob.handler.handleLost();
  clock.advance(30_000);
  await assert.rejects(join('Bob', { resume: bob.answer.resume }), isRefused('unauthorized'));
  const back = await join('Bob', { resume: bob.answer.resume, ...tokenOf('bob', 'cohost') });
  assert.equal((back.answer.self as { role: string }).role, 'guest');
});
