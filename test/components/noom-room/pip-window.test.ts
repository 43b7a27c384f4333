// Longer than others because all of its cases open and close the same windows.
import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { CallError } from '../../../src/core/index.js';
import type { NoomStage } from '../../../src/components/index.js';
import { FramedPipWindows, HAS_PIP_WINDOWS, pipWindow } from '../../fakes/pip-windows.js';
import { replace, restore } from '../../fakes/replaced.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { until } from '../../harness/until.js';
import { once, RoomPage } from './room-page.js';

const TWO = { participants: [{ name: 'Ann' }] };

describe('picture-in-picture', () => {
  let page: RoomPage;
  let errors: string[] = [];

  afterEach(async () => {
    pipWindow()?.close();
    await page.close();
    restore();
    // Another window keeps the focus that the tests after this one need.
    await executeServerCommand('bring-to-front');
  });

  async function join(options: object = TWO): Promise<void> {
    page = await RoomPage.joined(options);
    errors = [];
    page.room.addEventListener('noom-error', ({ error }) => errors.push(error.code));
    await until(() => button('pip'));
  }

  const button = (name: string, controls: HTMLElement = page.controls): HTMLButtonElement =>
    controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;
  const stage = (): NoomStage | null => page.find('noom-stage') as NoomStage | null;
  const notice = (): HTMLElement | null => stage()?.shadowRoot?.querySelector<HTMLElement>('.away') ?? null;
  const isOn = (): boolean => page.room.matches(':state(pip)');
  const there = (selector: string): HTMLElement => pipWindow()?.document.querySelector(selector) as HTMLElement;
  const codeOf = (work: Promise<void>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => (error as CallError).code,
    );
  const videosIn = (of: HTMLElement | null): HTMLVideoElement[] =>
    [...(of?.shadowRoot?.querySelectorAll('noom-video') ?? [])].flatMap(
      (tile) => tile.shadowRoot?.querySelector<HTMLVideoElement>('video:not([hidden])') ?? [],
    );

  /** Whether the tiles of a stage are drawn. */
  const areSeen = (of = stage()): boolean =>
    [...(of?.shadowRoot?.querySelectorAll('noom-video') ?? [])].every((tile) => tile.checkVisibility());
  const nextFrame = (video: HTMLVideoElement): Promise<unknown> =>
    new Promise((resolve) => video.requestVideoFrameCallback(resolve));

  /** By a key, as browsers open such a window for a person alone. */
  async function press(name = 'pip'): Promise<void> {
    button(name).focus();
    await sendKeys({ press: 'Enter' });
  }

  async function open(): Promise<void> {
    await press();
    await until(isOn, 'it was never opened');
    await until(() => button('leave', there('noom-controls')), 'the toolbar is drawn there');
    await page.drawn();
  }

  describe('in a window with the stage', () => {
    beforeEach(() => {
      if (!HAS_PIP_WINDOWS) FramedPipWindows.install();
    });

    it('is a stage with a toolbar, in place of that of the page, and closes by a press of either side', async () => {
      await join();
      await until(() => videosIn(stage()).length === 2);
      const videos = videosIn(stage());
      const stopped: string[] = [];
      for (const video of videos) {
        for (const type of ['emptied', 'pause']) video.addEventListener(type, () => stopped.push(type));
      }
      const tags = page.room.linked.size;
      const changed = once(page.room, 'noom-pip-changed');
      await open();
      const { on, window: opened } = await changed;
      expect([on, opened === pipWindow()]).to.deep.equal([true, true]);
      const { CSSStyleSheet } = pipWindow() ?? window;
      const sheets = there('noom-stage').shadowRoot?.adoptedStyleSheets ?? [];
      expect(sheets.length > 0 && sheets.every((sheet) => sheet instanceof CSSStyleSheet)).to.equal(true);
      await until(() => videosIn(there('noom-stage')).length === 2);
      expect(areSeen()).to.equal(false);
      const names = [...(there('noom-controls').shadowRoot?.querySelectorAll<HTMLElement>('.round') ?? [])].map(
        ({ ariaLabel }) => ariaLabel,
      );
      expect(names).to.deep.equal([
        'Turn microphone off',
        'Turn camera off',
        'Bring back to the page',
        'Leave the call',
      ]);
      expect(notice()?.innerText).to.include('The call is in picture in picture');
      expect(button('pip').getAttribute('aria-label')).to.equal('Bring back to the page');
      await expectAccessible(page.box);

      button('microphone', there('noom-controls')).click();
      await until(() => !page.room.snapshot.self.sources.microphone.on);
      button('pip', there('noom-controls')).click();
      await until(() => !isOn() && notice() === null);
      await until(() => pipWindow() === null);

      await open();
      notice()?.querySelector('button')?.click();
      await until(() => !isOn() && notice() === null && areSeen());
      // Nothing of the windows is left, and the tiles of the page were there all the time.
      expect(page.room.linked.size).to.equal(tags);
      expect(videosIn(stage()).every((video, index) => video === videos[index])).to.equal(true);
      expect([stopped, errors]).to.deep.equal([[], []]);
    });

    it('is over when the window is closed, and the pictures of the page are presented, every time', async () => {
      await join();
      await until(() => videosIn(stage()).length === 2);
      for (let count = 0; count < 3; count += 1) {
        await open();
        pipWindow()?.close();
        await until(() => !isOn() && notice() === null);
        await Promise.all(videosIn(stage()).map((video) => nextFrame(video)));
      }
    });

    it('ends with the call, and the next one has its stage', async () => {
      await join();
      await open();
      await page.room.leave();
      await until(() => !isOn() && pipWindow() === null);
      await page.inState('left');
      await page.room.join();
      await until(() => page.find('noom-stage'));
      expect(page.room.shadowRoot?.querySelectorAll('noom-stage').length).to.equal(1);
    });

    it('closes when the room is removed, and goes on when that is only moved', async () => {
      await join();
      await open();
      const place = document.createElement('div');
      place.style.cssText = page.box.style.cssText;
      page.box.append(place);
      place.append(page.room);
      await page.drawn();
      expect([isOn(), pipWindow() === null]).to.deep.equal([true, false]);
      const left = once(page.room, 'noom-left');
      page.room.remove();
      await left;
      await until(() => pipWindow() === null);
      expect(isOn()).to.equal(false);
    });

    it('follows the language, the direction and the theme of the room', async () => {
      await join({ ...TWO, attributes: 'lang="ko" dir="rtl" theme="dark" style="--noom-color-accent: rgb(1, 2, 3)"' });
      await open();
      const root = pipWindow()?.document.documentElement as HTMLElement;
      const seen = (): string[] => [
        root.lang,
        root.dir,
        root.style.colorScheme,
        root.style.getPropertyValue('--noom-color-accent').trim(),
      ];
      expect(seen()).to.deep.equal(['ko', 'rtl', 'dark', 'rgb(1, 2, 3)']);
      // Around the room, too.
      page.box.style.setProperty('--noom-radius', '3px');
      await until(() => root.style.getPropertyValue('--noom-radius').trim() === '3px');
      expect(button('microphone', there('noom-controls')).ariaLabel).to.equal('마이크 끄기');
      expect(pipWindow()?.document.title).to.equal('영상 통화');
      Object.assign(page.room, { lang: 'en', theme: 'light', dir: 'ltr' });
      page.room.style.setProperty('--noom-color-accent', 'rgb(4, 5, 6)');
      await until(() => seen().join() === 'en,ltr,light,rgb(4, 5, 6)', seen().join());
      await until(() => button('microphone', there('noom-controls')).ariaLabel === 'Turn microphone off');
    });

    it('asks the page for what is pressed there, and hears the keys of the room', async () => {
      await join({ ...TWO, attributes: 'shortcuts' });
      await open();
      const cancel = (event: Event): void => {
        event.preventDefault();
      };
      page.room.addEventListener('noom-leave-request', cancel, { once: true });
      const asked = once(page.room, 'noom-leave-request');
      button('leave', there('noom-controls')).click();
      await asked;
      expect([page.room.state, isOn()]).to.deep.equal(['joined', true]);
      const camera = button('camera', there('noom-controls'));
      const { KeyboardEvent } = pipWindow() ?? window;
      camera.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, composed: true }));
      await until(() => !page.room.snapshot.self.sources.microphone.on);
    });

    it('leaves a stage of the page in its place, with the notice', async () => {
      const children = '<noom-stage style="height: 400px"></noom-stage><noom-controls></noom-controls>';
      await join({ ...TWO, children });
      const own = page.box.querySelector('noom-stage') as NoomStage;
      await until(() => videosIn(own).length === 2);
      await open();
      expect(own.isConnected && own.ownerDocument === document).to.equal(true);
      const away = own.shadowRoot?.querySelector<HTMLElement>('.away');
      expect(away?.innerText).to.include('Bring back');
      expect(areSeen(own)).to.equal(false);
      await until(() => videosIn(there('noom-stage')).length === 2, 'its pictures are there');
      await expectAccessible(page.box);
      away?.querySelector('button')?.click();
      await until(() => !isOn() && areSeen(own));
      expect(own.shadowRoot?.querySelector('.away')).to.equal(null);
    });

    it('has the notice in a page with a stage of its own while the local participant is alone, too', async () => {
      await join({ children: '<noom-stage style="height: 400px"></noom-stage><noom-controls></noom-controls>' });
      const own = page.box.querySelector('noom-stage') as NoomStage;
      await open();
      await until(() => own.shadowRoot?.querySelector('.away'));
    });

    it('goes on while the call reconnects, and while others come and go', async () => {
      await join();
      await open();
      const names = (): string[] =>
        [...(there('noom-stage').shadowRoot?.querySelectorAll('noom-video') ?? [])].map(
          ({ shadowRoot }) => shadowRoot?.querySelector('[part~=base]')?.ariaLabel?.split(',')[0] ?? '',
        );
      await until(() => names().join() === 'Ann,Me (you)', names().join());
      const { id } = page.room.snapshot.self;
      page.memory.signaling.drop(id);
      await page.inState('reconnecting');
      expect([isOn(), pipWindow() === null]).to.deep.equal([true, false]);
      page.memory.signaling.restore(id);
      await page.inState('joined');
      await page.memory.add({ name: 'Ben' }).joined;
      await until(() => names().includes('Ben'));
      await page.memory.participants[0]?.leave();
      await until(() => names().join() === 'Ben,Me (you)', names().join());
      expect([isOn(), errors]).to.deep.equal([true, []]);
    });
  });

  describe('where it is not as wished', () => {
    let framed: FramedPipWindows;

    beforeEach(() => {
      framed = FramedPipWindows.install();
    });

    it('says in words that the browser refused, and opens with the next press', async () => {
      await join();
      framed.refusal = new DOMException('Not now.', 'NotAllowedError');
      await press();
      await until(() => errors.length > 0);
      expect([errors, isOn(), notice()]).to.deep.equal([['not-allowed'], false, null]);
      await page.drawn();
      expect(page.find('[role=alert] .notice')?.innerText).to.include('Picture in picture could not be opened.');
      await open();
      expect(there('noom-stage').isConnected).to.equal(true);
    });

    // A page closes in no test once Chromium itself has put one window in place of another.
    it('is of one room: the window of another one takes its place', async () => {
      await join();
      await open();
      const other = await RoomPage.joined({ participants: [{ name: 'Zoe' }] });
      try {
        await until(() => button('pip', other.controls));
        button('pip', other.controls).focus();
        await sendKeys({ press: 'Enter' });
        await until(() => other.room.matches(':state(pip)') && !isOn());
        await until(() => notice() === null && videosIn(there('noom-stage')).length === 2);
        expect(there('noom-stage').shadowRoot?.querySelector('[aria-label^=Zoe]') !== null).to.equal(false);
        await page.room.setPip(false);
        expect(other.room.matches(':state(pip)') && pipWindow() !== null).to.equal(true);
        await other.room.setPip(false);
        expect(pipWindow()).to.equal(null);
      } finally {
        await other.close();
      }
    });

    it('opens one window for two presses, and none that is taken back or comes after the call', async () => {
      await join();
      let let1: () => void = () => undefined;
      framed.gate = new Promise((resolve) => (let1 = resolve));
      button('pip').click();
      button('pip').click();
      let1();
      await until(isOn);
      expect(framed.asked).to.equal(1);
      await page.room.setPip(false);

      for (const end of [() => page.room.setPip(false), () => page.room.leave()]) {
        framed.gate = new Promise((resolve) => (let1 = resolve));
        const opening = page.room.setPip(true);
        await end();
        let1();
        await opening;
        expect([framed.window, isOn()]).to.deep.equal([null, false]);
      }
      expect(framed.asked).to.equal(3);
      await page.inState('left');
      expect(await codeOf(page.room.setPip(true))).to.equal('not-allowed');
    });

    it('is a command for a button of the page, whose wish can be cancelled', async () => {
      await join();
      page.room.addEventListener(
        'noom-pip-request',
        (event) => {
          event.preventDefault();
        },
        { once: true },
      );
      const command = (): void => {
        page.room.dispatchEvent(Object.assign(new Event('command'), { command: '--toggle-pip' }));
      };
      command();
      expect(framed.asked).to.equal(0);
      command();
      await until(isOn);
      command();
      await until(() => !isOn());
    });

    it('is closed with a page that goes into the cache of the browser', async () => {
      await join();
      await open();
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      expect([framed.window, page.room.pip]).to.deep.equal([null, null]);
    });

    it('announces in the window what happens while that has the focus, and nothing of before', async () => {
      await join();
      const said = (): string => there('[role=log]').textContent;
      await until(() => page.find('[role=log]')?.textContent.includes('You joined'));
      await open();
      button('leave', there('noom-controls')).focus();
      expect(framed.window?.document.hasFocus()).to.equal(true);
      await page.memory.add({ name: 'Ben' }).joined;
      await until(() => said() === 'Ben joined', said());
      button('pip').focus();
      await page.memory.participants[1]?.leave();
      await until(() => page.find('[role=log]')?.textContent.includes('Ben left'));
      button('leave', there('noom-controls')).focus();
      await page.memory.add({ name: 'Cas' }).joined;
      await until(() => said().endsWith('Cas joined'));
      expect(said()).to.equal('Ben joinedCas joined');
    });
  });

  it('is the main picture where the browser has windows for videos alone', async () => {
    replace(window, 'documentPictureInPicture', undefined);
    await join();
    await until(() => videosIn(stage()).length === 2);
    await press();
    await until(isOn);
    expect((stage()?.shadowRoot?.pictureInPictureElement as HTMLElement).hasAttribute('local')).to.equal(false);
    expect(notice()).to.equal(null);
    await page.room.setPip(false);
    await until(() => document.pictureInPictureElement === null && !isOn());
    await executeServerCommand('bring-to-front');
    await press();
    await until(isOn);
    await document.exitPictureInPicture();
    await until(() => !isOn());
    await executeServerCommand('bring-to-front');
    await press();
    await until(isOn);
    await page.room.leave();
    await until(() => document.pictureInPictureElement === null && !isOn());
    expect(errors).to.deep.equal([]);
  });

  it('has no control where the browser has neither', async () => {
    replace(window, 'documentPictureInPicture', undefined);
    replace(document, 'pictureInPictureEnabled', false);
    page = await RoomPage.joined(TWO);
    await until(() => button('leave'));
    expect(button('pip')).to.equal(null);
    expect(await codeOf(page.room.setPip(true))).to.equal('unsupported');
  });
});
