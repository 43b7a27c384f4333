import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Door } from '../../demo-server/door.js';
import { IceDesk } from '../../demo-server/ice-desk.js';
import { Metrics } from '../../demo-server/metrics.js';
import { Refusal } from '../../demo-server/refusal.js';
import { Relay } from '../../demo-server/relay.js';
import { ResumeTickets } from '../../demo-server/resume-tickets.js';
import { Rooms } from '../../demo-server/rooms.js';
import { StateDir } from '../../demo-server/state-dir.js';
import { FakeClock } from '../fakes/fake-clock.js';

interface Connection {
  relay: Relay;
  heard: string[];
  isConnected: boolean;
}

/** Connections without sockets, so that what happens between two messages can be arranged to the microtask. */
function create(verifyToken: (token: string | undefined) => Promise<{ role: 'guest' }>): {
  rooms: Rooms;
  connect: () => Connection;
} {
  const clock = new FakeClock();
  const now = (): number => clock.now();
  const sizes = { graceMs: 1000, maxParticipants: 4, maxRooms: 4 };
  let lastId = 0;
  const rooms = new Rooms({ clock, createId: () => `p${String(++lastId)}`, hasOpenRoles: false, ...sizes });
  const door = new Door({
    rooms,
    tickets: new ResumeTickets('a secret', new StateDir(''), now),
    verifyToken,
    joinLimit: { consume: () => Promise.resolve(true) },
    iceDesk: new IceDesk({ iceUrls: [], turnSecret: null, turnTtlS: 600 }, clock),
    metrics: new Metrics(),
  });
  return {
    rooms,
    connect() {
      const heard: string[] = [];
      const outlet = {
        address: 'here',
        send: (name: string) => void heard.push(name),
        close: () => void heard.push('closed'),
      };
      const connection: Connection = {
        heard,
        isConnected: true,
        relay: new Relay({ outlet, isConnected: () => connection.isConnected }, { rooms, door, clock }),
      };
      return connection;
    },
  };
}

const isRefused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const letIn = (): Promise<{ role: 'guest' }> => Promise.resolve({ role: 'guest' });

test('the answer to a join comes before anything else that the newcomer is told', async () => {
  const { connect } = create(letIn);
  const ann = connect();
  const bob = connect();
  await ann.relay.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => ann.heard.push('reply'));
  await Promise.all([
    bob.relay.handleRequest('room:join', { room: 'tea', name: 'Bob' }, () => bob.heard.push('reply')),
    // Ann speaks in every microtask while Bob is coming in.
    ...Array.from({ length: 20 }, async (_, wait) => {
      for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
      await ann.relay.handleRequest('chat:send', { id: 'm', text: 'x' }, () => undefined);
    }),
  ]);
  assert.equal(bob.heard[0], 'reply');
  assert.ok(bob.heard.includes('chat:message'));
});

test('who goes away while a token is being checked is never seated', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const { rooms, connect } = create(async () => {
    await opened;
    return { role: 'guest' };
  });
  const ann = connect();
  const joining = ann.relay.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => ann.heard.push('reply'));
  ann.isConnected = false;
  open();
  await assert.rejects(joining, isRefused('not-allowed'));
  ann.relay.handleLost();
  assert.deepEqual([rooms.roomCount, ann.heard], [0, []]);
});

test('a connection whose seat was taken by another speaks for nobody any more', async () => {
  const { rooms, connect } = create(letIn);
  const [ann, first, second] = [connect(), connect(), connect()];
  let resume = '';
  await ann.relay.handleRequest('room:join', { room: 'tea', name: 'Ann' }, () => undefined);
  await first.relay.handleRequest('room:join', { room: 'tea', name: 'Bob' }, (body) => {
    resume = (body as { resume: string }).resume;
  });
  await second.relay.handleRequest('room:join', { room: 'tea', name: 'Bob', resume }, () => undefined);
  assert.deepEqual(first.heard, ['room:ended', 'closed']);
  await assert.rejects(
    first.relay.handleRequest('chat:send', { id: 'm', text: 'x' }, () => undefined),
    isRefused('not-allowed'),
  );
  await first.relay.handleRequest('room:leave', {}, () => undefined);
  first.relay.handleLost();
  assert.equal(rooms.participantCount, 2);
  assert.deepEqual(ann.heard, ['participant:joined']);
});
