import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { CaptivePortal } from '../../harness/server/captive-portal.js';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** A proxy as some networks have it: it passes requests on, and closes WebSockets. */
async function proxyWithoutWebSockets(t: TestContext): Promise<string> {
  const proxy = createServer((incoming, response) => {
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, world.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    // Polls that are pending end with the test.
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  proxy.on('upgrade', (_request, socket) => socket.destroy());
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  afterwards(t, () => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
}

async function setSignalingUrl(guest: Guest, url: string): Promise<void> {
  await guest.page.$eval('noom-room', (room, value) => room.setAttribute('signaling-url', value), url);
}

test('where WebSockets are blocked, the call uses long polling', async (t) => {
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { origin: await proxyWithoutWebSockets(t) });
  ann.mayLoseServer = true;
  await ann.join();
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await ben.leaveTheOthers();
  await ann.missesTile('Ben');
  const addresses = await ann.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert(addresses.some((address) => address.includes('transport=polling')));
});

test('an invalid server address is reported at once, and can be corrected', async (t) => {
  const ann = await world.open(t, 'call', { room: world.room(), name: 'Ann' });
  await setSignalingUrl(ann, 'ftp://example.org');
  await ann.press('Join now');
  await ann.failed('signaling-unreachable');
  await ann.reads('is not the address of a signaling server');
  await ann.picture('call-bad-address');
  // Another address is tried at once.
  await setSignalingUrl(ann, world.url);
  await ann.joined();
});

test('a server that does not answer is given up, and can be tried again', async (t) => {
  const ann = await world.open(t, 'call', { room: world.room(), name: 'Ann' });
  ann.mayLoseServer = true;
  // Port 9 (discard) never answers.
  await setSignalingUrl(ann, 'http://127.0.0.1:9');
  await ann.press('Join now');
  await ann.reads('The signaling server could not be reached.');
  await ann.failed('signaling-unreachable');
  await ann.picture('call-failed');
  await ann.press('Try again');
  await ann.see('noom-room[state=connecting]');
  await ann.failed('signaling-unreachable');
  await setSignalingUrl(ann, world.url);
  await ann.joined();
});

test('behind a captive portal pictures and sound go on, and the call says that it reconnects until it lets through', async (t) => {
  const portal = new CaptivePortal(world.url);
  await portal.open();
  afterwards(t, () => {
    portal.close();
  });
  const room = world.room();
  const ben = await world.join(t, room, 'Ben');
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { origin: portal.url });
  ann.mayLoseServer = true;
  await ann.join();
  await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  portal.hold(302);
  await ann.see('noom-room[state=reconnecting]');
  // The code for long polling cannot be loaded: it is behind the portal, too.
  while (portal.answered.filter((way) => way === 'websocket').length < 2) await ann.watches('Ben');
  await Promise.all([ann.watches('Ben', 10), ben.watches('Ann', 10), ann.hears('Ben'), ben.hears('Ann')]);
  const error = await ann.page.$eval('noom-room', (room) => room.snapshot.error?.code ?? null);
  assert.equal(error, null);
  portal.release();
  await ann.joined();
});
