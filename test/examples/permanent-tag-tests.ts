import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leavesHeard } from './call-tests.js';
import { CountingGuest } from './counting-guest.js';
import type { Serve } from './serve.js';
import type { Example } from './workshop.js';

/** Pages that a server renders, and a library that changes one into the next. */
export function testPermanentTag(example: Example, serve: Serve, library: string): void {
  test(`${library}: nobody joins where the server has written autojoin="false"`, async (t) => {
    const room = example.world.room();
    const bo = await CountingGuest.join(t, example.world, room);
    const ann = await example.open(t, serve, { room }, library);
    await ann.find('button', 'Join now');
    assert.deepEqual(await bo.notes(), []);
    await ann.join();
    assert.deepEqual(await bo.notesOnce(1), ['Ann came']);
  });

  test(`${library}: a tag that is kept stays in its call, and leaves once on a page without it`, async (t) => {
    const room = example.world.room();
    const bo = await CountingGuest.join(t, example.world, room);
    const ann = await example.open(t, serve, { room, autojoin: '' }, library);
    await ann.joined();
    await ann.watches('Bo');
    const tag = await ann.see('noom-room');
    const connection = await ann.connectionTo('Bo');
    for (const title of ['Notes', 'Call', 'Notes']) {
      await (await ann.find('link', title)).click();
      await ann.find('heading', title);
      assert.equal(await tag.evaluate((kept) => kept === document.querySelector('noom-room')), true);
      await ann.reads('You are in the call.');
      await ann.watches('Bo');
      assert.equal(await ann.connectionTo('Bo'), connection);
    }
    assert.deepEqual(await bo.notes(), ['Ann came']);
    await (await ann.find('link', 'The end')).click();
    await ann.find('heading', 'The end');
    await ann.reads('You are out of the call.');
    await ann.seeNoMore('noom-room');
    assert.deepEqual(await bo.notesOnce(2), ['Ann came', 'Ann went']);
    assert.equal(await leavesHeard(ann), 1);
  });
}
