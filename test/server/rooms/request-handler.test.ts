import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, type Claims } from '../../../src/room-server/index.js';
import { createEngine } from '../worlds/engine-world.js';

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const letIn = (): Promise<Claims> => Promise.resolve({ role: 'guest', bearer: 'token:one' });

test('the answer to a join comes before any event to the newcomer', async () => {
  const { connect } = createEngine(letIn);
  const ann = connect();
  const bob = connect();
  await ann.handler.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => ann.heard.push('reply'));
  await Promise.all([
    bob.handler.handleRequest('room:join', { room: 'tea', name: 'Bob' }, () => bob.heard.push('reply')),
    // Ann sends in every microtask while Bob joins.
    ...Array.from({ length: 20 }, async (_, wait) => {
      for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
      await ann.handler.handleRequest('chat:send', { id: 'm', text: 'x' }, () => undefined);
    }),
  ]);
  assert.equal(bob.heard[0], 'reply');
  assert.ok(bob.heard.includes('chat:message'));
});

test('a connection that closes while its token is being checked gets no seat', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const { rooms, connect } = createEngine(async () => {
    await opened;
    return { role: 'guest', bearer: 'token:one' };
  });
  const ann = connect();
  const joining = ann.handler.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => ann.heard.push('reply'));
  ann.isConnected = false;
  open();
  await assert.rejects(joining, isRefused('not-allowed'));
  ann.handler.handleLost();
  assert.deepEqual([rooms.roomCount, ann.heard], [0, []]);
});

test('a connection whose seat was taken by another can do nothing for that seat', async () => {
  const { rooms, connect } = createEngine(letIn);
  const [ann, first, second] = [connect(), connect(), connect()];
  let resume = '';
  await ann.handler.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => undefined);
  await first.handler.handleRequest('room:join', { room: 'tea', name: 'Bob' }, (body) => {
    resume = (body as { resume: string }).resume;
  });
  await second.handler.handleRequest('room:join', { room: 'tea', name: 'Bob', resume }, () => undefined);
  assert.deepEqual(first.heard, ['room:ended', 'closed']);
  await assert.rejects(
    first.handler.handleRequest('chat:send', { id: 'm', text: 'x' }, () => undefined),
    isRefused('not-allowed'),
  );
  await first.handler.handleRequest('room:leave', {}, () => undefined);
  first.handler.handleLost();
  assert.equal(rooms.participantCount, 2);
  assert.deepEqual(ann.heard, ['participant:joined']);
});
