import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RequestLanes, type Claims } from '../../../src/room-server/index.js';
import { turn } from '../../fakes/turn.js';
import { createEngine, type Connection } from '../worlds/engine-world.js';

/** Requests that take until they are finished. */
function createLanes(): {
  lanes: RequestLanes;
  begun: string[];
  run: (name: string, label?: string) => void;
  finish: (label: string) => Promise<void>;
} {
  const lanes = new RequestLanes();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    lanes,
    begun,
    run(name, label = name) {
      lanes.run(name, () => {
        begun.push(label);
        return new Promise((resolve) => ends.set(label, resolve));
      });
    },
    async finish(label) {
      ends.get(label)?.();
      await turn();
    },
  };
}

test('what waits for nothing is handled at once', () => {
  const { begun, run } = createLanes();
  run('chat:send');
  run('signal:send');
  assert.deepEqual(begun, ['chat:send', 'signal:send']);
});

test('each lane has one request at a time, in order, and does not wait for the other', async () => {
  const { begun, run, finish } = createLanes();
  for (const name of ['token:renew', 'state:set', 'signal:send', 'ice:refresh']) run(name);
  assert.deepEqual(begun, ['token:renew', 'signal:send']);
  await finish('signal:send');
  assert.deepEqual(begun.slice(2), ['ice:refresh']);
  await finish('token:renew');
  assert.deepEqual(begun.slice(3), ['state:set']);
});

test('a join is the turn of both lanes', async () => {
  const { begun, run, finish } = createLanes();
  for (const name of ['token:renew', 'signal:send', 'room:join', 'ice:refresh', 'state:set']) run(name);
  await finish('signal:send');
  assert.deepEqual(begun, ['token:renew', 'signal:send']);
  await finish('token:renew');
  assert.deepEqual(begun.slice(2), ['room:join']);
  await finish('room:join');
  assert.deepEqual(begun.slice(3), ['ice:refresh', 'state:set']);
});

test('a request of no known name is an ordered one', () => {
  const { begun, run } = createLanes();
  for (const name of ['token:renew', 'no:such', 'media:none', '__proto__', '']) run(name);
  assert.deepEqual(begun, ['token:renew']);
});

test('the end of a connection comes after all of its requests', async () => {
  const { lanes, begun, run, finish } = createLanes();
  run('chat:send');
  run('signal:send');
  lanes.end(() => void begun.push('end'));
  await finish('chat:send');
  assert.ok(!begun.includes('end'));
  await finish('signal:send');
  assert.equal(begun.at(-1), 'end');
});

test('whatever comes in whatever order, a request begins once those before it in its lane are done', async () => {
  const lanesOf = (name: string): string[] =>
    name.startsWith('room:') ? ['ordered', 'media'] : [name === 'signal:send' ? 'media' : 'ordered'];
  const step = fc.oneof(
    fc.constantFrom('chat:send', 'state:set', 'signal:send', 'signal:send', 'room:join', 'room:leave'),
    fc.nat(9),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { begun, run, finish } = createLanes();
      const sent: { name: string; isDone: boolean }[] = [];
      for (const each of steps) {
        if (typeof each === 'string') {
          run(each, String(sent.length));
          sent.push({ name: each, isDone: false });
        } else {
          // One of those that are under way.
          const underWay = begun.filter((label) => sent[Number(label)]?.isDone === false);
          const label = underWay[each % Math.max(1, underWay.length)] ?? 'none';
          const request = sent[Number(label)];
          if (request) request.isDone = true;
          await finish(label);
        }
        await turn();
        const expected = sent.flatMap(({ name }, index) => {
          const mine = lanesOf(name);
          const before = sent
            .slice(0, index)
            .filter((other) => lanesOf(other.name).some((lane) => mine.includes(lane)));
          return before.every(({ isDone }) => isDone) ? [String(index)] : [];
        });
        assert.deepEqual([...begun].sort(), expected.sort());
      }
    }),
  );
});

const CANDIDATE = { candidate: { candidate: 'candidate:1' } };

/** Ann and Bob in a room, and tokens whose check takes until they are let go of: those that begin with `held`. */
async function createHeldWorld() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const verify = async (token = ''): Promise<Claims> => {
    if (token.startsWith('held ')) await held;
    return { role: 'guest', bearer: `sub:${token.replace('held ', '')}` };
  };
  const world = createEngine(verify);
  const join = async (name: string): Promise<{ connection: Connection; id: string; resume: string }> => {
    const connection = world.connect();
    const answer = await connection.request('room:join', { room: 'tea', name, token: name });
    return { connection, id: (answer.self as { id: string }).id, resume: String(answer.resume) };
  };
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  ann.connection.heard.splice(0);
  return {
    ...world,
    ann,
    bob,
    async letGo() {
      letGo();
      await turn();
    },
  };
}

test('signals and ICE servers do not wait for a token that is being checked', async () => {
  const { ann, bob, letGo } = await createHeldWorld();
  const { send, answers } = bob.connection;
  send('token:renew', { token: 'held Bob' });
  send('state:set', { hand: true });
  send('signal:send', { to: ann.id, ...CANDIDATE });
  send('ice:refresh');
  await turn();
  assert.deepEqual([answers, ann.connection.heard], [['signal:send', 'ice:refresh'], ['signal:message']]);
  await letGo();
  assert.deepEqual(answers.slice(2), ['token:renew', 'state:set']);
  assert.deepEqual(ann.connection.heard.slice(1), ['participant:updated']);
});

test('what is sent right behind a join waits for it, and is not refused', async () => {
  const { ann, connect, letGo } = await createHeldWorld();
  const { send, answers } = connect();
  send('room:join', { room: 'tea', name: 'Cas', token: 'held Cas' });
  send('signal:send', { to: ann.id, ...CANDIDATE });
  send('ice:refresh');
  await turn();
  assert.deepEqual(answers, []);
  await letGo();
  assert.deepEqual(answers, ['room:join', 'signal:send', 'ice:refresh']);
  assert.deepEqual(ann.connection.heard, ['participant:joined', 'signal:message']);
});

test('behind a join that is refused, or a leave, a signal is refused as without a seat', async () => {
  const { ann, bob, connect, letGo } = await createHeldWorld();
  const mallory = connect();
  // The token is of a person who is in the room already.
  mallory.send('room:join', { room: 'tea', name: 'Mallory', token: 'held Ann' });
  mallory.send('signal:send', { to: ann.id, ...CANDIDATE });
  bob.connection.send('token:renew', { token: 'held Bob' });
  bob.connection.send('room:leave');
  bob.connection.send('signal:send', { to: ann.id, ...CANDIDATE });
  await letGo();
  assert.deepEqual(mallory.answers, ['room:join unauthorized', 'signal:send not-allowed']);
  assert.deepEqual(bob.connection.answers, ['token:renew', 'room:leave', 'signal:send not-allowed']);
  assert.deepEqual(ann.connection.heard, ['participant:left']);
});

test('a connection that is lost while one lane waits keeps its seat for the grace time', async () => {
  const { clock, rooms, ann, bob, letGo } = await createHeldWorld();
  bob.connection.send('token:renew', { token: 'held Bob' });
  bob.connection.send('state:set', { hand: true });
  bob.connection.send('signal:send', { to: ann.id, ...CANDIDATE });
  bob.connection.lose();
  // Longer than the grace time, which begins once all requests are done.
  clock.advance(1000);
  await letGo();
  assert.deepEqual(bob.connection.answers, ['signal:send', 'token:renew', 'state:set']);
  assert.deepEqual([rooms.participantCount, ann.connection.heard.includes('participant:left')], [2, false]);
  clock.advance(1000);
  assert.deepEqual([rooms.participantCount, ann.connection.heard.at(-1)], [1, 'participant:left']);
});

test('once another connection took the seat, neither lane of the first does anything for it', async () => {
  const { ann, bob, connect, letGo } = await createHeldWorld();
  const second = connect();
  bob.connection.send('token:renew', { token: 'held Bob' });
  bob.connection.send('state:set', { hand: true });
  await second.request('room:join', { room: 'tea', name: 'Bob', resume: bob.resume });
  bob.connection.send('signal:send', { to: ann.id, ...CANDIDATE });
  await letGo();
  assert.deepEqual(bob.connection.answers, [
    'signal:send not-allowed',
    'token:renew not-allowed',
    'state:set not-allowed',
  ]);
  assert.deepEqual([bob.connection.heard, ann.connection.heard], [['room:ended', 'closed'], []]);
  second.send('signal:send', { to: ann.id, ...CANDIDATE });
  await turn();
  assert.deepEqual([second.answers, ann.connection.heard], [['signal:send'], ['signal:message']]);
});

test('once another process holds the room, both lanes are refused, and the connection is broken', async () => {
  const { rooms, ann, bob, letGo } = await createHeldWorld();
  const room = rooms.find('tea');
  assert.ok(room);
  bob.connection.send('token:renew', { token: 'held Bob' });
  rooms.abandon(room);
  bob.connection.send('signal:send', { to: ann.id, ...CANDIDATE });
  await letGo();
  assert.deepEqual(bob.connection.answers, ['signal:send not-allowed', 'token:renew not-allowed']);
  assert.deepEqual(bob.connection.heard, ['dropped']);
});
