import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../harness/until.js';
import { RoomPage } from './room-page.js';

describe('shortcuts of <noom-room>', () => {
  let page: RoomPage;
  let asked: string[];

  afterEach(async () => {
    await page.close();
  });

  async function open(attributes = 'shortcuts'): Promise<void> {
    page = await RoomPage.joined({
      attributes,
      children: '<button id="inside">…</button><p id="text" tabindex="0">…</p><input id="field">',
      around: '<noom-controls for="room"></noom-controls><p id="outside" tabindex="0">…</p>',
    });
    asked = [];
    for (const type of ['microphone', 'camera', 'hand', 'panel'] as const) {
      page.room.addEventListener(`noom-${type}-request`, () => asked.push(type));
    }
  }

  const focus = (selector: string): void => {
    page.find(selector)?.focus();
  };
  const isMicrophoneOn = (): boolean => page.room.snapshot.self.sources.microphone.on;

  it('work while the focus is in the room or in a tag linked to it', async () => {
    await open();
    focus('#inside');
    await sendKeys({ press: 'm' });
    await until(() => !isMicrophoneOn());
    page.controls.focus();
    await sendKeys({ press: 'm' });
    await until(isMicrophoneOn);
    expect(asked).to.deep.equal(['microphone', 'microphone']);
  });

  it('do nothing elsewhere on the page, in fields, with other keys held, or without the attribute', async () => {
    await open();
    focus('#outside');
    await sendKeys({ press: 'm' });
    focus('#field');
    await sendKeys({ press: 'm' });
    focus('#text');
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'h' });
    await sendKeys({ up: 'Control' });
    page.room.shortcuts = false;
    await page.drawn();
    await sendKeys({ press: 'm' });
    expect(asked).to.deep.equal([]);
    expect((page.find('#field') as HTMLInputElement).value).to.equal('m');
  });

  it('can be mapped to other keys, and removed', async () => {
    await open();
    page.room.shortcutKeys = { 'toggle-microphone': 'x', 'toggle-camera': '' };
    await page.drawn();
    focus('#text');
    await sendKeys({ press: 'm' });
    await sendKeys({ press: 'v' });
    await sendKeys({ press: 'x' });
    await until(() => asked.length > 0);
    expect(asked).to.deep.equal(['microphone']);
  });

  it('go by the letter on the key where it types another script', async () => {
    await open();
    page.find('#text')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅡ', code: 'KeyM', bubbles: true }));
    await until(() => asked.length > 0);
    expect(asked).to.deep.equal(['microphone']);
  });

  it('talk while Space is held, and leave Space to buttons', async () => {
    await open('shortcuts microphone="off"');
    focus('#inside');
    await sendKeys({ press: ' ' });
    expect(asked).to.deep.equal([]);
    focus('#text');
    await sendKeys({ down: ' ' });
    await until(isMicrophoneOn);
    await sendKeys({ up: ' ' });
    await until(() => !isMicrophoneOn());
    expect(asked).to.deep.equal(['microphone', 'microphone']);
  });

  it('stop listening when the room is gone', async () => {
    await open();
    const { linked } = page.room;
    expect(linked.has(page.controls)).to.equal(true);
    page.room.remove();
    expect(linked.size).to.equal(0);
    page.controls.focus();
    await sendKeys({ press: 'm' });
    expect(asked).to.deep.equal([]);
  });
});
