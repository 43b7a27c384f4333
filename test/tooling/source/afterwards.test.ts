import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';

test('everything ends, the last first, also where one end fails', async () => {
  const ended: string[] = [];
  let runAfter: () => unknown = () => assert.fail('Nothing was to be done.');
  const t = { after: (end: () => unknown) => (runAfter = end) } as unknown as TestContext;
  afterwards(t, () => ended.push('server'));
  afterwards(t, () => {
    throw new Error('The page complained.');
  });
  afterwards(t, () => ended.push('line'));
  await assert.rejects(Promise.resolve().then(runAfter), /The page complained/);
  assert.deepEqual(ended, ['line', 'server']);
});
