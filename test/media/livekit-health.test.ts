import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { LiveKitError } from '../../demo-server/media/livekit/livekit-error.js';
import { hurriedClock } from '../fakes/browser/hurried-clock.js';
import { entering } from '../harness/server/livekit-entrant.js';
import { LIVEKIT_KEY } from '../harness/server/start-livekit.js';
import { SKIP as skip, engineAt, engineUp, impostor, livekit, until } from './livekit-world.js';

const PEKOE = { name: 'pekoe', life: 'life', epoch: 1 } as const;
const ANN = { id: 'ann', role: 'guest', name: 'Ann' } as const;

test('LiveKit that is killed is lost after three misses, and back when it is there again', { skip }, async (t) => {
  const server = await livekit(t);
  const { engine, told } = await engineUp(t, server);
  await server.stop();
  await until(() => !engine.isUp);
  assert.deepEqual(told, ['lost']);
  await assert.rejects(engine.open(PEKOE), /CreateRoom: unreachable/);
  const again = await livekit(t, { ports: server.ports });
  await until(() => engine.isUp);
  assert.deepEqual(told, ['lost', 'back']);
  assert.equal(await entering(await (await engine.open(PEKOE)).tokenFor(ANN)), 200);
  assert.equal(again.url, server.url);
});

test('LiveKit that hangs is lost, and back when it goes on', { skip }, async (t) => {
  const server = await livekit(t);
  const { engine, told } = await engineUp(t, server);
  server.hang();
  await until(() => !engine.isUp);
  server.goOn();
  await until(() => engine.isUp);
  assert.deepEqual(told, ['lost', 'back']);
});

test('LiveKit that starts anew before it is missed has lost its rooms', { skip }, async (t) => {
  const server = await livekit(t);
  // Here time passes as it does: it is looked for every two seconds.
  const { engine, told } = await engineUp(t, server);
  const { id } = await engine.open(PEKOE);
  await server.stop();
  await livekit(t, { ports: server.ports });
  await until(() => told.length > 0);
  assert.ok(told.includes(`lost ${id}`) || told[0] === 'lost', told.join());
  await until(() => told.includes(`lost ${id}`));
});

test('a server that begins without LiveKit says so once, and finds it later', { skip }, async (t) => {
  const server = await livekit(t);
  await server.stop();
  const { engine, told, log } = engineAt(t, server);
  await until(() => log.length > 0);
  assert.match(log[0] ?? '', /does not answer.*NOOM_LIVEKIT_API_URL/);
  // A room may have been with it before this process began.
  assert.deepEqual(told, ['lost']);
  await livekit(t, { ports: server.ports });
  await until(() => engine.isUp);
  assert.deepEqual([told, log.length], [['lost', 'back'], 2]);
});

test(
  'with a wrong key it never counts as up, and the log says what to set, without any secret',
  { skip },
  async (t) => {
    const server = await livekit(t);
    const apiSecret = 'a secret that this LiveKit was never told of';
    const { engine, log } = engineAt(t, server, { apiSecret });
    await until(() => log.length > 0);
    assert.match(log[0] ?? '', /refuses the key.*NOOM_LIVEKIT_API_KEY.*NOOM_LIVEKIT_API_SECRET/);
    await assert.rejects(engine.resume('a').close(), (error: Error) => {
      assert.equal(error.message, 'LiveKit, DeleteRoom: refused');
      return true;
    });
    assert.equal(engine.isUp, false);
    assert.doesNotMatch(JSON.stringify(log), /never told|eyJ/);
  },
);

for (const aheadMs of [-3_600_000, -600_000, 55_000, 3_600_000]) {
  test(`a clock that is ${String(aheadMs / 1000)} s ahead keeps no one out, and is said`, { skip }, async (t) => {
    const server = await livekit(t);
    const clock = { ...hurriedClock, now: () => hurriedClock.now() + aheadMs };
    const { engine, log } = await engineUp(t, server, { clock });
    const room = await engine.open(PEKOE);
    assert.equal(await entering(await room.tokenFor(ANN)), 200);
    assert.ok(
      log.some((line) => line.includes('clock')),
      log.join('\n'),
    );
  });
}

for (const [what, answer] of [
  ['a page', (_, response) => response.end('<!doctype html><title>It works!</title>')],
  ['JSON of another kind', (_, response) => response.end('{"rooms":7,"name":{"a":1},"participants":"none"}')],
  ['an error page', ({ url }, response) => response.writeHead(url === '/' ? 200 : 502).end('<h1>Bad gateway')],
  ['a redirect', ({ url }, response) => response.writeHead(url === '/' ? 200 : 302, { location: '/' }).end()],
  ['nothing', ({ url }, response) => url === '/' && response.end('OK')],
  ['a broken answer', (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{')],
  ['too much', ({ url }, response) => response.end(url === '/' ? 'OK' : `{"rooms":[]}${' '.repeat(9 * 1024 * 1024)}`)],
  ['that it is too busy', (_, response) => response.writeHead(406).end('Not Ready')],
] as const satisfies [string, (request: IncomingMessage, response: ServerResponse) => unknown][]) {
  test(`what answers with ${what} is no LiveKit: nothing is opened there, and nothing breaks`, async (t) => {
    const { engine, told, log } = engineAt(t, await impostor(t, answer));
    await until(() => log.length > 0);
    assert.equal(engine.isUp, false);
    await assert.rejects(engine.open(PEKOE), { name: 'LiveKitError' });
    const room = engine.resume('life~1~x');
    const steps = [room.mute('ann', 'camera'), room.setRole('ann', 'viewer'), room.remove('ann'), room.close()];
    for (const result of await Promise.allSettled(steps)) {
      if (result.status === 'rejected') assert.ok(result.reason instanceof LiveKitError, String(result.reason));
    }
    await until(() => told.length > 0);
    assert.deepEqual(told, ['lost']);
    assert.doesNotMatch(JSON.stringify(log), /eyJ|doctype|gateway/);
  });
}

test('a media server that is found a moment after the start is told of: a room may have waited for it', async (t) => {
  let asked = 0;
  const answer = (_: IncomingMessage, response: ServerResponse): void => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else response.end(JSON.stringify({ rooms: [] }));
  };
  const { engine, told } = engineAt(t, await impostor(t, answer));
  await until(() => engine.isUp);
  assert.deepEqual(told, ['back']);
});

test('the answers of another version are read: other keys, more fields, no permission', async (t) => {
  const { engine } = await engineUp(
    t,
    await impostor(t, ({ url, method }, response) => {
      const body = {
        '/': 'OK',
        '/rtc/validate': 'success',
        ListRooms: { rooms: [], nextPage: null },
        CreateRoom: {},
        GetParticipant: { identity: 'ann', tracks: [{ sid: 'T1', source: 'HOLOGRAM' }], mood: 1 },
        ListParticipants: { participants: [{ identity: 'ann', permission: null }], total: 1 },
      }[url?.split('/').at(method === 'POST' ? -1 : 0) || (url ?? '')];
      response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    }),
  );
  const room = engine.resume('life~1~x');
  await room.mute('ann', 'camera');
  await room.setRole('ann', 'viewer');
  await (room as unknown as { check(): Promise<number> }).check();
  await assert.rejects(engine.open(PEKOE), /unreadable/);
});

test('the setting decides whose ICE servers a page uses', async (t) => {
  const nowhere = await impostor(t, (_, response) => response.end());
  for (const [ownIce, expected] of [
    [true, true],
    [false, undefined],
  ] as const) {
    const { engine } = engineAt(t, nowhere, { ownIce });
    assert.equal((await engine.resume('a').tokenFor(ANN)).ownIce, expected);
  }
});

test('what is under way when the engine is closed ends at once', async (t) => {
  const { engine } = engineAt(t, await impostor(t, () => undefined), { ...LIVEKIT_KEY });
  const closing = engine.resume('a').remove('ann');
  await engine.close();
  await assert.rejects(closing, /unreachable/);
});
