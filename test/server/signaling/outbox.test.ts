import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { ConnectionGuard } from '../../../demo-server/signaling/connection-guard.js';
import type { Connection } from '../../../demo-server/signaling/outbox.js';
import { createLogger } from '../../../demo-server/ops/log.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** The part of Engine.IO's connection that the guard uses: what it is given waits until `write()`. */
class FakeConnection extends EventEmitter {
  readonly transport = new EventEmitter();
  isClosed = false;

  /** Gives it a text to send. */
  tell(units: number): void {
    this.emit('packetCreate', { type: 'message', data: 'x'.repeat(units) });
  }

  /** Hands what waits to the transport. */
  flush(): void {
    this.emit('flush', []);
  }

  /** The transport has written what it got. */
  write(): void {
    this.transport.emit('drain');
  }

  close(): void {
    this.isClosed = true;
    this.emit('close');
  }
}

function createGuard(ownsServer = true): { clock: FakeClock; connect: () => FakeConnection } {
  const clock = new FakeClock();
  const guard = new ConnectionGuard({ clock, logger: createLogger('silent'), ownsServer });
  const connect = (): FakeConnection => {
    const connection = new FakeConnection();
    guard.watch(connection as unknown as Connection);
    return connection;
  };
  return { clock, connect };
}

const KI = 1024;
const MI = KI * KI;

test('buffered and handed-over data count together, and written data no longer counts', async () => {
  const { connect } = createGuard();
  const connection = connect();
  connection.tell(MI / 2);
  connection.flush();
  connection.tell(MI / 4);
  connection.write();
  connection.tell(MI / 2);
  await Promise.resolve();
  assert.equal(connection.isClosed, false);
  connection.flush();
  connection.tell(MI / 2);
  await Promise.resolve();
  assert.equal(connection.isClosed, true);
});

test('many small packets count more than their texts', async () => {
  const { connect } = createGuard();
  const connection = connect();
  for (let count = 0; count <= MI / 256; count += 1) connection.tell(1);
  await Promise.resolve();
  assert.equal(connection.isClosed, true);
});

test('when much waits in all, only a small share may wait for each, and later again as much as before', async () => {
  const { connect } = createGuard();
  const slow = Array.from({ length: 127 }, () => connect());
  for (const connection of slow) connection.tell(MI / 2);
  for (let count = 0; count < 9; count += 1) connect().tell(60 * KI);
  const [honest, hoarder, spare] = [connect(), connect(), connect()];
  honest.tell(32 * KI);
  hoarder.tell(128 * KI);
  slow[0]?.tell(KI);
  await Promise.resolve();
  assert.deepEqual([slow[0]?.isClosed, honest.isClosed, hoarder.isClosed], [true, false, true]);
  assert.equal(slow.filter(({ isClosed }) => isClosed).length, 1, 'what waited before may go on waiting');
  for (const connection of slow) connection.flush();
  for (const connection of slow) connection.write();
  spare.tell(MI / 2);
  await Promise.resolve();
  assert.equal(spare.isClosed, false);
});

test('slow is not stalled: a connection that moves a little is left alone', async () => {
  const { clock, connect } = createGuard();
  const [slow, stalled] = [connect(), connect()];
  for (const connection of [slow, stalled]) connection.tell(10);
  for (let count = 0; count < 20; count += 1) {
    slow.tell(10);
    slow.flush();
    clock.advance(5000);
  }
  await Promise.resolve();
  assert.deepEqual([slow.isClosed, stalled.isClosed], [false, true]);
});

test('on a shared Socket.IO server the guard ignores what others send', async () => {
  const { connect } = createGuard(false);
  const connection = connect();
  const data = `2/mine,${'x'.repeat(2 * MI)}`;
  connection.emit('packetCreate', { type: 'message', data });
  connection.emit('packetCreate', { type: 'message', data: Buffer.alloc(2 * MI) });
  for (let count = 0; count < 100; count += 1) connection.emit('packet', { type: 'message', data: '2/mine,["x"]' });
  await Promise.resolve();
  assert.equal(connection.isClosed, false);
});
