import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../../src/room-server/index.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const FEATURES = ['react', 'unmute-ask'];

/** A host and a guest, whose pages know everything. */
async function createPair(): Promise<{
  engine: ReturnType<typeof createEngine>;
  ann: Connection;
  bob: Connection;
  bobId: string;
  resume: string;
}> {
  const engine = createEngine(null);
  const [ann, bob] = [engine.connect(), engine.connect()];
  await ann.request('room:join', { room: 'tea', name: 'Ann', features: FEATURES });
  const { self, resume } = await bob.request('room:join', { room: 'tea', name: 'Bob', features: FEATURES });
  return { engine, ann, bob, bobId: (self as { id: string }).id, resume: String(resume) };
}

test('a participant whose connection is lost is told neither of an ask nor of a reaction when they are back', async () => {
  const { engine, ann, bob, bobId, resume } = await createPair();
  bob.lose();
  await ann.request('moderate:ask', { id: bobId });
  await ann.request('react', { id: 'r1', emoji: '👏' });
  await ann.request('chat:send', { id: 'm1', text: 'hello' });
  const back = engine.connect();
  await back.request('room:join', { room: 'tea', name: 'Bob', features: FEATURES, resume, lastSeq: 0 });
  assert.deepEqual(back.heard, ['chat:message']);
  // The ask that was for no one does not count.
  await ann.request('moderate:ask', { id: bobId });
  await ann.request('react', { id: 'r2', emoji: '👏' });
  assert.deepEqual(
    back.told.map(({ name, payload }) => `${String(payload.seq)} ${name}`),
    ['1 chat:message', '2 moderate:applied', '3 react'],
  );
});

test('what was told of the moment is not told again to a connection that lost it', async () => {
  const { engine, ann, bob, bobId, resume } = await createPair();
  await ann.request('moderate:ask', { id: bobId });
  await ann.request('react', { id: 'r1', emoji: '👏' });
  assert.deepEqual(bob.heard, ['moderate:applied', 'react']);
  bob.lose();
  const back = engine.connect();
  await back.request('room:join', { room: 'tea', name: 'Bob', features: FEATURES, resume, lastSeq: 0 });
  await ann.request('chat:send', { id: 'm1', text: 'hello' });
  assert.deepEqual(
    back.told.map(({ name, payload }) => `${String(payload.seq)} ${name}`),
    ['3 chat:message'],
  );
});

test('a participant is asked for the microphone once in ten seconds, to the millisecond', async () => {
  const { engine, ann, bob, bobId } = await createPair();
  await ann.request('moderate:ask', { id: bobId });
  engine.clock.advance(9_999);
  await assert.rejects(ann.request('moderate:ask', { id: bobId }), isRefused('rate-limited'));
  engine.clock.advance(1);
  await ann.request('moderate:ask', { id: bobId });
  await assert.rejects(ann.request('moderate:ask', { id: bobId }), isRefused('rate-limited'));
  assert.deepEqual(bob.heard, ['moderate:applied', 'moderate:applied']);
});
