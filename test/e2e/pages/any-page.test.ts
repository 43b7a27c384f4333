import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { findFirefox } from '../../harness/find-firefox.mjs';
import { IS_LONG } from '../../harness/long-run.js';
import type { Guest } from '../guest.js';
import { useOwnServer } from '../own-server.js';
import { useWorld, type OpenOptions } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();
const BROWSERS = (['chromium', 'firefox'] as const).map((name) => ({
  name,
  skip: name === 'firefox' && reason !== undefined && `Firefox is NOT tested: ${reason}`,
}));

/** What `docs/guide.md` says that a page needs: the kit's origin, the signaling server, pictures in the chat. */
const POLICY = (): string =>
  [
    "default-src 'none'",
    `script-src ${world.url}`,
    "connect-src 'self'",
    // The page's own is for its icon, which Firefox asks for.
    "img-src 'self' blob:",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

/** The kit as another operator serves it, in another version. */
const other = createServer((request, response) => {
  const name = /^\/(noom[\w.-]*\.js)$/.exec(request.url ?? '')?.[1];
  if (name === undefined) {
    response.writeHead(404).end();
    return;
  }
  const code = readFileSync(`dist/${name}`, 'utf8').replaceAll('0.1.0', '9.9.9');
  response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/javascript').end(code);
});
before(() => once(other.listen(0, '127.0.0.1'), 'listening'));
after(() => other.close());

const server = useOwnServer((path) => {
  const { searchParams } = new URL(path, 'http://own.example');
  const of = (name: string): string => searchParams.get(name) ?? '';
  const room = `<noom-room id="call" room="${of('room')}" display-name="${of('name')}" autojoin shortcuts></noom-room>`;
  const kit = (url: string): string => `<script type="module" src="${url}/noom.js"></script>`;
  const second = `http://127.0.0.1:${String((other.address() as AddressInfo).port)}`;
  switch (of('page')) {
    case 'strict':
      return `<meta http-equiv="Content-Security-Policy" content="${POLICY()}"><title>Strict</title>${kit(world.url)}${room}`;
    case 'unset':
      return `<title>Unset</title><style>* { all: unset !important }</style>${kit(world.url)}${room}`;
    default:
      return `<title>Twice</title>${room}${kit(world.url)}${kit(second)}`;
  }
});

function open(t: TestContext, page: string, room: string, name: string, options: OpenOptions = {}): Promise<Guest> {
  return world.open(t, '', { page, room, name }, { origin: server.at('localhost'), ...options });
}

/** Two participants who see each other; the second one is looked at. */
async function call(t: TestContext, page: string, options: OpenOptions = {}): Promise<{ ann: Guest; ben: Guest }> {
  const room = world.room();
  const ann = await open(t, page, room, 'Ann', options);
  await ann.joined();
  const ben = await open(t, page, room, 'Ben', options);
  await ben.joined();
  // A page in the background is sent sound alone.
  await ann.page.bringToFront();
  await ann.watches('Ben');
  await ben.page.bringToFront();
  await ben.watches('Ann');
  return { ann, ben };
}

/** Collects what a page's policy is violated by, also in the windows that it opens. */
function collectViolations(): void {
  const violations: string[] = [];
  // An object's method, because the compiler marks named functions by a helper that pages do not have.
  const listener = {
    handleEvent(event: SecurityPolicyViolationEvent) {
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    },
  };
  addEventListener('securitypolicyviolation', listener);
  const { documentPictureInPicture: windows } = window as unknown as { documentPictureInPicture?: EventTarget };
  windows?.addEventListener('enter', (event) => {
    const { window: opened } = event as Event & { window: Window };
    opened.addEventListener('securitypolicyviolation', listener);
  });
  Object.assign(window, { violations });
}

function violations({ page }: Guest): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}

/** Presses a control, found as every browser can. */
async function control(guest: Guest, name: string): Promise<void> {
  await (await guest.see(`>>> [data-name=${name}]`)).click();
}

/** Opens the chat and the settings, one after the other, and uses each. */
async function useAll(ben: Guest, ann: Guest): Promise<void> {
  await control(ben, 'chat');
  await (await ben.see('>>> textarea')).type('Hello\n');
  await ann.page.waitForFunction(() => document.querySelector('noom-room')?.snapshot.messages.length === 1);
  await control(ben, 'chat');
  await control(ben, 'settings');
  await ben.see('>>> noom-settings >>> noom-device-select >>> video:not([hidden])');
  await ben.picture('any-page-settings');
  await ben.page.keyboard.press('Escape');
  await ben.seeNoMore('>>> noom-settings >>> dialog');
}

for (const { name, skip } of BROWSERS) {
  test(`${name}: a call violates nothing of a strict policy with Trusted Types`, { skip }, async (t) => {
    const { ann, ben } = await call(t, 'strict', { launch: { name }, script: collectViolations });
    await useAll(ben, ann);
    // A picture from the other side is shown.
    await ann.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4, 4);
      canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
      const file = new File([await canvas.convertToBlob()], 'dot.png', { type: 'image/png' });
      await document.querySelector('noom-room')?.sendFile(file);
    });
    await control(ben, 'chat');
    await (await ben.see('>>> .file-button.primary')).click();
    await ben.see('>>> .file-picture:not([hidden])');
    if (name === 'chromium') {
      await control(ben, 'pip');
      await ben.see('noom-room:state(pip)');
      await (await ben.see('>>> .away button')).click();
      await ben.see('noom-room:not(:state(pip))');
    }
    assert.deepEqual([await violations(ann), await violations(ben)], [[], []]);
  });

  // Which one is used is decided by the kit alone.
  if (name === 'firefox' && !IS_LONG) continue;
  test(`${name}: two versions of the kit in a page do no harm, and say so once`, { skip }, async (t) => {
    const { ann, ben } = await call(t, 'twice', { launch: { name } });
    await useAll(ben, ann);
    for (const guest of [ann, ben]) {
      await guest.page.waitForNetworkIdle({ idleTime: 100, concurrency: 2 });
      const told = (guest.complaints as string[]).splice(0);
      assert.equal(told.length, 1, told.join('\n'));
      assert.match(told[0] ?? '', /on this page twice: 0\.1\.0 came first and is used, 9\.9\.9 is not/);
    }
  });
}

test('a page that unsets the styles of everything shows the whole call, also in picture-in-picture', async (t) => {
  const { ann, ben } = await call(t, 'unset');
  await ben.picture('any-page-unset');
  await useAll(ben, ann);
  await control(ben, 'pip');
  const target = await ben.page.browserContext().waitForTarget((one) => one.opener()?.url() === ben.page.url());
  const opened = await target.page();
  assert(opened);
  await opened.waitForSelector('>>> [data-name=leave]', { visible: true });
  const boxes = await opened.evaluate(() =>
    ['noom-stage', 'noom-controls'].map((tag) => {
      const { top, bottom, width } = document.querySelector(tag)?.getBoundingClientRect() ?? new DOMRect();
      return { top, bottom, isWide: width > innerWidth / 2, isInside: top >= 0 && bottom <= innerHeight };
    }),
  );
  const [stage, controls] = boxes;
  assert(stage && controls && stage.bottom - stage.top > 100 && stage.bottom <= controls.top, JSON.stringify(boxes));
  assert(
    boxes.every(({ isInside, isWide }) => isInside && isWide),
    JSON.stringify(boxes),
  );
});
