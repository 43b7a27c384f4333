import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hurryTimers } from '../../fakes/browser/hurried-timers.js';
import { restore } from '../../fakes/browser/replaced.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

describe('the hint at the microphone of <noom-controls>', () => {
  let page: RoomPage;
  let level: number;

  afterEach(async () => {
    await sendKeys({ up: ' ' });
    await page.close();
    restore();
  });

  async function open(attributes = '', children = '', options: object = {}): Promise<void> {
    // So often it is listened for speech, which is six loud moments.
    hurryTimers('setTimeout', 200, 8);
    page = await RoomPage.joined({
      attributes: `camera="off" shortcuts ${attributes}`,
      children: children && `${children}<p id="text" tabindex="0">…</p>`,
      participants: [{ name: 'Ann' }],
      // Within the window of the tests: the hint is away while its button is out of sight.
      width: 700,
      height: 500,
      ...options,
    });
    level = 0;
    page.room.call.levels.get = () => level;
  }

  const root = (): ShadowRoot => page.controls.shadowRoot as ShadowRoot;
  const button = (): HTMLElement => root().querySelector('[data-name=microphone]') as HTMLElement;
  const hint = (): HTMLElement | null => root().querySelector('.hint');
  const words = (): string => hint()?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
  const isShown = (): boolean => hint()?.matches(':popover-open') === true;
  const said = (): string[] =>
    [...(page.room.shadowRoot?.querySelectorAll('[role=log] p') ?? [])].map(({ textContent }) => textContent.trim());
  const isOn = (): boolean => page.room.snapshot.self.sources.microphone.on;
  const ENGLISH = 'You are speaking, but your microphone is off';

  /** The microphone is on, then off, and the participant speaks. */
  async function speakWhileOff(text = ENGLISH): Promise<void> {
    await page.room.setMicrophone(false);
    level = 0.2;
    await until(isShown);
    expect(words()).to.equal(text);
  }

  for (const [lang, text] of [
    ['en', ENGLISH],
    ['ko', '말하고 있지만 마이크가 꺼져 있습니다'],
  ] as const) {
    it(`says that the participant speaks while it is off, and that once aloud, in ${lang}`, async () => {
      await open(`lang="${lang}"`);
      await speakWhileOff(text);
      await expectAccessible(page.box);
      expect(said().filter((each) => each === text).length).to.equal(1);
      expect(button().getAttribute('aria-describedby')).to.equal(hint()?.querySelector('[id]')?.id);
      button().click();
      await until(() => isOn() && hint() === null);
    });
  }

  it('is at the button, in the window, also where that is narrow', async () => {
    await open('', '', { width: 320 });
    await speakWhileOff();
    const box = hint()?.getBoundingClientRect();
    const anchor = button().getBoundingClientRect();
    expect(box?.left).to.be.at.least(0);
    expect(box?.right).to.be.at.most(innerWidth);
    expect(Math.min(Math.abs((box?.bottom ?? 0) - anchor.top), Math.abs((box?.top ?? 0) - anchor.bottom))).to.be.below(
      10,
    );
  });

  it('is away while the button is scrolled out of sight', async () => {
    await open();
    await speakWhileOff();
    page.box.style.marginBlockStart = '2000px';
    await until(() => !isShown());
    page.box.style.marginBlockStart = '';
    await until(isShown);
  });

  it('is dismissed by its button or Escape, and the focus goes to the microphone', async () => {
    await open();
    await speakWhileOff();
    const dismiss = hint()?.querySelector('button');
    expect(dismiss?.getAttribute('aria-label')).to.equal('Dismiss');
    dismiss?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => hint() === null);
    expect(focused() === button()).to.equal(true);
    await page.close();

    await open();
    page.room.panel = 'participants';
    await page.drawn();
    await speakWhileOff();
    button().focus();
    await sendKeys({ press: 'Escape' });
    await until(() => hint() === null);
    expect([focused() === button(), page.room.panel]).to.deep.equal([true, 'participants']);
  });

  it('is gone when the microphone is turned on by other means, or the call left, while it has the focus', async () => {
    await open();
    await speakWhileOff();
    hint()?.querySelector('button')?.focus();
    await page.room.setMicrophone(true);
    await until(() => hint() === null);
    await until(() => root().activeElement?.matches('.round') === true);
    await page.close();

    await open();
    await speakWhileOff();
    await page.room.leave();
    await page.inState('left');
    expect(page.find('noom-controls') === null).to.equal(true);
    await page.room.join();
    await page.inState('joined');
    expect(hint() === null).to.equal(true);
  });

  it('is not shown at a control that the page has replaced, and stays at one that is moved', async () => {
    await open('', '<noom-controls><button slot="microphone">Mine</button></noom-controls>');
    await page.room.setMicrophone(false);
    level = 0.2;
    await until(() => said().includes(ENGLISH));
    await page.drawn();
    expect(isShown()).to.equal(false);
    await page.close();

    await open('', '<noom-controls></noom-controls>');
    await speakWhileOff();
    const place = document.createElement('div');
    page.room.append(place);
    place.append(page.controls);
    await until(isShown);
  });

  describe('while a key is held to talk', () => {
    async function talk(lang = 'en'): Promise<void> {
      await open(`microphone="off" lang="${lang}"`, '<noom-controls></noom-controls>');
      await until(() => said().length > 0);
      page.find('#text')?.focus();
      await sendKeys({ down: ' ' });
      await until(() => isOn() && isShown());
    }

    for (const [lang, text] of [
      ['en', 'On while you hold Space'],
      ['ko', '스페이스바 누르는 동안 켜짐'],
    ] as const) {
      it(`shows that by a ring and by words, and announces nothing, in ${lang}`, async () => {
        await talk(lang);
        expect(words()).to.equal(text);
        expect(getComputedStyle(button(), '::after').borderTopStyle).to.equal('solid');
        await expectAccessible(page.box);
        const before = said();
        level = 0.2;
        await sendKeys({ up: ' ' });
        await until(() => !isOn() && hint() === null);
        await sendKeys({ down: ' ' });
        await until(() => isOn() && isShown());
        await page.drawn();
        expect(said()).to.deep.equal(before);
        expect(button().className).to.include('talking');
      });
    }

    it('ends with the key, though that is released outside of the window, or the microphone is turned off', async () => {
      await talk();
      window.dispatchEvent(new Event('blur'));
      await until(() => !isOn() && hint() === null);
      expect(button().className).to.not.include('talking');
      await sendKeys({ up: ' ' });
      await sendKeys({ down: ' ' });
      await until(() => isOn() && isShown());
      button().click();
      await until(() => !isOn() && hint() === null);
    });

    it('ends with the call, and says nothing in the next one', async () => {
      await talk();
      await page.room.leave();
      await page.inState('left');
      await page.room.join();
      await page.inState('joined');
      await page.drawn();
      expect([isOn(), hint() === null]).to.deep.equal([false, true]);
    });

    it('shows no key while the microphone cannot be opened', async () => {
      await open('microphone="off"', '<noom-controls></noom-controls>');
      page.memory.devices.deny('microphone');
      page.find('#text')?.focus();
      const failed = new Promise((resolve) => {
        page.room.addEventListener('noom-error', resolve, { once: true });
      });
      await sendKeys({ down: ' ' });
      await failed;
      await page.drawn();
      expect(hint() === null).to.equal(true);
    });
  });
});
