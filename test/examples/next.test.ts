import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCall, testHotReload, testJoiningOnceInDevelopment } from './call-tests.js';
import { testSource } from './source-tests.js';
import { by, type Serve } from './serve.js';
import { useWorkshop, type Example } from './workshop.js';

/**
 * The kit is loaded before React takes the page over, and a tile says its state by attributes: one in the server's HTML
 * would be another one by then. What React warns of is on the console, which has to be empty where each page is closed.
 */
function testNoTiles(example: Example, serve: Serve): void {
  test('the server draws no tile: the browser does, once React has the page', async () => {
    const html = await example.source(serve, { room: example.world.room(), autojoin: '' });
    assert.match(html, /<noom-prejoin/);
    assert.doesNotMatch(html, /<noom-video/);
  });
}

useWorkshop().example('next', (example) => {
  const serve = by(['next', 'start'], 'build');
  testSource(example, serve);
  testNoTiles(example, serve);
  testCall(example, serve);
  const development = by(['next', 'dev']);
  testJoiningOnceInDevelopment(example, development);
  testHotReload(example, development, 'app/tiles.tsx');
});
