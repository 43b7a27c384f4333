import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../../demo-server/ops/log.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';
import type { Client } from '../worlds/harness.js';

/** The id of the participant who knocks. */
async function knock(host: Client): Promise<string> {
  const { participant } = await host.event('lobby:knocked');
  return (participant as { id: string }).id;
}

test('a participant may wait long in a lobby; one who was denied is soon disconnected', async (t) => {
  const { clock, connect } = await createClockedSignaling(t, { idleSocketS: 60, lobby: true });
  const [ann, bob] = [await connect(), await connect()];
  await ann.join('tea', 'Ann');
  await bob.join('tea', 'Bob');
  clock.advance(600_000);
  assert.equal((await ann.request('moderate:deny', { id: await knock(ann) })).ok, true);
  await bob.event('lobby:denied');
  clock.advance(59_999);
  assert.equal((await bob.request('chat:send', {})).ok, false);
  clock.advance(1);
  await bob.disconnected();
  assert.equal((await ann.request('ice:refresh', {})).ok, true);
});

test('a join through a lobby is counted and logged when there is a seat, and not before', async (t) => {
  let log = '';
  const logger = createLogger('info', { write: (line) => (log += line) });
  const { signaling, connect } = await createClockedSignaling(t, { lobby: true }, { logger });
  const joined = (): unknown[] => {
    const entries = log.trimEnd().split('\n');
    const parsed = entries.map((line) => JSON.parse(line) as { message: string; participant?: string });
    return parsed.filter(({ message }) => message === 'joined').map(({ participant }) => participant);
  };
  const [ann, bob] = [await connect(), await connect()];
  const { self } = await ann.join('tea', 'Ann');
  await bob.join('tea', 'Bob');
  const id = await knock(ann);
  assert.deepEqual(joined(), [self.id]);
  assert.match(await signaling.printMetrics(), /^noom_joins_total 1$[^]*^noom_participants 1$\n[^]*^noom_waiting 1$/m);
  await ann.request('moderate:admit', { id });
  assert.deepEqual(joined(), [self.id, id]);
  assert.match(await signaling.printMetrics(), /^noom_joins_total 2$[^]*^noom_participants 2$\n[^]*^noom_waiting 0$/m);
});
