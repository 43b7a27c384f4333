import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bus, CarriedMessage } from '../../demo-server/cluster/bus.js';
import { CarriedConnections } from '../../demo-server/cluster/carried-connections.js';
import { Carrier } from '../../demo-server/cluster/carrier.js';
import { RemoteVisitors } from '../../demo-server/cluster/remote-visitors.js';
import type { RoomDirectory } from '../../demo-server/cluster/room-directory.js';
import { createLogger } from '../../demo-server/ops/log.js';
import type { Claims, Outlet } from '../../src/room-server/index.js';
import { turn } from '../fakes/turn.js';
import { createEngine, inLanes } from '../server/worlds/engine-world.js';

const CANDIDATE = { candidate: { candidate: 'candidate:1' } };

/** The way between two processes without a Redis: in order, as JSON, a microtask later. */
class MemoryBus {
  readonly processId: string;
  readonly isReady = true;
  readonly #processes: Map<string, (from: string, message: CarriedMessage) => void>;

  constructor(processId: string, processes: Map<string, (from: string, message: CarriedMessage) => void>) {
    this.processId = processId;
    this.#processes = processes;
  }

  tell(to: string, message: CarriedMessage): void {
    const json = JSON.stringify(message);
    queueMicrotask(() => this.#processes.get(to)?.(this.processId, JSON.parse(json) as CarriedMessage));
  }

  /** As the parts of a process take it. */
  get asBus(): Bus {
    return this as unknown as Bus;
  }
}

/**
 * A process that holds a room with Ann in it, another that carries connections there, and tokens whose check takes
 * until they are let go of: those that begin with `held`.
 */
async function createProcesses() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const verify = async (token = ''): Promise<Claims> => {
    if (token.startsWith('held ')) await held;
    return { role: 'guest', bearer: `sub:${token.replace('held ', '')}` };
  };
  const engine = createEngine(verify);
  const ann = engine.connect();
  const { self } = await ann.request('room:join', { room: 'tea', name: 'Ann', token: 'Ann' });

  const processes = new Map<string, (from: string, message: CarriedMessage) => void>();
  const directory = { find: () => Promise.resolve('holder') } as unknown as RoomDirectory;
  const visitors = new RemoteVisitors({
    bus: new MemoryBus('holder', processes).asBus,
    directory,
    createLocal: engine.createHandler,
    logger: createLogger('silent'),
  });
  const carried = new CarriedConnections(new MemoryBus('carrier', processes).asBus);
  processes.set('holder', (from, message) => {
    visitors.handleMessage(from, message);
  });
  processes.set('carrier', (_, message) => {
    carried.handleMessage(message);
  });
  const connect = () => {
    const heard: string[] = [];
    const outlet: Outlet = {
      address: 'there',
      send: (name) => void heard.push(name),
      close: () => void heard.push('closed'),
      drop: () => void heard.push('dropped'),
    };
    const visitor = { outlet, isConnected: () => connection.isConnected };
    const createLocal = createEngine(verify).createHandler;
    const options = { processId: 'carrier', directory, carried, createLocal, vet: () => Promise.resolve() };
    const connection = { handler: new Carrier(visitor, options), isConnected: true };
    return { heard, ...inLanes(() => connection) };
  };
  const bob = connect();
  bob.send('room:join', { room: 'tea', name: 'Bob', token: 'Bob' });
  await turn();
  assert.deepEqual(bob.answers.splice(0), ['room:join']);
  ann.heard.splice(0);
  return {
    ...{ engine, ann, bob, connect, carried, visitors, processes },
    to: (self as { id: string }).id,
    async letGo() {
      letGo();
      await turn();
    },
  };
}

test('on the way to another process, and there, media does not wait for an ordered request', async () => {
  const { ann, bob, to, letGo } = await createProcesses();
  bob.send('token:renew', { token: 'held Bob' });
  bob.send('state:set', { hand: true });
  bob.send('signal:send', { to, ...CANDIDATE });
  bob.send('ice:refresh');
  await turn();
  assert.deepEqual([bob.answers, ann.heard], [['signal:send', 'ice:refresh'], ['signal:message']]);
  await letGo();
  assert.deepEqual(bob.answers.slice(2), ['token:renew', 'state:set']);
  assert.deepEqual(ann.heard.slice(1), ['participant:updated']);
});

test('what is sent right behind a join to another process waits for it, and is not refused', async () => {
  const { connect, to, letGo } = await createProcesses();
  const cas = connect();
  cas.send('room:join', { room: 'tea', name: 'Cas', token: 'held Cas' });
  cas.send('signal:send', { to, ...CANDIDATE });
  cas.send('chat:send', { id: 'c1', text: 'Hello' });
  await turn();
  assert.deepEqual(cas.answers, []);
  await letGo();
  assert.deepEqual(cas.answers.sort(), ['chat:send', 'room:join', 'signal:send']);
});

test('when the process of the room is gone, both lanes are refused, and late answers are dropped', async () => {
  const { bob, to, carried, processes, letGo } = await createProcesses();
  const tellHolder = processes.get('holder');
  // What it is sent from now on arrives when it is too late.
  const delayed: Parameters<NonNullable<typeof tellHolder>>[] = [];
  processes.set('holder', (...message) => void delayed.push(message));
  bob.send('token:renew', { token: 'held Bob' });
  bob.send('state:set', { hand: true });
  bob.send('signal:send', { to, ...CANDIDATE });
  await turn();
  assert.equal(delayed.length, 2, 'one request of each lane is on the way');
  carried.drop('holder');
  await turn();
  assert.deepEqual(bob.answers.sort(), ['signal:send internal', 'state:set internal', 'token:renew internal']);
  assert.deepEqual(bob.heard, ['dropped']);
  for (const message of delayed) tellHolder?.(...message);
  await letGo();
  assert.equal(bob.answers.length, 3);
  bob.lose();
  assert.equal(carried.size, 0);
});

test('a carried connection that is lost while one lane waits keeps its seat for the grace time', async () => {
  const { engine, ann, bob, to, carried, visitors, letGo } = await createProcesses();
  bob.send('token:renew', { token: 'held Bob' });
  bob.send('signal:send', { to, ...CANDIDATE });
  bob.lose();
  await letGo();
  assert.deepEqual(bob.answers, ['signal:send', 'token:renew']);
  assert.deepEqual([carried.size, visitors.sources], [0, []]);
  assert.deepEqual([engine.rooms.participantCount, ann.heard], [2, ['signal:message']]);
  engine.clock.advance(1000);
  assert.deepEqual([engine.rooms.participantCount, ann.heard.at(-1)], [1, 'participant:left']);
});

test('once a further process holds the room, the carried connection is broken, and both lanes end', async () => {
  const { engine, bob, to, letGo } = await createProcesses();
  const room = engine.rooms.find('tea');
  assert.ok(room);
  bob.send('token:renew', { token: 'held Bob' });
  await turn();
  engine.rooms.abandon(room);
  bob.send('signal:send', { to, ...CANDIDATE });
  await letGo();
  assert.deepEqual(bob.heard, ['dropped']);
  assert.deepEqual(bob.answers.sort(), ['signal:send internal', 'token:renew internal']);
});

test('a process of an older version, which names no request in its answers, answers them in order', async () => {
  const processes = new Map<string, (from: string, message: CarriedMessage) => void>();
  const carried = new CarriedConnections(new MemoryBus('carrier', processes).asBus);
  const outlet: Outlet = { address: '', send: () => undefined, close: () => undefined, drop: () => undefined };
  const connection = carried.add('c', 'holder', { outlet, isConnected: () => true });
  const replies: object[] = [];
  const asked = [
    connection.handleRequest('token:renew', { token: 't' }, (body) => replies.push(body)),
    connection.handleRequest('ice:refresh', {}, (body) => replies.push(body)),
  ];
  for (const body of [{ resume: 'r' }, { iceServers: [] }]) carried.handleMessage({ id: 'c', kind: 'reply', body });
  await Promise.all(asked);
  assert.deepEqual(replies, [{ resume: 'r' }, { iceServers: [] }]);
});
