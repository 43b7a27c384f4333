import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWAY_MS, noteAway } from '../../../src/room-server/rooms/absence.js';
import { KeptChat, type ChatEvent } from '../../../src/room-server/rooms/kept-chat.js';
import { createRecord } from '../../../src/room-server/rules/room-record.js';
import { RosterNews } from '../../../src/room-server/rules/roster-news.js';
import type { Room } from '../../../src/room-server/rooms/room.js';
import { Refusal, type RoomRecord, type Seat } from '../../../src/room-server/index.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

const GRACE_MS = 1000;
const isFull = (error: unknown): boolean => error instanceof Refusal && error.code === 'rate-limited';
const isRefused = (error: unknown): boolean => error instanceof Refusal && error.code === 'not-allowed';
const texts = ({ told }: Connection): unknown[] =>
  told.filter(({ name }) => name === 'chat:message').map(({ payload }) => payload['text']);

interface Person {
  connection: Connection;
  id: string;
  resume: string;
}

async function join({ connect }: { connect: () => Connection }, name: string, more: object = {}): Promise<Person> {
  const connection = connect();
  const reply = await connection.request('room:join', { room: 'tea', name, ...more });
  return { connection, id: (reply['self'] as { id: string }).id, resume: String(reply['resume']) };
}

let count = 0;
const write = ({ connection }: Person, text: string, to?: string): Promise<unknown> =>
  connection.request('chat:send', { id: String(++count), text, ...(to !== undefined && { to }) });

/** Ann, and Bob whose seat was given up because his connection was lost. */
async function createLoss(records?: Parameters<typeof createEngine>[1]): Promise<{
  engine: ReturnType<typeof createEngine>;
  ann: Person;
  bob: Person;
}> {
  const engine = createEngine(null, { graceMs: GRACE_MS, ...records });
  const ann = await join(engine, 'Ann');
  const bob = await join(engine, 'Bob');
  bob.connection.handler.handleLost();
  engine.clock.advance(GRACE_MS);
  return { engine, ann, bob };
}

test('messages are kept for ten minutes after they were written', async () => {
  const { engine, ann, bob } = await createLoss();
  await write(ann, 'early');
  engine.clock.advance(AWAY_MS - 1);
  await write(ann, 'late');
  engine.clock.advance(1);
  await assert.rejects(write(ann, 'too late', bob.id), isRefused);
  await write(ann, 'for nobody');
  engine.clock.advance(AWAY_MS - 2);
  const back = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
  assert.deepEqual([back.id, texts(back.connection)], [bob.id, ['late']]);
});

test('what is kept is sent to no other lost participant, and is gone with the room', async () => {
  const { engine, ann, bob } = await createLoss();
  await write(ann, 'for Bob', bob.id);
  await ann.connection.request('room:leave');
  assert.equal(engine.rooms.roomCount, 0);
  await join(engine, 'Cy');
  const back = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
  assert.deepEqual([back.id, texts(back.connection)], [bob.id, []]);
});

test('a process that takes over a room knows from its record for whom to keep messages', async () => {
  let saved = '';
  const records = {
    find: () => (saved === '' ? null : (JSON.parse(saved) as RoomRecord)),
    save: (record: RoomRecord) => void (saved = JSON.stringify(record)),
    forget: () => void (saved = ''),
  };
  const before = await createLoss({ records });
  const cy = await join(before.engine, 'Cy');
  await write(before.ann, 'lost with the process', before.bob.id);
  // Another process, where Cy and Bob are not yet.
  const engine = createEngine(null, { graceMs: GRACE_MS, records, clock: before.engine.clock });
  const ann = await join(engine, 'Ann', { resume: before.ann.resume, lastSeq: 9 });
  await write(ann, 'one', before.bob.id);
  await write(ann, 'two', cy.id);
  await write(ann, 'three');
  engine.clock.advance(GRACE_MS);
  await write(ann, 'four');
  const cyBack = await join(engine, 'Cy', { resume: cy.resume, lastSeq: 9 });
  const bobBack = await join(engine, 'Bob', { resume: before.bob.resume, lastSeq: 9 });
  assert.deepEqual(texts(cyBack.connection), ['two', 'three', 'four']);
  assert.deepEqual(texts(bobBack.connection), ['one', 'three', 'four']);
});

test('the record of a room holds no kept message', async () => {
  const saved: string[] = [];
  const records = {
    find: () => null,
    save: (record: RoomRecord) => void saved.push(JSON.stringify(record)),
    forget: () => undefined,
  };
  const { engine, ann, bob } = await createLoss({ records });
  await write(ann, 'a private word', bob.id);
  await join(engine, 'Cy');
  assert.ok(saved.at(-1)?.includes(bob.id));
  assert.equal(saved.join('').includes('a private word'), false);
});

test('a room remembers so many lost participants', () => {
  const record = createRecord('tea', 0, false, 'life');
  for (let index = 0; index < 1100; index += 1) noteAway(record, `p${String(index)}`, 1000);
  const ids = Object.keys(record.away);
  assert.deepEqual([ids.length, ids.at(-1)], [1024, 'p1099']);
  noteAway(record, 'late', 1000 + 2 * AWAY_MS);
  assert.deepEqual(Object.keys(record.away), ['late']);
});

test('nothing is kept for a removed participant', async () => {
  const { engine, ann, bob } = await createLoss();
  await write(ann, 'for Bob', bob.id);
  const back = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
  await ann.connection.request('moderate:remove', { id: bob.id });
  await assert.rejects(write(ann, 'more', bob.id), isRefused);
  assert.deepEqual(texts(back.connection), ['for Bob']);
});

test('in a flood of other events the messages for a lost seat stay', async () => {
  const engine = createEngine(null, { graceMs: 30_000 });
  const ann = await join(engine, 'Ann');
  const bob = await join(engine, 'Bob');
  bob.connection.handler.handleLost();
  await write(ann, 'first');
  for (let turn = 0; turn < 300; turn += 1) await ann.connection.request('state:set', { hand: turn % 2 === 0 });
  await write(ann, 'last');
  const back = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
  assert.deepEqual(texts(back.connection), ['first', 'last']);
});

const room = (name: string): Room => {
  const places = { seats: new Map<string, Seat>(), waiting: new Map<string, Seat>() };
  return {
    ...places,
    record: createRecord(name, 0, false, name),
    news: new RosterNews(places, new FakeClock()),
    returns: { until: 0, awaited: null },
    cancelWaits: new Set(),
  };
};
/** A message that counts so many characters. */
const message = (id: string, from: string, characters = 4096): ChatEvent => ({
  name: 'chat:message',
  fields: { id, from, at: 1, text: 'x'.repeat(characters - 256) },
});

test('one sender has so much kept in a room, and what is beyond is refused', () => {
  const chat = new KeptChat({ clock: new FakeClock() });
  const tea = room('tea');
  for (let index = 0; index < 32; index += 1) chat.keep(tea, message(String(index), 'ann'), ['bob', 'cy']);
  assert.throws(() => chat.keep(tea, message('more', 'ann', 257), ['bob']), isFull);
  // A message for no one counts nothing; and the others are not of the same sender.
  chat.keep(tea, message('more', 'ann'), []);
  chat.keep(tea, message('1', 'dee'), ['bob']);
  assert.equal(chat.characters, 65 * 4096);
});

test('a room has so much kept, of all senders together', () => {
  const chat = new KeptChat({ clock: new FakeClock() });
  const tea = room('tea');
  for (let index = 0; index < 512; index += 1) chat.keep(tea, message(String(index), `p${String(index % 8)}`), ['bob']);
  assert.throws(() => chat.keep(tea, message('more', 'p9'), ['bob']), isFull);
  chat.keep(room('cake'), message('more', 'p9'), ['bob']);
  assert.equal(chat.characters, 513 * 4096);
});

test('beyond the budget of a process the oldest of the room that has most is forgotten', () => {
  const chat = new KeptChat({ clock: new FakeClock(), maxCharacters: 3 * 4096 });
  const [tea, cake] = [room('tea'), room('cake')];
  chat.keep(tea, message('1', 'ann'), ['bob']);
  for (const id of ['1', '2', '3', '4']) chat.keep(cake, message(id, 'eve'), ['mallory']);
  const left = (of: Room, id: string): unknown[] => {
    const told: unknown[] = [];
    chat.tell(of, { id, tell: (_: unknown, fields: ChatEvent['fields']) => told.push(fields.id) } as never);
    return told;
  };
  assert.deepEqual([left(tea, 'bob'), left(cake, 'mallory'), chat.characters], [['1'], ['3', '4'], 0]);
});

test('what is kept takes no memory once it is old, or the room is over', () => {
  const clock = new FakeClock();
  const chat = new KeptChat({ clock });
  const [tea, cake] = [room('tea'), room('cake')];
  for (const each of [tea, cake]) chat.keep(each, message('1', 'ann'), ['bob']);
  for (const cancel of cake.cancelWaits) cancel();
  assert.equal(chat.characters, 4096);
  clock.advance(AWAY_MS);
  chat.forgetOld();
  assert.deepEqual([chat.characters, clock.pending], [0, 0]);
});

/** Messages to Bob, who is away, by as many others as that takes; their texts are their numbers. */
async function createBacklog(messages: number): Promise<Awaited<ReturnType<typeof createLoss>> & { all: string[] }> {
  const loss = await createLoss();
  const all = Array.from({ length: messages }, (_, index) => String(index));
  const writers = [loss.ann, await join(loss.engine, 'Cy'), await join(loss.engine, 'Dee')];
  for (const [index, text] of all.entries()) await write(writers[index % writers.length] ?? loss.ann, text);
  return { ...loss, all };
}

test('much that was kept is told a part at a time, a hundred in a second', async () => {
  const { engine, bob, all } = await createBacklog(1000);
  const back = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
  assert.deepEqual(texts(back.connection), all.slice(0, 100));
  engine.clock.advance(999);
  assert.equal(texts(back.connection).length, 100);
  engine.clock.advance(1);
  assert.deepEqual(texts(back.connection), all.slice(0, 200));
  engine.clock.advance(10_000);
  assert.deepEqual(texts(back.connection), all);
});

test('who is lost again while much is told is told the rest when they are back, once and in order', async () => {
  for (const awayMs of [0, GRACE_MS]) {
    const { engine, bob, all } = await createBacklog(1000);
    const first = await join(engine, 'Bob', { resume: bob.resume, lastSeq: 0 });
    engine.clock.advance(2000);
    // Of three hundred that were told the last fifty did not arrive.
    const arrived = first.connection.told.slice(0, 250);
    first.connection.handler.handleLost();
    engine.clock.advance(awayMs);
    const lastSeq = arrived.at(-1)?.payload['seq'];
    const { connection } = await join(engine, 'Bob', { resume: first.resume, lastSeq });
    engine.clock.advance(20_000);
    const heard = [...arrived, ...connection.told].filter(({ name }) => name === 'chat:message');
    assert.deepEqual(
      heard.map(({ payload }) => payload['text']),
      all,
    );
  }
});

test('a message is kept for a thousand who are away in no time, however much is kept', () => {
  const chat = new KeptChat({ clock: new FakeClock() });
  const tea = room('tea');
  const away = Array.from({ length: 1000 }, (_, index) => `p${String(index)}`);
  for (let index = 0; index < 8000; index += 1) {
    chat.keep(tea, message(String(index), `s${String(index % 8)}`, 256), ['p0']);
  }
  // Of the processor, which other programs use meanwhile.
  const before = process.cpuUsage();
  for (let count = 0; count < 20; count += 1) assert.throws(() => chat.keep(tea, message('new', 'eve', 256), away));
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 < 400);
});
