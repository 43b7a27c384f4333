import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { findWebKitIfAny } from '../../scripts/find/webkit.mjs';
import { AXE_SOURCE, askAxe } from '../harness/browser/look/axe.js';
import { startServer, type ServerProcess } from '../harness/server/start-server.js';
import { objections } from '../stories/preview-channel.js';
import { readEntries, useStorybook } from '../stories/storybook.js';
import { settled } from '../harness/browser/look/settled.js';
import { layoutFaults, narrow, storyFinished, testButtonOffset, visibleText } from './in-page.js';
import { launchWebKit, type WebKit } from './webkit.js';

const programs = findWebKitIfAny();
if (programs === undefined) {
  console.log(
    'WEBKIT WAS NOT TESTED: it needs Linux with WebKitWebDriver, its MiniBrowser and Xvfb (Debian: webkit2gtk-driver, xvfb).',
  );
}

const STORIES = [
  'noom-prejoin--ready',
  'noom-prejoin--both-blocked',
  'noom-room--four',
  'noom-room--with-chat',
  'noom-room--room-is-full',
  'noom-stage--six',
  'noom-chat--filled',
  'noom-controls--all-on',
  'noom-device-select--camera',
];
const THEMES = ['light', 'dark'];

describe('WebKit', { skip: programs ? false : 'there is no WebKit here' }, () => {
  const addressOf = useStorybook();
  let server: ServerProcess;
  let webkit: WebKit;
  before(async () => {
    assert(programs);
    [server, webkit] = await Promise.all([startServer({ NOOM_LOG: 'error' }), launchWebKit(programs)]);
  });
  after(() => Promise.all([webkit.close(), server.stop()]));

  for (const theme of THEMES) {
    for (const page of ['', 'call.html', 'composed.html', 'classic.html', 'headless.html']) {
      it(`shows the demo page /${page} in ${theme}, on a desktop and 390 pixels wide`, async () => {
        await webkit.driver.open(`${server.url}/${page}?room=tea&name=Ann&theme=${theme}`);
        await looksWell(`${page || 'index'}-${theme}`);
        await webkit.driver.run(narrow);
        await webkit.driver.enterFrame();
        await looksWell(`${page || 'index'}-${theme}-390`);
      });
    }

    for (const story of readEntries('story').filter(({ id }) => STORIES.includes(id))) {
      it(`shows the story ${story.title}, ${story.name}, in ${theme}`, async () => {
        await webkit.driver.open(`${addressOf(story)}&globals=theme:${theme}`);
        assert.deepEqual(objections(await webkit.driver.run(storyFinished)), []);
        assert.deepEqual(await webkit.driver.run(layoutFaults), []);
        await picture(`${story.id}-${theme}`);
        assert.deepEqual(webkit.complaints, []);
      });
    }
  }

  it('keeps the button to test the speaker beside its field, above the note that there is no choice', async () => {
    await webkit.driver.open(`${server.url}/call.html?room=tea&name=Ann`);
    await webkit.driver.run(settled);
    assert.equal(await webkit.driver.run(testButtonOffset), 0);
  });

  it('says in prejoin what to do where it has no peer connections', async (t) => {
    await webkit.driver.open(`${server.url}/call.html?room=tea&name=Ann`);
    await webkit.driver.run(settled);
    const hasConnections = await webkit.driver.run(() => 'RTCPeerConnection' in globalThis);
    if (hasConnections) t.skip('this build of WebKit has peer connections');
    else assert.match(await webkit.driver.run(visibleText), /Use a current version of Chrome, Edge, Firefox or Safari/);
  });

  async function looksWell(name: string): Promise<void> {
    const { driver, complaints } = webkit;
    await driver.run(settled);
    await picture(name);
    assert.deepEqual(await driver.run(layoutFaults), []);
    await driver.evaluate(AXE_SOURCE);
    assert.deepEqual(await driver.run(askAxe), []);
    assert.deepEqual(complaints, []);
  }

  async function picture(name: string): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (folder) await writeFile(`${folder}/webkit-${name}.png`, await webkit.driver.screenshot());
  }
});
