import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawEvent } from '../worlds/harness.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

/** As long as is gathered. */
const GATHERED_MS = 200;
/** With so many participants a room is told of each at once; one more is the first of whom more are gathered. */
const AT_ONCE = 24;

type Engine = ReturnType<typeof createEngine>;
type Member = Connection & { readonly id: string; readonly resume: string };

async function join(engine: Engine, name: string, more: object = { features: ['gathered'] }): Promise<Member> {
  const connection = engine.connect();
  const { self, resume } = await connection.request('room:join', { room: 'hall', name, ...more });
  return Object.assign(connection, { id: (self as { id: string } | undefined)?.id ?? '', resume: String(resume) });
}

/** A room of that many, after everything was told. */
async function hall(count: number): Promise<{ engine: Engine; members: Member[]; first: Member }> {
  const engine = createEngine(null, { maxParticipants: 300, maxWaiting: 300 });
  const members = [];
  for (let index = 0; index < count; index += 1) members.push(await join(engine, `Member ${String(index)}`));
  engine.clock.advance(1000);
  const [first] = members;
  assert.ok(first);
  return { engine, members, first };
}

/** What was told since the last time; gathered events in brackets. */
function news({ told }: Connection): string[] {
  const write = ({ name, payload }: RawEvent): string => {
    const { participant, id = (participant as { id: string } | undefined)?.id, seq } = payload;
    return `${String(seq)} ${name} ${String(id)}`;
  };
  return (told.splice(0) as RawEvent[]).map((event) => {
    if (event.name !== 'gathered') return write(event);
    const events = event.payload.events as RawEvent[];
    assert.equal(event.payload.seq, events.at(-1)?.payload.seq);
    return `[${events.map(write).join(', ')}]`;
  });
}

test('up to 24 participants are told of each other at once, one by one', async () => {
  const { engine, first } = await hall(1);
  for (let count = 2; count <= AT_ONCE; count += 1) {
    await join(engine, 'Member');
    assert.deepEqual(news(first), [`${String(count - 1)} participant:joined p${String(count)}`]);
  }
  assert.equal(engine.clock.pending, 0);
});

test('in a larger room the first is told at once, and who comes and goes in the next 200 ms in one message', async () => {
  const { engine, members, first } = await hall(AT_ONCE);
  news(first);
  await join(engine, 'Ann');
  assert.deepEqual(news(first), ['24 participant:joined p25']);
  const bob = await join(engine, 'Bob');
  await bob.request('state:set', { hand: true });
  await members[5]?.request('room:leave');
  engine.clock.advance(GATHERED_MS - 1);
  assert.deepEqual(news(first), []);
  engine.clock.advance(1);
  assert.deepEqual(news(first), ['[25 participant:joined p26, 26 participant:updated p26, 27 participant:left p6]']);
  // One alone is no list; and as long as there is more, it goes on.
  await join(engine, 'Cy');
  assert.deepEqual(news(first), []);
  engine.clock.advance(GATHERED_MS);
  assert.deepEqual(news(first), ['28 participant:joined p27']);
  engine.clock.advance(GATHERED_MS);
  assert.equal(engine.clock.pending, 0);
  await join(engine, 'Di');
  assert.deepEqual(news(first), ['29 participant:joined p28']);
});

test('a page without the feature is told one by one, and at once', async () => {
  const { engine, first } = await hall(AT_ONCE);
  const old = await join(engine, 'Old', {});
  news(first);
  await join(engine, 'Ann');
  await join(engine, 'Bob');
  assert.deepEqual(news(old), ['1 participant:joined p26', '2 participant:joined p27']);
  assert.deepEqual(news(first), []);
  engine.clock.advance(GATHERED_MS);
  assert.deepEqual(news(first), ['[25 participant:joined p26, 26 participant:joined p27]']);
});

test('any other event takes along what waits before it, and so does what a page is told of its own participant', async () => {
  const { engine, members, first } = await hall(AT_ONCE + 1);
  const [, second, third] = members;
  assert.ok(second && third);
  news(first);
  news(second);
  news(third);
  await third.request('state:set', { hand: true });
  assert.deepEqual(news(first), ['25 participant:updated p3']);
  await join(engine, 'Ann');
  await join(engine, 'Bob');
  await third.request('chat:send', { id: 'm', text: 'hello' });
  assert.deepEqual(news(first), ['[26 participant:joined p26, 27 participant:joined p27]', '28 chat:message m']);
  await join(engine, 'Cy');
  await first.request('moderate:role', { id: second.id, role: 'cohost' });
  assert.deepEqual(news(second).slice(-3), [
    '28 participant:joined p28',
    '29 participant:updated p2',
    '30 moderate:applied p2',
  ]);
  assert.deepEqual(news(first), []);
  engine.clock.advance(GATHERED_MS);
  assert.deepEqual(news(first), ['[29 participant:joined p28, 30 participant:updated p2]']);
});

test('a hundred events are one message at most', async () => {
  const { engine, first } = await hall(AT_ONCE + 1);
  news(first);
  for (let count = 0; count < 150; count += 1) await join(engine, 'Member');
  assert.equal(news(first).length, 2);
  engine.clock.advance(GATHERED_MS);
  assert.equal(news(first)[0]?.split(', ').length, 49);
});

test('what waited when the connection was lost is told when the participant is back, once and in order', async () => {
  const { engine, members, first } = await hall(AT_ONCE + 1);
  const second = members[1];
  assert.ok(second);
  await join(engine, 'Ann');
  await join(engine, 'Bob');
  const lastSeq = second.told.at(-1)?.payload.seq;
  second.lose();
  engine.clock.advance(GATHERED_MS);
  await first.request('chat:send', { id: 'm', text: 'hello' });
  const back = await join(engine, 'Back', { features: ['gathered'], resume: second.resume, lastSeq });
  assert.deepEqual(news(back), ['25 participant:joined p27', '26 chat:message m']);
  engine.clock.advance(GATHERED_MS);
  assert.deepEqual(news(back), []);
});

test('one who knocks at a large lobby is gathered with the others for a host', async () => {
  const { engine, first } = await hall(2);
  await first.request('moderate:lobby', { on: true });
  for (let count = 0; count < 60; count += 1) await join(engine, 'Guest');
  engine.clock.advance(GATHERED_MS);
  const knocks = news(first).filter((told) => told.includes('lobby:knocked'));
  // The room was large with the 23rd of them.
  assert.equal(knocks.length, 24);
  await first.request('moderate:lobby', { on: false });
  engine.clock.advance(GATHERED_MS);
  assert.ok(news(first).length <= 5);
});

test('an ended room gathers nothing any more, and tells what it has before its end', async () => {
  const { engine, members, first } = await hall(AT_ONCE + 1);
  const second = members[1];
  assert.ok(second);
  await join(engine, 'Ann');
  await join(engine, 'Bob');
  news(second);
  await first.request('moderate:end');
  await Promise.resolve();
  assert.deepEqual(news(second), ['25 participant:joined p27', '26 room:ended undefined']);
  assert.equal(engine.clock.pending, 0);
});
