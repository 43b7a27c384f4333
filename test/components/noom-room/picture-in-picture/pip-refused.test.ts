import { expect } from '@open-wc/testing';
import { codeOf } from '../../../fakes/code-of.js';
import { FramedPipWindows, pipWindow } from '../../../fakes/browser/pip-windows.js';
import { until } from '../../../harness/until.js';
import { there, usePip, videosIn } from './pip-page.js';
import { RoomPage } from '../room-page.js';

describe('picture-in-picture where it is not as wished', () => {
  const join = usePip();
  let framed: FramedPipWindows;

  beforeEach(() => {
    framed = FramedPipWindows.install();
  });

  it('says in words that the browser refused, and opens with the next press', async () => {
    const page = await join();
    framed.refusal = new DOMException('Not now.', 'NotAllowedError');
    await page.press();
    await until(() => page.errors.length > 0);
    expect([page.errors, page.isOn, page.notice]).to.deep.equal([['not-allowed'], false, null]);
    await page.drawn();
    expect(page.find('[role=alert] .notice')?.innerText).to.include('Picture in picture could not be opened.');
    await page.open();
    expect(there('noom-stage').isConnected).to.equal(true);
  });

  // A page closes in no test once Chromium itself has put one window in place of another.
  it('is of one room: the window of another one takes its place', async () => {
    const page = await join();
    await page.open();
    // Its toolbar takes the focus once it is drawn.
    await until(() => pipWindow()?.document.activeElement?.localName === 'noom-controls');
    const other = await RoomPage.joined({ participants: [{ name: 'Zoe' }] });
    try {
      await until(() => page.button('pip', other.controls));
      // Not by a key: which window has the focus then, is the browser's affair.
      page.button('pip', other.controls).click();
      await until(() => other.room.matches(':state(pip)') && !page.isOn);
      await until(() => page.notice === null && videosIn(there('noom-stage')).length === 2);
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
    const page = await join();
    let let1: () => void = () => undefined;
    framed.gate = new Promise((resolve) => (let1 = resolve));
    page.button('pip').click();
    page.button('pip').click();
    let1();
    await until(() => page.isOn);
    expect(framed.asked).to.equal(1);
    await page.room.setPip(false);

    for (const end of [() => page.room.setPip(false), () => page.room.leave()]) {
      framed.gate = new Promise((resolve) => (let1 = resolve));
      const opening = page.room.setPip(true);
      await end();
      let1();
      await opening;
      expect([framed.window, page.isOn]).to.deep.equal([null, false]);
    }
    expect(framed.asked).to.equal(3);
    await page.inState('left');
    expect(await codeOf(page.room.setPip(true))).to.equal('not-allowed');
  });

  it('is a command for a button of the page, whose wish can be cancelled', async () => {
    const page = await join();
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
    await until(() => page.isOn);
    command();
    await until(() => !page.isOn);
  });

  it('is closed with a page that goes into the cache of the browser', async () => {
    const page = await join();
    await page.open();
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect([framed.window, page.room.pip]).to.deep.equal([null, null]);
  });

  it('announces in the window what happens while that has the focus, and nothing of before', async () => {
    const page = await join();
    const said = (): string => there('[role=log]').textContent;
    await until(() => page.find('[role=log]')?.textContent.includes('You joined'));
    await page.open();
    page.button('leave', there('noom-controls')).focus();
    expect(framed.window?.document.hasFocus()).to.equal(true);
    await page.memory.add({ name: 'Ben' }).joined;
    await until(() => said() === 'Ben joined', said());
    page.button('pip').focus();
    await page.memory.participants[1]?.leave();
    await until(() => page.find('[role=log]')?.textContent.includes('Ben left'));
    page.button('leave', there('noom-controls')).focus();
    await page.memory.add({ name: 'Cas' }).joined;
    await until(() => said().endsWith('Cas joined'));
    expect(said()).to.equal('Ben joinedCas joined');
  });
});
