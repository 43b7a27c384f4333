import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFirefox } from '../../harness/find-firefox.mjs';
import { IS_LONG } from '../../harness/long-run.js';
import { useOwnServer } from '../own-server.js';
import { useWorld } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();

const ROOM = '<noom-room room="tea" display-name="Ann"></noom-room>';
const PICKERS = '<noom-device-select></noom-device-select><noom-device-select kind="microphone"></noom-device-select>';
const FORBIDDEN = 'This page is not allowed to use the camera or microphone.';
const TO_DO = '<iframe allow="camera; microphone; display-capture">';

/** `/inner` is what another page, `/` with what it allows, has in a frame. */
const server = useOwnServer((path) => {
  const { pathname, searchParams } = new URL(path, 'http://own.example');
  const content = searchParams.get('content') ?? '';
  if (pathname === '/inner')
    return `<title>In</title>${content}<script type="module" src="${world.url}/noom.js"></script>`;
  const inner = `${server.at('127.0.0.1')}/inner?content=${encodeURIComponent(content)}`;
  return `<title>Out</title><iframe src="${inner}" allow="${searchParams.get('allow') ?? ''}" width="900" height="700"></iframe>`;
});

for (const name of ['chromium', 'firefox'] as const) {
  const skip = name === 'firefox' && reason !== undefined && `Firefox is NOT tested: ${reason}`;

  for (const [allow, isShown, isForbidden] of [
    ['', false, true],
    ['camera', true, true],
    ['microphone', false, true],
    ['camera; microphone', true, false],
  ] as const) {
    // What both browsers say of a device alone is the same for the kit.
    if (name === 'firefox' && ['camera', 'microphone'].includes(allow) && !IS_LONG) continue;
    test(`${name} in another page’s frame that allows “${allow}” shows what to do`, { skip }, async (t) => {
      const params = new URLSearchParams({ allow, content: ROOM });
      const origin = server.at('localhost');
      const guest = await world.open(t, '', Object.fromEntries(params), { launch: { name }, origin });
      const frame = await (await guest.see('iframe')).contentFrame();
      assert(frame);
      if (isShown) await frame.waitForSelector('>>> video:not([hidden])', { visible: true });
      if (isForbidden) {
        const notice = await frame.waitForSelector('>>> .notice', { visible: true });
        const text = (await notice?.evaluate((element) => element.textContent)) ?? '';
        assert.ok(text.includes(FORBIDDEN) && text.includes(TO_DO), text);
        assert.equal(await frame.$('>>> .notice button'), null, 'no button to retry is shown');
      } else {
        assert.equal(await frame.$('>>> .notice'), null);
      }
      // Whatever is forbidden, the guest can join and hear the others.
      await (await frame.waitForSelector('>>> .join'))?.press('Enter');
      await frame.waitForSelector('noom-room[state="joined"]');
    });
  }

  test(`${name} in a frame that allows nothing shows so by pickers without a room`, { skip }, async (t) => {
    const params = { allow: '', content: PICKERS };
    const guest = await world.open(t, '', params, { launch: { name }, origin: server.at('localhost') });
    const frame = await (await guest.see('iframe')).contentFrame();
    assert(frame);
    await frame.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('noom-device-select')].every((select) =>
          select.shadowRoot?.querySelector('[part=note]')?.textContent.includes(wanted),
        ),
      {},
      TO_DO,
    );
  });
}
