import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CallController } from '../../../../src/core/index.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

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

  it('do nothing elsewhere on the page, in fields, with modifier keys, or without the attribute', async () => {
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

  it('match the letter on the key where it types another script', async () => {
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

  describe('stop talking, though no keyup arrives,', () => {
    /** Space is held, and the microphone is on. */
    async function talk(): Promise<void> {
      await open('shortcuts microphone="off"');
      focus('#text');
      await sendKeys({ down: ' ' });
      await until(isMicrophoneOn);
    }

    afterEach(async () => {
      await sendKeys({ up: ' ' });
    });

    const WAYS: Record<string, () => unknown> = {
      'when the window loses the keyboard': () => window.dispatchEvent(new Event('blur')),
      'when the focus goes into a frame': () => {
        const frame = document.createElement('iframe');
        page.box.append(frame);
        frame.contentDocument?.body.append(Object.assign(document.createElement('input'), { autofocus: true }));
        frame.contentDocument?.querySelector('input')?.focus();
      },
      'when the page is hidden': () => {
        replace(document, 'hidden', true);
        document.dispatchEvent(new Event('visibilitychange'));
      },
      'when the page goes away': () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
      'when a dialog opens': () => {
        const dialog = document.createElement('dialog');
        dialog.append(document.createElement('input'));
        page.box.append(dialog);
        dialog.showModal();
      },
      'when an empty dialog opens': () => {
        const dialog = document.createElement('dialog');
        page.box.append(dialog);
        dialog.showModal();
      },
      'when the page removes the shortcuts': () => {
        page.room.shortcuts = false;
      },
      'when the shortcut is changed to another key': () => {
        page.room.shortcutKeys = { 'push-to-talk': 'x' };
      },
      'when the shortcut is removed': () => {
        page.room.shortcutKeys = { 'push-to-talk': '' };
      },
      'when Command is released, during which macOS sends no keyup of another key': () =>
        document.dispatchEvent(new KeyboardEvent('keyup', { key: 'Meta', bubbles: true })),
      'when an element of the page stops the keyup': async () => {
        page.find('#text')?.addEventListener('keyup', (event) => {
          event.stopPropagation();
        });
        await sendKeys({ up: ' ' });
      },
      'when the page was blocked for seconds, as by an alert()': () => {
        const { now } = Date;
        replace(Date, 'now', () => now() + 60_000);
      },
    };

    afterEach(restore);

    for (const [way, lose] of Object.entries(WAYS)) {
      it(way, async () => {
        await talk();
        await lose();
        await until(() => !isMicrophoneOn(), 'still on');
        expect(asked).to.deep.equal(['microphone', 'microphone']);
      });
    }

    it('when the room is removed from the page', async () => {
      await talk();
      const { call } = page.room;
      page.room.remove();
      await until(() => call.snapshot.state === 'left');
      expect(await micAfterJoiningAgain(call)).to.equal(false);
    });

    it('when the call is left, and the microphone stays off in the next one', async () => {
      await talk();
      await page.room.leave();
      await page.room.join();
      await until(() => page.room.snapshot.state === 'joined');
      expect(isMicrophoneOn()).to.equal(false);
    });

    it('when the room gets another call', async () => {
      await talk();
      const { call } = page.room;
      page.room.call = page.memory.createCall({ room: 'tea', displayName: 'Me' });
      await until(() => call.snapshot.state === 'left');
      expect(await micAfterJoiningAgain(call)).to.equal(false);
    });

    it('and not before: other keys, other fields and a dialog around the room do not stop it', async () => {
      await talk();
      await sendKeys({ press: 'Shift' });
      page.find('#outside')?.focus();
      document.dispatchEvent(new Event('visibilitychange'));
      await page.drawn();
      expect([isMicrophoneOn(), asked]).to.deep.equal([true, ['microphone']]);
      await sendKeys({ up: ' ' });
      await until(() => !isMicrophoneOn());
    });

    async function micAfterJoiningAgain(call: CallController): Promise<boolean> {
      await call.join();
      await until(() => !call.snapshot.self.sources.microphone.pending);
      const { on } = call.snapshot.self.sources.microphone;
      await call.leave();
      return on;
    }
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
