import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { iceServersFor } from '../../demo-server/ice.js';
import { createWorld } from './harness.js';

const TURN = ['turn:turn.example:3478?transport=udp', 'turns:turn.example:5349'];

test('TURN credentials say until when they hold, and are what coturn computes', () => {
  const options = { iceUrls: ['stun:stun.example', ...TURN], turnSecret: 'shared', turnTtlS: 600 };
  const servers = iceServersFor(options, 'ann', 1_700_000_000_999);
  const username = '1700000600:ann';
  const credential = createHmac('sha1', 'shared').update(username).digest('base64');
  assert.deepEqual(servers, [{ urls: ['stun:stun.example'] }, { urls: TURN, username, credential }]);
});

test('without URLs there are no servers', () => {
  assert.deepEqual(iceServersFor({ iceUrls: [], turnSecret: 'shared', turnTtlS: 600 }, 'ann', 0), []);
});

test('the join names the servers, and whoever has a seat may ask for fresh credentials', async (t) => {
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
