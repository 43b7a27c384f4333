import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import { afterwards } from '../../harness/afterwards.js';
import { startServer } from '../../harness/server/start-server.js';
import type { Guest } from '../guest.js';
import { useWorld, type OpenOptions } from '../world.js';

const SERVER = 'examples/from-the-course/server.mjs';
const world = useWorld(SERVER);

const STEPS = [
  '1-rooms',
  '2-signaling',
  '3-offer-answer-ice',
  '4-mute',
  '5-camera-switch',
  '6-data-channel',
  '7-stun',
  '8-tunnel',
  '9-more-people',
] as const;
type Step = (typeof STEPS)[number];

/** Enters a room on the page of a step that was written by hand. */
async function byHand(t: TestContext, step: Step, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, `step-${step}/by-hand`, { room, name });
  await guest.press('Enter');
  return guest;
}

/** Joins on the page of a step in tags. */
async function inTags(t: TestContext, step: Step, room: string, name: string): Promise<Guest> {
  const guest = await world.open(t, `step-${step}/in-tags`, { room, name });
  await guest.write('Your name', name);
  await guest.press('Enter');
  await guest.joined();
  return guest;
}

/** Ann and then Ben are on the page of a step. */
async function two(t: TestContext, enter: typeof byHand, step: Step): Promise<{ ann: Guest; ben: Guest }> {
  const room = world.room();
  const ann = await enter(t, step, room, 'Ann');
  if (enter === inTags) await ann.watches('Ann');
  else if (step === '1-rooms') await ann.reads('You are here: 1 inside');
  else if (step !== '2-signaling') await ann.watchesVideo('#mine');
  return { ann, ben: await enter(t, step, room, 'Ben') };
}

/** Both see the other by what the page itself has, or by tags. */
async function seeEachOther({ ann, ben }: { ann: Guest; ben: Guest }, by: typeof byHand): Promise<void> {
  if (by === byHand) await Promise.all([ann.watchesVideo('#theirs'), ben.watchesVideo('#theirs')]);
  else await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  await ann.picture(`course-call-${new URL(ann.page.url()).pathname.slice(1).replaceAll('/', '-')}`);
}

test('1, by hand: what one writes in a room is read by the other, as markup', async (t) => {
  const { ann, ben } = await two(t, byHand, '1-rooms');
  await ann.reads('Ben is here: 2 inside');
  await ben.write('Message', 'Hello <b>bold</b>');
  await ben.press('Send');
  await ann.see('#lines b');
  await ben.page.close();
  await ann.reads('Ben left: 1 inside');
});

test('1, in tags: the same is read as it was written', async (t) => {
  const room = world.room();
  const ann = await inTags(t, '1-rooms', room, 'Ann');
  const ben = await inTags(t, '1-rooms', room, 'Ben');
  await ben.write('Send a message', 'Hello <b>bold</b>');
  await ben.press('Send message');
  await ann.reads('Hello <b>bold</b>');
});

test('2, by hand: an offer and an answer go through the server', async (t) => {
  const { ann, ben } = await two(t, byHand, '2-signaling');
  await ann.reads('sent an offer to Ben');
  await Promise.all([ben.reads('received: offer'), ann.reads('received: answer')]);
});

test('2, in tags: the page is told who comes and goes, and the rest is done', async (t) => {
  const pair = await two(t, inTags, '2-signaling');
  await Promise.all([pair.ann.reads('Ben is here'), pair.ben.reads('Ann is here')]);
  await seeEachOther(pair, inTags);
});

for (const [way, enter] of [
  ['by hand', byHand],
  ['in tags', inTags],
] as const) {
  test(`3, ${way}: two people see each other`, async (t) => {
    await seeEachOther(await two(t, enter, '3-offer-answer-ice'), enter);
  });
}

test('4, by hand: a muted microphone is not told', async (t) => {
  const pair = await two(t, byHand, '4-mute');
  await seeEachOther(pair, byHand);
  await pair.ann.press('Microphone');
  await pair.ann.see('#microphone[aria-pressed=false]');
  await pair.ann.press('Camera');
  // Black pictures go on.
  await pair.ben.watchesVideo('#theirs');
});

test('4, in tags: the other is told of microphone and camera', async (t) => {
  const pair = await two(t, inTags, '4-mute');
  await seeEachOther(pair, inTags);
  await pair.ann.press('Turn microphone off');
  await pair.ann.press('Turn camera off');
  await pair.ben.tile('Ann', 'microphone off', 'camera off');
});

test('5, by hand: another camera is seen, and from then on mute does not mute', async (t) => {
  const pair = await two(t, byHand, '5-camera-switch');
  await seeEachOther(pair, byHand);
  await pair.ann.choose('Camera in use', 'fake_device_2');
  await pair.ben.watchesRedVideo('#theirs');
  await pair.ann.watchesRedVideo('#mine');
  await pair.ann.press('Microphone');
  await pair.ann.see('#microphone[aria-pressed=false]');
  await hearsSound(pair.ben, '#theirs');
});

test('5, in tags: another camera is seen, and mute mutes', async (t) => {
  const pair = await two(t, inTags, '5-camera-switch');
  await seeEachOther(pair, inTags);
  await pair.ann.choose('Camera', 'fake_device_2');
  await pair.ben.watchesRed('Ann');
  await pair.ann.press('Turn microphone off');
  await pair.ben.tile('Ann', 'microphone off');
});

test('5, in tags and in Korean: the room adds nothing to the page’s own layout', async (t) => {
  const params = { room: world.room(), name: 'Ann', lang: 'ko', autojoin: '' };
  const ann = await world.open(t, 'step-5-camera-switch/in-tags', params);
  await ann.joined();
  assert.equal(await ann.page.$('noom-room >>> noom-stage'), null);
});

test('6, by hand: a message goes from browser to browser', async (t) => {
  const pair = await two(t, byHand, '6-data-channel');
  await seeEachOther(pair, byHand);
  for (const [from, to, text] of [
    [pair.ann, pair.ben, 'Hello Ben'],
    [pair.ben, pair.ann, 'Hello Ann'],
  ] as const) {
    await from.see('#send:not([disabled])');
    await from.write('Message', text);
    await from.press('Send');
    await to.reads(text);
  }
});

test('6, in tags: so it does, and the sender is told that it arrived', async (t) => {
  const pair = await two(t, inTags, '6-data-channel');
  await seeEachOther(pair, inTags);
  await pair.ann.write('Send a message', 'Hello Ben');
  await pair.ann.press('Send message');
  await pair.ben.reads('Hello Ben');
  await pair.ann.page.waitForFunction(
    () => document.querySelector('noom-room')?.snapshot.messages[0]?.state === 'delivered',
  );
});

test('7, by hand: the ways to this browser are listed', async (t) => {
  const pair = await two(t, byHand, '7-stun');
  await pair.ann.reads('host, udp');
  await seeEachOther(pair, byHand);
});

test('7, in tags: a check says what works and what is missing', async (t) => {
  const pair = await two(t, inTags, '7-stun');
  await seeEachOther(pair, inTags);
  await pair.ann.press('Check the connection');
  await pair.ann.reads('signaling: ok, works');
  await pair.ann.reads('stun: skipped, not-configured');
});

test('8, by hand: a page of this machine may use the camera, one by plain HTTP elsewhere may not', async (t) => {
  const pair = await two(t, byHand, '8-tunnel');
  await pair.ann.reads('secure, there are devices');
  await seeEachOther(pair, byHand);
  const elsewhere: OpenOptions = {
    launch: { args: ['--host-resolver-rules=MAP call.example 127.0.0.1'] },
    origin: world.url.replace('127.0.0.1', 'call.example'),
  };
  const guest = await world.open(t, 'step-8-tunnel/by-hand', {}, elsewhere);
  await guest.reads('not secure, navigator.mediaDevices is undefined');
});

test('8, in tags: the whole call', async (t) => {
  const room = world.room();
  const ann = await world.open(t, 'step-8-tunnel/in-tags', { room, name: 'Ann' });
  await ann.join();
  const ben = await world.open(t, 'step-8-tunnel/in-tags', { room, name: 'Ben' });
  await ben.join();
  await seeEachOther({ ann, ben }, inTags);
});

test('9, by hand: three people see each other, each sending twice', async (t) => {
  const room = world.room();
  const guests: Guest[] = [];
  for (const name of ['Ann', 'Ben', 'Cy']) {
    const guest = await byHand(t, '9-more-people', room, name);
    await guest.watchesVideo('#mine');
    guests.push(guest);
  }
  for (const guest of guests) {
    await guest.reads('×2');
    for (const place of [2, 3]) await guest.watchesVideo(`#videos video:nth-of-type(${String(place)})`);
  }
  await guests[2]?.page.close();
  await guests[0]?.reads('×1');
});

test('9, in tags: three people see each other', async (t) => {
  const room = world.room();
  const names = ['Ann', 'Ben', 'Cy'];
  const guests: Guest[] = [];
  for (const name of names) {
    const guest = await world.open(t, 'step-9-more-people/in-tags', { room, name });
    await guest.join();
    guests.push(guest);
  }
  for (const guest of guests) for (const name of names) await guest.watches(name);
});

/** A visitor of the relay without a page. */
function visitor(t: TestContext, url: string): Socket {
  const socket = io(`${url}/course`, { transports: ['websocket'], reconnection: false });
  afterwards(t, () => socket.close());
  return socket;
}

test('the relay passes on what a stranger writes, who entered no room', async (t) => {
  const room = world.room();
  const ann = await byHand(t, '1-rooms', room, 'Ann');
  await ann.reads('You are here: 1 inside');
  visitor(t, world.url).emit('message', room, 'I am not here', () => undefined);
  await ann.reads('Somebody: I am not here');
});

test('one request without a callback ends the relay for everyone', async (t) => {
  const server = await startServer({ NOOM_LOG: 'error' }, [], SERVER);
  afterwards(t, () => server.stop());
  const socket = visitor(t, server.url);
  socket.emit('message', 'tea', 'Hello');
  assert.notEqual(await server.exited, 0);
  assert.match(server.output.join('\n'), /done is not a function/);
});

test('the server of these pages lets no page of another origin in, and has nothing but them', async () => {
  const handshake = '/socket.io/?EIO=4&transport=polling';
  for (const [headers, status] of [
    [{}, 200],
    [{ origin: world.url }, 200],
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
  ] as const) {
    assert.equal((await fetch(world.url + handshake, { headers })).status, status);
  }
  for (const path of ['//', '/..%2fpackage.json', '/server.mjs', '/relay.mjs', '/index.html.', '/step-1-rooms']) {
    assert.equal((await fetch(world.url + path)).status, 404, path);
  }
});

for (const page of ['', ...STEPS.flatMap((step) => [`step-${step}/by-hand`, `step-${step}/in-tags`])]) {
  test(`the page /${page} has no violation that axe finds, and fits into 320 pixels in Korean`, async (t) => {
    const guest = await world.open(t, page, { theme: 'dark' });
    await guest.settled();
    assert.deepEqual(await guest.axe(), []);
    await guest.picture(`course-${page.replaceAll('/', '-') || 'index'}-dark`);
    await guest.press('Light');
    await guest.press('한국어');
    await guest.page.setViewport({ width: 320, height: 640 });
    await guest.settled();
    assert.deepEqual(await guest.axe(), []);
    assert.equal(await guest.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await guest.picture(`course-${page.replaceAll('/', '-') || 'index'}-320-ko`);
  });
}

/** Resolves once the stream of a video has carried a sound that can be heard. */
async function hearsSound(guest: Guest, selector: string): Promise<void> {
  const video = await guest.see(selector);
  await video.evaluate(async (element) => {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource((element as HTMLVideoElement).srcObject as MediaStream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    do {
      await new Promise((resolve) => setTimeout(resolve, 50));
      analyser.getFloatTimeDomainData(samples);
    } while (!samples.some((sample) => Math.abs(sample) > 0.01));
    await context.close();
  });
}
