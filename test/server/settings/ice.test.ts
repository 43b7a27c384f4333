import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { iceServersFor } from '../../../demo-server/ports/ice.js';
import { IceDesk } from '../../../demo-server/ports/ice-desk.js';
import { Replay, ReplayBudget } from '../../../src/room-server/rooms/replay.js';
import { Seat } from '../../../src/room-server/rooms/seat.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createWorld } from '../worlds/harness.js';

const TURN = ['turn:turn.example:3478?transport=udp', 'turns:turn.example:5349'];

test('TURN credentials hold their end, and are what coturn computes', () => {
  const options = { iceUrls: ['stun:stun.example', ...TURN], turnSecret: 'shared', turnTtlS: 600 };
  const servers = iceServersFor(options, 'ann', 1_700_000_000_999);
  const username = '1700000600:ann';
  const credential = createHmac('sha1', 'shared').update(username).digest('base64');
  assert.deepEqual(servers, [{ urls: ['stun:stun.example'] }, { urls: TURN, username, credential }]);
});

test('without URLs there are no servers', () => {
  assert.deepEqual(iceServersFor({ iceUrls: [], turnSecret: 'shared', turnTtlS: 600 }, 'ann', 0), []);
});

test('the join names the servers, and a participant with a seat may ask for fresh credentials', async (t) => {
  const world = await createWorld(t, { iceUrls: TURN, turnSecret: 'shared' });
  const client = await world.client();
  assert.equal((await client.request('ice:refresh', {})).error?.code, 'not-allowed');
  const { self, iceServers } = await client.join('tea', 'Ann');
  const [server] = iceServers;
  assert.deepEqual(server?.urls, TURN);
  const [until, id] = server.username?.split(':') ?? [];
  assert.equal(id, self.id);
  const inSeconds = Number(until) - Date.now() / 1000;
  assert.ok(inSeconds > 590 && inSeconds <= 600, String(inSeconds));
  const { ok, iceServers: fresh } = await client.request('ice:refresh', {});
  assert.ok(ok && Array.isArray(fresh) && fresh.length === 1);
});

/** A participant with a seat, and the passwords they were sent. */
function createSeat(id: string): { seat: Seat; leave: () => void; told: string[] } {
  const told: string[] = [];
  const outlet = {
    address: 'here',
    send: (name: string, payload: object) => {
      const { iceServers } = payload as { iceServers: { username: string }[] };
      told.push(`${name} ${iceServers[0]?.username ?? ''}`);
    },
    close: () => undefined,
    drop: () => undefined,
  };
  const sources = { microphone: false, camera: false, screen: false, screenAudio: false };
  const replay = new Replay(new ReplayBudget({ clock: new FakeClock(), graceMs: 0 }));
  const seat = new Seat({ id, name: id, role: 'guest', sources, hand: false }, outlet, { replay });
  return { seat, told, leave: () => seat.vacate() };
}

test('credentials are renewed before they end, again and again, for connected participants', () => {
  const clock = new FakeClock(0);
  const desk = new IceDesk({ iceUrls: TURN, turnSecret: 'shared', turnTtlS: 600 }, clock);
  const [ann, bob] = [createSeat('ann'), createSeat('bob')];
  desk.serversFor(ann.seat);
  clock.advance(200_000);
  desk.serversFor(bob.seat);
  clock.advance(219_999);
  assert.deepEqual([ann.told, bob.told], [[], []]);
  clock.advance(60_000);
  assert.deepEqual([ann.told, bob.told], [['ice:servers 1020:ann'], []]);
  clock.advance(1_000_000);
  assert.deepEqual([ann.told.length, bob.told.length], [3, 2]);
  ann.leave();
  bob.leave();
  clock.advance(600_000);
  assert.deepEqual([ann.told.length, bob.told.length, clock.pending], [3, 2, 0]);
});

test('credentials that were just requested are not sent once more', () => {
  const clock = new FakeClock(0);
  const desk = new IceDesk({ iceUrls: TURN, turnSecret: 'shared', turnTtlS: 600 }, clock);
  const { seat, told } = createSeat('ann');
  desk.serversFor(seat);
  clock.advance(400_000);
  desk.serversFor(seat);
  clock.advance(400_000);
  assert.deepEqual(told, []);
});

test('servers without credentials are never sent again', () => {
  const clock = new FakeClock(0);
  const desk = new IceDesk({ iceUrls: ['stun:stun.example'], turnSecret: null, turnTtlS: 60 }, clock);
  desk.serversFor(createSeat('ann').seat);
  assert.equal(clock.pending, 0);
});
