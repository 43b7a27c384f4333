import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

async function two(t: TestContext): Promise<[Guest, Guest]> {
  const room = world.room();
  return [await world.join(t, room, 'Ann'), await world.join(t, room, 'Ben')];
}

/** Ends a shared screen as "Stop sharing" of the browser's own bar does, for the page: its track ends, with an event. */
async function stopByBrowser(guest: Guest): Promise<void> {
  await guest.page.$eval('noom-room', (room) => {
    const { track } = room.snapshot.self.sources.screen;
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
}

test('a shared screen is seen large beside the cameras, until it is stopped', async (t) => {
  const [ann, ben] = await two(t);
  await ben.watches('Ann');
  await ann.press('Share screen');
  await ann.see('>>> .base[role="group"][aria-label="You are sharing your screen"]');
  await ben.watches('Screen of Ann');
  await ben.see('>>> noom-video.main[source="screen"]');
  await ben.watches('Ann');
  await ann.picture('screen-own');
  await ben.picture('screen-other');
  assert.deepEqual(await ben.axe(), []);
  await ann.press('Stop sharing the screen');
  await ben.missesTile('Screen of Ann');
  await ben.seeNoMore('>>> noom-video.main');
  await ben.watches('Ann');
});

test('two screens are shared at once, and end with “Stop sharing” of the browser', async (t) => {
  const [ann, ben] = await two(t);
  await Promise.all([ann.press('Share screen'), ben.press('Share screen')]);
  await Promise.all([ann.watches('Screen of Ben'), ben.watches('Screen of Ann')]);
  await stopByBrowser(ann);
  await ben.missesTile('Screen of Ann');
  await ann.find('button', 'Share screen');
  await ann.watches('Screen of Ben');
});

test('a shared screen is seen by who comes later', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  await ann.press('Share screen');
  await ann.see('>>> .base[role="group"][aria-label="You are sharing your screen"]');
  const ben = await world.join(t, room, 'Ben');
  await ben.watches('Screen of Ann');
});

/** Records what the sender of the screen is to do, as `window.sent`. Runs in the page. */
function recordParameters(): void {
  const { setParameters } = RTCRtpSender.prototype;
  RTCRtpSender.prototype.setParameters = function (this: RTCRtpSender, parameters, ...rest) {
    const { degradationPreference, encodings } = parameters;
    const { maxBitrate, scaleResolutionDownBy = 1 } = encodings[0] ?? {};
    if (degradationPreference === 'maintain-resolution')
      Object.assign(window, { sent: [maxBitrate, scaleResolutionDownBy].join(' / ') });
    return setParameters.call(this, parameters, ...rest);
  };
}

/** Resolves when the screen is sent with that bitrate, divided by that scale. */
async function sends(guest: Guest, sent: string): Promise<void> {
  await guest.page.waitForFunction((wanted) => (window as unknown as { sent?: string }).sent === wanted, {}, sent);
}

test('a screen is sent in whole steps of its size, with a bitrate that letters need', async (t) => {
  const room = world.room();
  const ann = await world.open(t, 'call', { room, name: 'Ann' }, { script: recordParameters });
  await ann.join();
  const ben = await world.join(t, room, 'Ben');
  await ben.watches('Ann');
  await ann.press('Share screen');
  await ben.watches('Screen of Ann');
  const { contentHint, width } = await ann.page.$eval('noom-room', (each) => {
    const { track } = each.snapshot.self.sources.screen;
    return { contentHint: track?.contentHint, width: track?.getSettings().width };
  });
  assert.deepEqual([contentHint, width], ['text', 2560]);
  // Ben's window is half as wide as the screen, until each of its pixels is four of his own screen.
  await sends(ann, '1000000 / 2');
  await ben.page.setViewport({ width: 1280, height: 800, deviceScaleFactor: 2 });
  await sends(ann, '2500000 / 1');
});
