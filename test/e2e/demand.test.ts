import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { NoomRoom } from '../../src/index.js';
import type { Guest } from './guest.js';
import { SLOW_CAMERAS, useWorld } from './world.js';

const world = useWorld();

/** Records what the call asks for of each picture, as `window.views`: the reports of the tiles. Runs in the page. */
function recordViews(): void {
  const views = new Map<object, unknown>();
  Object.assign(window, { views });
  void customElements.whenDefined('noom-room').then(() => {
    const { call } = document.querySelector('noom-room') as unknown as NoomRoom;
    const report = call.reportView.bind(call);
    call.reportView = (view, shown) => {
      if (shown === null) views.delete(view);
      else views.set(view, shown);
      report(view, shown);
    };
  });
}

async function join(t: TestContext, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, 'call', { room, name }, { ...SLOW_CAMERAS, script: recordViews });
  await guest.join();
  return guest;
}

/** Resolves when the tiles of a participant report this: `nothing`, `none`, or a width in device pixels to compare. */
async function wants(
  guest: Guest,
  name: string,
  wanted: 'nothing' | 'none' | { from: number; to: number },
): Promise<void> {
  await guest.page.waitForFunction(
    (who, expected) => {
      const { snapshot } = document.querySelector('noom-room') as unknown as NoomRoom;
      const id = snapshot.participants.find((participant) => participant.name === who)?.id;
      type View = { participantId: string; wanted: 'nothing' | { widthPx: number } };
      const all = [...(window as unknown as { views: Map<object, View | 'nothing'> }).views.values()];
      const [view] = all.filter((each) => each !== 'nothing').filter(({ participantId }) => participantId === id);
      if (expected === 'none') return view === undefined;
      if (view === undefined) return false;
      if (expected === 'nothing' || view.wanted === 'nothing') return view.wanted === expected;
      return view.wanted.widthPx >= expected.from && view.wanted.widthPx <= expected.to;
    },
    {},
    name,
    wanted,
  );
}

test('a tile that is enlarged, not drawn, or gone asks for that much', async (t) => {
  const room = world.room();
  const ann = await join(t, room, 'Ann');
  const [ben, cas] = [await join(t, room, 'Ben'), await join(t, room, 'Cas')];
  await ann.page.bringToFront();
  await Promise.all([wants(ann, 'Ben', { from: 300, to: 800 }), wants(ann, 'Cas', { from: 300, to: 800 })]);
  await ann.picture('demand-grid');
  await ann.page.$eval('noom-room', (each) => each.call.pin(each.snapshot.participants[1]?.id ?? null));
  await wants(ann, 'Ben', { from: 900, to: 1280 });
  await wants(ann, 'Cas', { from: 50, to: 300 });
  await ann.picture('demand-pinned');
  await ann.page.$eval('noom-room', (each) => {
    each.style.display = 'none';
  });
  await Promise.all([wants(ann, 'Ben', 'nothing'), wants(ann, 'Cas', 'nothing')]);
  await ann.page.$eval('noom-room', (each) => {
    each.style.display = '';
  });
  await wants(ann, 'Ben', { from: 900, to: 1280 });
  await cas.page.$eval('noom-room', (each) => each.leave());
  await wants(ann, 'Cas', 'none');
  assert.equal(await ben.page.$eval('noom-room', (each) => each.snapshot.participants.length), 2);
});
