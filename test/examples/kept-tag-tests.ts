import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leavesHeard, titleOf, type TestedPage } from './call-tests.js';
import { CountingGuest } from './counting-guest.js';
import type { Serve } from './serve.js';
import type { Example } from './workshop.js';

/** Pages with links to one another, two of which have the same tag, and a library that changes one into the next. */
export function testKeptTag(example: Example, serve: Serve, page: TestedPage = {}): void {
  test(`${titleOf(page)}a tag that is kept stays in its call, and leaves once on a page without it`, async (t) => {
    const room = example.world.room();
    const bo = await CountingGuest.join(t, example.world, room);
    const ann = await example.open(t, serve, { room, autojoin: '' }, page.path);
    await ann.joined();
    await ann.watches('Bo');
    const tag = await ann.see('noom-room');
    const connection = await ann.connectionTo('Bo');
    const visit = async (title: string): Promise<void> => {
      await (await ann.find('link', title)).click();
      await ann.find('heading', title);
      // While a page glides into the next one, a picture of both lies over the links.
      await ann.page.waitForFunction(() => !document.documentElement.matches(':active-view-transition'));
    };
    for (const title of ['Notes', 'Call', 'Notes']) {
      await visit(title);
      assert.equal(await tag.evaluate((kept) => kept === document.querySelector('noom-room')), true);
      await ann.reads('You are in the call.');
      await ann.watches('Bo');
      assert.equal(await ann.connectionTo('Bo'), connection);
    }
    assert.deepEqual(await bo.notes(), ['Ann came']);
    await visit('The end');
    await ann.reads('You are out of the call.');
    await ann.seeNoMore('noom-room');
    assert.deepEqual(await bo.notesOnce(2), ['Ann came', 'Ann went']);
    assert.equal(await leavesHeard(ann), 1);
    await visit('Call');
    await ann.reads('You are in the call.');
    assert.deepEqual(await bo.notesOnce(3), ['Ann came', 'Ann went', 'Ann came']);
  });
}
