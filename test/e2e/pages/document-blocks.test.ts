import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allBlocks } from '../../harness/documents.js';
import { useWorld } from '../world.js';

const world = useWorld();
/** Both languages show the same code, mostly. */
const blocks = new Map(
  allBlocks()
    .filter(({ language }) => language === 'html')
    .map(({ path, code }) => [code, path] as const),
);

/** A block as a page: a part of one is in a room, and brings the kit. No proxy is here that takes the path `/call` off. */
function pageOf(code: string, room: string): string {
  const here = code
    .replaceAll('http://127.0.0.1:3000', world.url)
    .replaceAll('"/call', '"')
    .replaceAll('room="tea"', `room="${room}"`);
  const inRoom = here.includes('<noom-room') ? here : `<noom-room room="${room}">${here}</noom-room>`;
  return here.includes('/noom.js"') ? here : `<script type="module" src="/noom.js"></script>${inRoom}`;
}

test('every page and every part of one in the documents is drawn by a browser, which complains of nothing', async (t) => {
  assert.ok(blocks.size > 20);
  const ann = await world.open(t, '');
  // The demo pages allow no script in the page itself, which many pages have.
  await ann.page.setBypassCSP(true);
  for (const [code, path] of blocks) {
    await ann.page.goto(world.url);
    await ann.page.setContent(pageOf(code, world.room()));
    const room = await ann.see('noom-room');
    // It joins by itself, or asks first.
    if (/<noom-room[^>]*\sautojoin/.test(code)) await ann.joined();
    await ann.page.waitForFunction(() =>
      [...document.querySelectorAll('*')]
        .filter(({ localName }) => localName.startsWith('noom-'))
        .every((tag) => tag.matches(':defined') && tag.shadowRoot?.hasChildNodes()),
    );
    await ann.page.waitForNetworkIdle({ idleTime: 100, concurrency: 2 });
    await room.dispose();
    assert.deepEqual(ann.complaints, [], `${path}:\n${code}`);
  }
});
