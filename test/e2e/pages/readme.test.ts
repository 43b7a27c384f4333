import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { documentBlocks } from '../../harness/documents.js';
import { useWorld } from '../world.js';

const world = useWorld();
const [whole = '', elsewhere = '', composed = ''] = documentBlocks('README.md', 'html');

/** The pages of the README are for the default address. */
const here = (html: string): string => html.replaceAll('http://127.0.0.1:3000', world.url);

test('the page in the README is a call', async (t) => {
  const ann = await world.open(t, '');
  await ann.page.setContent(whole);
  await ann.reads('Join “tea”');
  await ann.write('Your name', 'Ann');
  await ann.join();
  await ann.watches('Ann');
});

test('the tag with the address of its server is one too, on a page of another origin', async (t) => {
  const elsewhereServer = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Tea</title>${here(elsewhere)}`);
  });
  elsewhereServer.listen(0, '127.0.0.1');
  await once(elsewhereServer, 'listening');
  afterwards(t, () => {
    elsewhereServer.closeAllConnections();
    elsewhereServer.close();
  });
  const { port } = elsewhereServer.address() as AddressInfo;
  const ann = await world.open(t, '', {}, { origin: `http://127.0.0.1:${String(port)}` });
  await ann.write('Your name', 'Ann');
  await ann.join();
});

test('the layout in the README is drawn and works as it says', async (t) => {
  assert.match(composed, /commandfor/);
  const ann = await world.open(t, '');
  await ann.page.setContent(`<script type="module" src="/noom.js"></script>${composed}`);
  await ann.joined();
  await ann.watches('Ann');
  await ann.press('Camera on or off');
  await ann.tile('Ann', 'camera off');
  await ann.find('textbox', 'Send a message');
});
