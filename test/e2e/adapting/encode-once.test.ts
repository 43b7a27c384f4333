import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { NoomRoom } from '../../../src/index.js';
import { findFirefox } from '../../harness/find-firefox.mjs';
import { IS_LONG } from '../../harness/long-run.js';
import type { Guest } from '../guest.js';
import { useOwnServer } from '../own-server.js';
import { useWorld, type OpenOptions } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();
const withoutFirefox = reason !== undefined && `Firefox is NOT tested: ${reason}`;
const skip = IS_LONG ? withoutFirefox : 'it takes a minute: see npm run test:long';
/** Pictures of four participants are encoded and decoded on one machine. */
const ARGS = ['--use-fake-device-for-media-stream=device-count=3,fps=10'];
/** Each in a browser of their own: a page in the background is sent sound alone. */
const inFront = (label: string): OpenOptions => ({ launch: { args: ARGS, label } });
const FIREFOX: OpenOptions = { launch: { name: 'firefox' } };

/** What `docs/guide.md` says that a page needs, and what it needs more for this. */
const STRICT = (): readonly string[] => [
  "default-src 'none'",
  `script-src ${world.url}`,
  "connect-src 'self'",
  "img-src 'self' blob:",
  "require-trusted-types-for 'script'",
];
const POLICIES: Readonly<Record<string, () => readonly string[]>> = {
  none: () => [],
  allowing: () => [...STRICT(), 'worker-src blob:', 'trusted-types lit-html noom-once'],
  'without the worker': () => [...STRICT(), 'trusted-types lit-html noom-once'],
  'without the policy': () => [...STRICT(), 'worker-src blob:', 'trusted-types lit-html'],
};

const server = useOwnServer((path) => {
  const { searchParams } = new URL(path, 'http://own.example');
  const of = (name: string): string => searchParams.get(name) ?? '';
  const policy = POLICIES[of('policy')]?.().join('; ') ?? '';
  return `${policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`}<title>Once</title>
    <script type="module" src="${world.url}/noom.js"></script>
    <noom-room room="${of('room')}" display-name="${of('name')}" ${of('with')}></noom-room>`;
});

interface Page {
  room: string;
  name: string;
  with?: string;
  policy?: string;
}

async function join(t: TestContext, page: Page, options: OpenOptions = inFront(page.name)): Promise<Guest> {
  const params = { policy: 'none', with: 'encode-once autojoin', ...page };
  const guest = await world.open(t, '', params, { origin: server.at('localhost'), ...options });
  await guest.joined();
  return guest;
}

/** How the camera is encoded: with the lines of the pictures of each encoder, the largest first. */
async function encoded({ page }: Guest): Promise<number[]> {
  return page.evaluate(async () => {
    const { call } = document.querySelector('noom-room') as unknown as NoomRoom;
    const { participants } = await call.getReport({ identities: true });
    const stats = participants.flatMap((each) => each.stats as Sent[]);
    const sent = stats.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
    return sent.map(({ frameHeight = 0 }) => frameHeight).sort((one, other) => other - one);
  });
}

interface Sent {
  type: string;
  kind?: string;
  frameHeight?: number;
}

/** Resolves once so many encoders make pictures, and so many only carry them. */
async function shares(guest: Guest, own: number, shared: number): Promise<void> {
  let lines: number[] = [];
  for (let looks = 0; looks < 300; looks += 1) {
    lines = await encoded(guest);
    const carried = lines.filter((each) => each > 0 && each <= 16).length;
    if (carried === shared && lines.filter((each) => each > 16).length === own) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail(
    `${String(own)} encoders and ${String(shared)} that share are wanted; pictures have ${lines.join()} lines.`,
  );
}

/** Whether the page has asked the server for the code of it. */
function hasLoaded({ page }: Guest): Promise<boolean> {
  return page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname.startsWith('/noom-once')),
  );
}

test('four participants with encode-once see each other, each with one encoder', async (t) => {
  const room = world.room();
  const guests: Guest[] = [];
  for (const name of ['Ann', 'Ben', 'Cho', 'Dan']) guests.push(await join(t, { room, name }));
  await Promise.all(guests.map((guest) => shares(guest, 1, 2)));
  for (const guest of guests) {
    await Promise.all(['Ann', 'Ben', 'Cho', 'Dan'].map((name) => guest.watches(name)));
  }
  const [ann, ben, cho, dan] = guests as [Guest, Guest, Guest, Guest];
  await dan.page.$eval('noom-room', (element) => element.setCamera(false));
  await ann.tile('Dan', 'camera off');
  await dan.page.$eval('noom-room', (element) => element.setCamera(true));
  await ann.watches('Dan');
  await ben.page.$eval('noom-room', (element) => element.leave());
  // Three are left: each encodes for each.
  await Promise.all([ann, cho, dan].map((guest) => shares(guest, 2, 0)));
  await Promise.all(['Ann', 'Dan'].map((name) => cho.watches(name)));
});

test('what a page has not asked for is not loaded', async (t) => {
  const ann = await join(t, { room: world.room(), name: 'Ann', with: 'autojoin' });
  const ben = await join(t, { room: world.room(), name: 'Ben' });
  assert.deepEqual([await hasLoaded(ann), await hasLoaded(ben)], [false, true]);
});

test('Firefox receives it, and sends as ever', { skip }, async (t) => {
  const room = world.room();
  const names = ['Ann', 'Ben', 'Cho'];
  const guests: Guest[] = [];
  for (const name of names) guests.push(await join(t, { room, name }));
  const fay = await join(t, { room, name: 'Fay' }, FIREFOX);
  for (const guest of guests) {
    // Two are sent H.264, and Firefox VP8.
    await shares(guest, 2, 1);
    await guest.watches('Fay');
  }
  await Promise.all(names.map((name) => fay.watches(name)));
  const lines = await encoded(fay);
  assert.equal(lines.filter((each) => each > 16).length, 3, String(lines));
});

// What is done without it is the same, whichever of the two is forbidden.
for (const policy of ['allowing', 'without the worker', ...(IS_LONG ? ['without the policy'] : [])]) {
  test(`under a strict Content-Security-Policy ${policy}, the call goes on`, async (t) => {
    const isAllowed = policy === 'allowing';
    const room = world.room();
    const params = { room, name: 'Ann', policy, with: 'encode-once' };
    const ann = await world.open(t, '', params, { origin: server.at('localhost'), ...inFront('Ann') });
    ann.mayBeForbidden = !isAllowed;
    await ann.join();
    const others = await Promise.all(['Ben', 'Cho', 'Dan'].map((name) => join(t, { room, name, with: 'autojoin' })));
    await shares(ann, isAllowed ? 1 : 3, isAllowed ? 2 : 0);
    await Promise.all(others.map((guest) => guest.watches('Ann')));
  });
}
