import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Guest } from '../e2e/guest.js';
import { CountingGuest } from './counting-guest.js';
import type { Serve } from './serve.js';
import type { Example } from './workshop.js';

/** Ann's page of the example, which has joined, and sees Bo's picture; Bo notes who comes and goes. */
export async function inCall(
  t: TestContext,
  example: Example,
  serve: Serve,
  path?: string,
): Promise<{ ann: Guest; bo: CountingGuest }> {
  const room = example.world.room();
  const bo = await CountingGuest.join(t, example.world, room);
  const ann = await example.open(t, serve, { room, autojoin: '' }, path);
  await ann.joined();
  await ann.reads('You are in the call.');
  await bo.guest.page.bringToFront();
  await bo.guest.watches('Ann');
  await ann.page.bringToFront();
  await ann.watches('Bo');
  return { ann, bo };
}

/** How often Ann's document has heard that the call was left. */
export function leavesHeard({ page }: Guest): Promise<number> {
  return page.evaluate(() => (window as unknown as { leaves: number }).leaves);
}

/** Which page of an example is opened, and the text of its button to join. */
export interface TestedPage {
  readonly path?: string;
  readonly button?: string;
}

/** A room whose `autojoin` is false waits; the page has set the text of its button as a property. */
export function testWaiting(example: Example, serve: Serve, page: TestedPage = {}): void {
  const { path, button: text = 'Come in' } = page;
  test(`${titleOf(page)}nobody joins where autojoin is false, until the button is pressed`, async (t) => {
    const room = example.world.room();
    const bo = await CountingGuest.join(t, example.world, room);
    const ann = await example.open(t, serve, { room }, path);
    const button = await ann.find('button', text);
    assert.deepEqual(await bo.notes(), []);
    await button.press('Enter');
    await ann.joined();
    await ann.reads('You are in the call.');
    assert.deepEqual(await bo.notesOnce(1), ['Ann came']);
  });
}

/** How the names of a page's tests begin. */
export function titleOf({ path }: TestedPage): string {
  return path === undefined ? '' : `${path}: `;
}

/** The list of tiles has the local participant too, who is told of by no event but `noom-joined`. */
export function testAlone(example: Example, serve: Serve): void {
  test('a participant who is alone in the room sees their own picture', async (t) => {
    const ann = await example.open(t, serve, { room: example.world.room(), autojoin: '' });
    await ann.watches('Ann');
  });
}

/** One tag is one participant, also where a framework mounts everything twice. */
export function testJoiningOnce(example: Example, serve: Serve): void {
  test('the tag joins once, a list in another order keeps its tiles and their pictures, and the tag leaves once when it is removed', async (t) => {
    const { ann, bo } = await inCall(t, example, serve);
    await keepsTilesInAnotherOrder(ann);
    assert.deepEqual(await bo.notes(), ['Ann came']);
    await ann.press('Close the call');
    await ann.reads('You are out of the call.');
    await ann.seeNoMore('noom-room');
    assert.deepEqual(await bo.notesOnce(2), ['Ann came', 'Ann went']);
    assert.equal(await leavesHeard(ann), 1);
    await ann.press('Open the call');
    await ann.joined();
    await ann.watches('Bo');
    assert.deepEqual(await bo.notesOnce(3), ['Ann came', 'Ann went', 'Ann came']);
  });
}

/** The same where the development server does more: React mounts everything twice, and takes it away in between. */
export function testJoiningOnceInDevelopment(example: Example, serve: Serve): void {
  testLeavingOnce(example, serve, 'in development ');
}

/** A page of one tag, without a list of tiles. */
export function testLeavingOnce(example: Example, serve: Serve, where = ''): void {
  test(`${where}the tag joins once, and leaves once when it is removed`, async (t) => {
    const { ann, bo } = await inCall(t, example, serve);
    await ann.press('Close the call');
    await ann.reads('You are out of the call.');
    assert.deepEqual(await bo.notesOnce(2), ['Ann came', 'Ann went']);
    assert.equal(await leavesHeard(ann), 1);
    expectLitNotice(ann);
  });
}

/** The same where the server draws the list, twice, and a library morphs it in place. */
export function testOtherOrder(example: Example, serve: Serve, page: TestedPage = {}): void {
  test(`${titleOf(page)}a list that the server draws in another order keeps its tiles and their pictures`, async (t) => {
    const { ann, bo } = await inCall(t, example, serve, page.path);
    await keepsTilesInAnotherOrder(ann);
    await keepsTilesInAnotherOrder(ann);
    assert.deepEqual(await bo.notes(), ['Ann came']);
  });
}

/** What a list of tiles is, in its order. */
interface Tiles {
  readonly tags: readonly Element[];
  readonly streams: readonly unknown[];
}

/** A list that is drawn in another order moves its tags, and makes none anew. */
async function keepsTilesInAnotherOrder(ann: Guest): Promise<void> {
  await ann.watches('Ann');
  await ann.page.evaluate(() => {
    const look = {
      tiles(): Tiles {
        const tags = [...document.querySelectorAll('noom-video')];
        return { tags, streams: tags.map((tag) => tag.shadowRoot?.querySelector('video')?.srcObject) };
      },
    };
    Object.assign(window, { look, before: look.tiles() });
  });
  await ann.press('Reverse the order');
  await ann.page.waitForFunction(() => {
    const { look, before } = window as unknown as { look: { tiles(): Tiles }; before: Tiles };
    return look.tiles().tags[0] === before.tags[1];
  });
  const kept = await ann.page.evaluate(() => {
    const { look, before } = window as unknown as { look: { tiles(): Tiles }; before: Tiles };
    const { tags, streams } = look.tiles();
    return {
      tags: tags.map((tag) => before.tags.indexOf(tag)),
      streams: streams.map((stream) => (stream ? before.streams.indexOf(stream) : 'none')),
    };
  });
  assert.deepEqual(kept, { tags: [1, 0], streams: [1, 0] });
  await ann.watches('Bo');
  await ann.watches('Ann');
}

/** All of them, as the example is built and served. */
export function testCall(example: Example, serve: Serve): void {
  testWaiting(example, serve);
  testAlone(example, serve);
  testJoiningOnce(example, serve);
}

/** What Lit writes on the console of every development server. */
const LIT_NOTICE = /^warn: Lit is in dev mode/;

/** An edit of a component inside the room is shown by the development server, and the call goes on. */
export function testHotReload(example: Example, serve: Serve, child: string): void {
  test('a child that is edited is drawn anew in the same call', async (t) => {
    const { edit } = await example.prepare();
    const { ann, bo } = await inCall(t, example, serve);
    const room = await ann.see('noom-room');
    const connection = await ann.connectionTo('Bo');
    await edit(child, 'Reverse the order', 'Turn it around');
    await ann.find('button', 'Turn it around');
    assert.equal(await room.evaluate((tag) => tag === document.querySelector('noom-room')), true);
    await ann.watches('Bo');
    assert.equal(await ann.connectionTo('Bo'), connection);
    assert.deepEqual(await bo.notes(), ['Ann came']);
    expectLitNotice(ann);
    await edit(child, 'Turn it around', 'Reverse the order');
  });
}

/** Takes Lit's notice out of what the page complained of. */
export function expectLitNotice({ complaints }: Guest): void {
  const told = complaints as string[];
  const others = told.filter((complaint) => !LIT_NOTICE.test(complaint));
  told.splice(0, told.length, ...others);
}
