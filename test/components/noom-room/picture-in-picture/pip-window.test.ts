import { expect } from '@open-wc/testing';
import type { NoomStage } from '../../../../src/components/index.js';
import { FramedPipWindows, HAS_PIP_WINDOWS, pipWindow } from '../../../fakes/browser/pip-windows.js';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { areSeen, there, TWO, usePip, videosIn } from './pip-page.js';
import { once } from '../room-page.js';

const nextFrame = (video: HTMLVideoElement): Promise<unknown> =>
  new Promise((resolve) => video.requestVideoFrameCallback(resolve));

describe('picture-in-picture in a window with the stage', () => {
  const join = usePip();

  beforeEach(() => {
    if (!HAS_PIP_WINDOWS) FramedPipWindows.install();
  });

  it('is a stage with a toolbar, in place of that of the page, and closes by a press of either side', async () => {
    const page = await join();
    await until(() => videosIn(page.stage).length === 2);
    // The last tag of the page's UI to come: its code is fetched when the browser is idle.
    await until(() => page.find('noom-reactions'));
    const videos = videosIn(page.stage);
    const stopped: string[] = [];
    for (const video of videos) {
      for (const type of ['emptied', 'pause']) video.addEventListener(type, () => stopped.push(type));
    }
    const tags = page.room.linked.size;
    const changed = once(page.room, 'noom-pip-changed');
    await page.open();
    const { on, window: opened } = await changed;
    expect([on, opened === pipWindow()]).to.deep.equal([true, true]);
    const { CSSStyleSheet } = pipWindow() ?? window;
    const sheets = there('noom-stage').shadowRoot?.adoptedStyleSheets ?? [];
    expect(sheets.length > 0 && sheets.every((sheet) => sheet instanceof CSSStyleSheet)).to.equal(true);
    await until(() => videosIn(there('noom-stage')).length === 2);
    expect(areSeen(page.stage)).to.equal(false);
    const names = [...(there('noom-controls').shadowRoot?.querySelectorAll<HTMLElement>('.round') ?? [])].map(
      ({ ariaLabel }) => ariaLabel,
    );
    expect(names).to.deep.equal(['Turn microphone off', 'Turn camera off', 'Bring back to the page', 'Leave the call']);
    expect(page.notice?.innerText).to.include('The call is in picture in picture');
    expect(page.button('pip').getAttribute('aria-label')).to.equal('Bring back to the page');
    await expectAccessible(page.box);

    page.button('microphone', there('noom-controls')).click();
    await until(() => !page.room.snapshot.self.sources.microphone.on);
    page.button('pip', there('noom-controls')).click();
    await until(() => !page.isOn && page.notice === null);
    await until(() => pipWindow() === null);

    await page.open();
    page.notice?.querySelector('button')?.click();
    await until(() => !page.isOn && page.notice === null && areSeen(page.stage));
    // Nothing of the windows is left, and the tiles of the page were there all the time.
    expect(page.room.linked.size).to.equal(tags);
    expect(videosIn(page.stage).every((video, index) => video === videos[index])).to.equal(true);
    expect([stopped, page.errors]).to.deep.equal([[], []]);
  });

  it('is over when the window is closed, and the pictures of the page are presented, every time', async () => {
    const page = await join();
    await until(() => videosIn(page.stage).length === 2);
    for (let count = 0; count < 3; count += 1) {
      await page.open();
      pipWindow()?.close();
      await until(() => !page.isOn && page.notice === null);
      await Promise.all(videosIn(page.stage).map((video) => nextFrame(video)));
    }
  });

  it('ends with the call, and the next one has its stage', async () => {
    const page = await join();
    await page.open();
    await page.room.leave();
    await until(() => !page.isOn && pipWindow() === null);
    await page.inState('left');
    await page.room.join();
    await until(() => page.find('noom-stage'));
    expect(page.room.shadowRoot?.querySelectorAll('noom-stage').length).to.equal(1);
  });

  it('closes when the room is removed, and goes on when that is only moved', async () => {
    const page = await join();
    await page.open();
    const place = document.createElement('div');
    place.style.cssText = page.box.style.cssText;
    page.box.append(place);
    place.append(page.room);
    await page.drawn();
    expect([page.isOn, pipWindow() === null]).to.deep.equal([true, false]);
    const left = once(page.room, 'noom-left');
    page.room.remove();
    await left;
    await until(() => pipWindow() === null);
    expect(page.isOn).to.equal(false);
  });

  it('follows the language, the direction and the theme of the room', async () => {
    const page = await join({
      ...TWO,
      attributes: 'lang="ko" dir="rtl" theme="dark" style="--noom-color-accent: rgb(1, 2, 3)"',
    });
    await page.open();
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
    expect(page.button('microphone', there('noom-controls')).ariaLabel).to.equal('마이크 끄기');
    expect(pipWindow()?.document.title).to.equal('영상 통화');
    Object.assign(page.room, { lang: 'en', theme: 'light', dir: 'ltr' });
    page.room.style.setProperty('--noom-color-accent', 'rgb(4, 5, 6)');
    await until(() => seen().join() === 'en,ltr,light,rgb(4, 5, 6)', seen().join());
    await until(() => page.button('microphone', there('noom-controls')).ariaLabel === 'Turn microphone off');
  });

  it('asks the page for what is pressed there, and hears the keys of the room', async () => {
    const page = await join({ ...TWO, attributes: 'shortcuts' });
    await page.open();
    const cancel = (event: Event): void => {
      event.preventDefault();
    };
    page.room.addEventListener('noom-leave-request', cancel, { once: true });
    const asked = once(page.room, 'noom-leave-request');
    page.button('leave', there('noom-controls')).click();
    await asked;
    expect([page.room.state, page.isOn]).to.deep.equal(['joined', true]);
    const camera = page.button('camera', there('noom-controls'));
    const { KeyboardEvent } = pipWindow() ?? window;
    camera.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, composed: true }));
    await until(() => !page.room.snapshot.self.sources.microphone.on);
  });

  it('talks there no longer than a key is held, also where the page removes the shortcuts meanwhile', async () => {
    const page = await join({ ...TWO, attributes: 'shortcuts microphone="off"' });
    await page.open();
    const camera = page.button('camera', there('noom-controls'));
    const { KeyboardEvent } = pipWindow() ?? window;
    const isOn = (): boolean => page.room.snapshot.self.sources.microphone.on;
    const tellKey = (type: 'keydown' | 'keyup'): void => {
      // Not Space, which presses buttons.
      camera.dispatchEvent(new KeyboardEvent(type, { key: 't', bubbles: true, composed: true }));
    };
    page.room.shortcutKeys = { 'push-to-talk': 't' };
    await page.drawn();
    tellKey('keydown');
    await until(isOn);
    page.room.shortcuts = false;
    await page.drawn();
    tellKey('keyup');
    await until(() => !isOn());
  });

  it('leaves a stage of the page in its place, with the notice', async () => {
    const children = '<noom-stage style="height: 400px"></noom-stage><noom-controls></noom-controls>';
    const page = await join({ ...TWO, children });
    const own = page.box.querySelector('noom-stage') as NoomStage;
    await until(() => videosIn(own).length === 2);
    await page.open();
    expect(own.isConnected && own.ownerDocument === document).to.equal(true);
    const away = own.shadowRoot?.querySelector<HTMLElement>('.away');
    expect(away?.innerText).to.include('Bring back');
    expect(areSeen(own)).to.equal(false);
    await until(() => videosIn(there('noom-stage')).length === 2, 'its pictures are there');
    await expectAccessible(page.box);
    away?.querySelector('button')?.click();
    await until(() => !page.isOn && areSeen(own));
    expect(own.shadowRoot?.querySelector('.away')).to.equal(null);
  });

  it('has the notice in a page with a stage of its own while the local participant is alone, too', async () => {
    const page = await join({
      children: '<noom-stage style="height: 400px"></noom-stage><noom-controls></noom-controls>',
    });
    const own = page.box.querySelector('noom-stage') as NoomStage;
    await page.open();
    await until(() => own.shadowRoot?.querySelector('.away'));
  });

  it('goes on while the call reconnects, and while others come and go', async () => {
    const page = await join();
    await page.open();
    const names = (): string[] =>
      [...(there('noom-stage').shadowRoot?.querySelectorAll('noom-video') ?? [])].map(
        ({ shadowRoot }) => shadowRoot?.querySelector('[part~=base]')?.ariaLabel?.split(',')[0] ?? '',
      );
    await until(() => names().join() === 'Ann,Me (you)', names().join());
    const { id } = page.room.snapshot.self;
    page.memory.signaling.drop(id);
    await page.inState('reconnecting');
    expect([page.isOn, pipWindow() === null]).to.deep.equal([true, false]);
    page.memory.signaling.restore(id);
    await page.inState('joined');
    await page.memory.add({ name: 'Ben' }).joined;
    await until(() => names().includes('Ben'));
    await page.memory.participants[0]?.leave();
    await until(() => names().join() === 'Ben,Me (you)', names().join());
    expect([page.isOn, page.errors]).to.deep.equal([true, []]);
  });
});
