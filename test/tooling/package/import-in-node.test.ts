import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the core can be imported without a page', async () => {
  const core = await import('../../../src/core/index.js');
  assert.equal(typeof core.CallController, 'function');
});

test('a call can be created without a page, and reports what it lacks', async () => {
  const { CallController, CallError } = await import('../../../src/core/index.js');
  const call = new CallController({ room: 'tea', displayName: 'Ann' });
  const stop = call.subscribe(() => undefined);
  assert.equal(call.snapshot.state, 'idle');
  assert.equal(call.levels.get(''), 0);
  await assert.rejects(call.join(), (error) => error instanceof CallError && error.code === 'unsupported');
  assert.equal(call.snapshot.error?.code, 'unsupported');
  await call.prepare();
  assert.deepEqual(call.snapshot.devices.cameras, []);
  await call.leave();
  stop();
});
