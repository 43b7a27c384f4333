import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useWorld } from '../world.js';

const world = useWorld();

test('the host is asked, hands the room over and leaves, and the other one is host then', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.join(t, room, 'Ben');
  await ann.watches('Ben');
  await ann.press('Leave the call');
  await ann.see('>>> dialog.leaving[open]');
  assert.deepEqual(await ann.axe(), []);
  await ann.picture('leaving-as-host');
  await ann.page.$eval('noom-room', (element) => {
    const select = element.shadowRoot?.querySelector('select');
    if (select) select.selectedIndex = 1;
  });
  await ann.press('Hand over and leave');
  await ann.see('>>> .message');
  await ben.page.waitForFunction(() => document.querySelector('noom-room')?.snapshot.self.role === 'host');
});
