import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { systemClock } from '../../../src/core/base/clock.js';
import { ERROR_TEXTS, type CallError } from '../../../src/core/base/errors.js';
import { RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { SocketIoTransport } from '../../../src/core/signaling/socket-io-transport.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { afterwards } from '../../harness/afterwards.js';
import { CaptivePortal, type PortalStatus } from '../../harness/server/captive-portal.js';
import { createWorld } from '../worlds/harness.js';

const SOURCES = { microphone: false, camera: false, screen: false, screenAudio: false };
/** Longer than a first connection is waited for. */
const GIVEN_UP_MS = 10_000;

/** What a page does: it has a WebSocket of its own, which Node has from version 22 on. */
function withWebSocket(t: TestContext): void {
  const page = globalThis as { WebSocket?: unknown };
  const own = page.WebSocket;
  page.WebSocket = WebSocket;
  afterwards(t, () => (page.WebSocket = own));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A seat behind a portal, and what it told. */
async function createSeat(t: TestContext, { clock = systemClock, hasWebSockets = true } = {}) {
  const { server } = await createWorld(t);
  const portal = new CaptivePortal(server.url, { hasWebSockets });
  await portal.open();
  afterwards(t, () => {
    portal.close();
  });
  const told: string[] = [];
  const errors: CallError[] = [];
  const create = (): RoomSeat => {
    const request = { room: 'tea', name: 'Ann', sources: SOURCES };
    const transport = new SocketIoTransport(portal.url);
    const seat = new RoomSeat(transport, () => Promise.resolve(request), clock, randomUUID());
    seat.addEventListener('seat-admitted', ({ admission, isReturn }) =>
      told.push(`${isReturn ? 'back' : 'admitted'} ${admission.self.id}`),
    );
    seat.addEventListener('seat-lost', () => told.push('lost'));
    seat.addEventListener('seat-refused', ({ error }) => {
      told.push(`refused: ${error.code}`);
      errors.push(error);
    });
    afterwards(t, () => {
      seat.leave();
      return until(() => !transport.isConnected);
    });
    return seat;
  };
  return { portal, told, errors, create };
}

const answers: readonly PortalStatus[] = [302, 511, 200];

for (const way of ['WebSocket', 'long polling'] as const) {
  test(`a seat by ${way} behind a captive portal is lost, and is the same when the portal lets through`, async (t) => {
    withWebSocket(t);
    const { portal, told, create } = await createSeat(t, { hasWebSockets: way === 'WebSocket' });
    const seat = create();
    await seat.take();
    const id = told[0]?.split(' ')[1] ?? '';
    for (const status of answers) {
      told.length = 0;
      portal.hold(status);
      await until(
        () => told.includes('lost') && ['websocket', 'polling'].every((each) => portal.answered.includes(each)),
      );
      // What is asked meanwhile is answered then.
      const asked = seat.request('state:set', { hand: status === 302 });
      portal.release();
      await asked;
      assert.deepEqual(told, ['lost', `back ${id}`]);
    }
  });
}

test('a first join behind a captive portal fails as unreachable, in words, and works when the portal lets through', async (t) => {
  withWebSocket(t);
  const clock = new FakeClock();
  const { portal, told, errors, create } = await createSeat(t, { clock });
  for (const status of answers) {
    portal.hold(status);
    const taking = create().take();
    // By both transports.
    await until(() => portal.answered.includes('websocket') && portal.answered.includes('polling'));
    clock.advance(GIVEN_UP_MS);
    await taking;
  }
  assert.deepEqual(
    told,
    answers.map(() => 'refused: signaling-unreachable'),
  );
  for (const { message, hint } of errors) {
    assert.equal(message, ERROR_TEXTS['signaling-unreachable'].message);
    assert.equal(hint, ERROR_TEXTS['signaling-unreachable'].hint);
  }
  portal.release();
  await create().take();
  assert.match(told.at(-1) ?? '', /^admitted /);
});
