import { expect } from '@open-wc/testing';
import { roomParts } from '../../../../src/components/internal/lazy/parts.js';
import type { Command } from '../../../../src/components/internal/link/commands.js';
import { WISH_TYPES } from '../../../../src/components/internal/link/commands.js';
import { RoomPage } from '../room-page.js';

/** Every command of a button, with the wish that it means in a call that has just begun. */
const COMMANDS: Readonly<Record<Command | '--react', string>> = {
  '--join': 'noom-join-request {"room":"tea","displayName":"Me"}',
  '--leave': 'noom-leave-request {}',
  '--toggle-microphone': 'noom-microphone-request {"on":false}',
  '--toggle-camera': 'noom-camera-request {"on":false}',
  '--toggle-screen': 'noom-screen-request {"on":true}',
  '--toggle-hand': 'noom-hand-request {"on":true}',
  '--toggle-chat': 'noom-panel-request {"panel":"chat"}',
  '--toggle-participants': 'noom-panel-request {"panel":"participants"}',
  '--toggle-settings': 'noom-panel-request {"panel":"settings"}',
  '--toggle-pip': 'noom-pip-request {"on":true}',
  '--toggle-fullscreen': 'noom-fullscreen-request {"on":true}',
  '--flip-camera': 'noom-flip-request {}',
  '--show-shortcuts': 'noom-shortcuts-request {}',
  '--react': 'noom-reaction-request {"emoji":"👏"}',
};

const PROPERTY = 'commandForElement';

/** What a page with buttons has, besides one for each command. */
const OTHERS = `
  <button id="unknown" commandfor="room" command="--make-tea">x</button>
  <button id="other" commandfor="nobody" command="--leave">x</button>
  <button id="bare" commandfor="room">x</button>
  <button id="disabled" commandfor="room" command="--leave" disabled><span>x</span></button>
  <form>
    <button id="untyped" commandfor="room" command="--leave">x</button>
    <button id="submit" commandfor="room" command="--leave" type="submit">x</button>
    <button id="reset" commandfor="room" command="--leave" type="reset">x</button>
    <button id="button" commandfor="room" command="--toggle-hand" type="button"><span>x</span></button>
  </form>`;

for (const [title, isNative] of [
  ['a button without script', true],
  ['a button without script, in a browser that knows no commands', false],
] as const) {
  describe(title, () => {
    const native = Object.getOwnPropertyDescriptor(HTMLButtonElement.prototype, PROPERTY);
    let page: RoomPage;
    let heard: string[];
    let submitted: number;

    /** After the kit has heard it, and before the browser acts: it does nothing by itself. */
    const prevent = (event: Event): void => {
      event.preventDefault();
    };
    /** Forms of this page lead nowhere. */
    const handleSubmit = (event: Event): void => {
      event.preventDefault();
      submitted += 1;
    };

    beforeEach(async () => {
      expect(native, 'the browser of this test has commands').to.not.equal(undefined);
      if (!isNative) {
        Reflect.deleteProperty(HTMLButtonElement.prototype, PROPERTY);
        window.addEventListener('click', prevent);
      }
      heard = [];
      submitted = 0;
      const buttons = Object.keys(COMMANDS).map(
        (name) => `<button id="${name}" value="👏" commandfor="room" command="${name}"><b>x</b></button>`,
      );
      page = await RoomPage.joined({ children: '<p>…</p>', around: buttons.join('') + OTHERS });
      if (!isNative) await roomParts.load();
      page.box.addEventListener('submit', handleSubmit);
      for (const type of WISH_TYPES) {
        page.room.addEventListener(type, (event) => {
          event.preventDefault();
          heard.push(`${type} ${JSON.stringify((event as Event & { fields: object }).fields)}`);
        });
      }
    });

    afterEach(async () => {
      window.removeEventListener('click', prevent);
      if (native) Object.defineProperty(HTMLButtonElement.prototype, PROPERTY, native);
      await page.close();
    });

    /** What is heard when a button, or what is in it, is pressed. */
    const press = (id: string): string[] => {
      heard = [];
      const button = page.box.querySelector(`[id="${id}"]`);
      ((button?.firstElementChild ?? button) as HTMLElement).click();
      return heard;
    };

    it('gives every command, each as a wish that a page can prevent, and then nothing happens', async () => {
      const before = page.room.snapshot;
      for (const [command, wish] of Object.entries(COMMANDS)) expect(press(command), command).to.deep.equal([wish]);
      await page.drawn();
      expect(page.room.snapshot).to.equal(before);
      expect([page.room.panel, page.room.dialog, page.room.pip]).to.deep.equal([null, null, null]);
    });

    it('gives none that is not for this room, is unknown, or belongs to a form', () => {
      for (const id of ['unknown', 'other', 'bare', 'disabled', 'untyped', 'reset'])
        expect(press(id), id).to.deep.equal([]);
      expect(submitted).to.equal(0);
      expect(press('submit')).to.deep.equal([]);
      // Where the test itself prevents what a press does, no form is submitted either.
      expect(submitted).to.equal(isNative ? 1 : 0);
      expect(press('button')).to.deep.equal(['noom-hand-request {"on":true}']);
    });

    it('gives it from inside another shadow root, to the room there, until the room is gone', () => {
      const host = document.createElement('div');
      page.box.append(host);
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = '<button commandfor="room" command="--toggle-hand">x</button>';
      root.querySelector('button')?.click();
      expect(heard).to.deep.equal([]);
      root.append(page.room);
      root.querySelector('button')?.click();
      expect(heard).to.deep.equal(['noom-hand-request {"on":true}']);
      page.room.remove();
      root.querySelector('button')?.click();
      expect(heard.length).to.equal(1);
    });
  });
}

describe('a reaction by a button without script', () => {
  it('is refused where a script sends the command without a button', async () => {
    const page = await RoomPage.joined({ children: '<p>…</p>' });
    const told = new Promise((resolve) => {
      page.room.addEventListener('noom-error', ({ error }) => {
        resolve(error.code);
      });
    });
    page.room.dispatchEvent(Object.assign(new Event('command'), { command: '--react', source: null }));
    expect(await told).to.equal('not-allowed');
    await page.close();
  });

  it('that is no emoji is refused, as one error of the room', async () => {
    const page = await RoomPage.joined({
      children: '<p>…</p>',
      around: '<button id="react" commandfor="room" command="--react" value="tea">x</button>',
    });
    const codes: string[] = [];
    const told = new Promise((resolve) => {
      page.room.addEventListener('noom-error', ({ error }) => resolve(codes.push(error.code)));
    });
    page.find('#react')?.click();
    await told;
    expect(codes).to.deep.equal(['not-allowed']);
    await page.close();
  });
});
