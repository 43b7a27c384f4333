import { expect } from '@open-wc/testing';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { createGate } from '../../harness/gate.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { once, RoomPage } from '../noom-room/room-page.js';

describe('the screen in <noom-controls>', () => {
  let page: RoomPage;

  afterEach(async () => {
    restore();
    await page.close();
  });

  const button = (name: string): HTMLButtonElement =>
    page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;
  const composed = (markup: string, options: object = {}): Promise<RoomPage> =>
    RoomPage.joined({ children: markup, ...options });

  it('shares a screen with a press, and says so until it is stopped', async () => {
    page = await composed('<noom-controls></noom-controls>');
    expect(button('screen').getAttribute('aria-label')).to.equal('Share screen');
    const asked = once(page.controls, 'noom-screen-request');
    button('screen').click();
    expect((await asked).on).to.equal(true);
    await until(() => page.room.snapshot.self.sources.screen.on);
    await page.drawn();
    expect(button('screen').getAttribute('aria-label')).to.equal('Stop sharing the screen');
    expect(page.room.matches(':state(screen-on)')).to.equal(true);
    await expectAccessible(page.box);
    page.memory.displays.end();
    await until(() => !page.room.snapshot.self.sources.screen.on);
    await page.drawn();
    expect(button('screen').getAttribute('aria-label')).to.equal('Share screen');
  });

  it('shows nothing when the person chooses no screen, and a second press takes the wish back', async () => {
    page = await composed('<noom-controls></noom-controls>');
    const errors: unknown[] = [];
    page.room.addEventListener('noom-error', (event) => errors.push(event));
    const { displays } = page.memory;
    const { open } = displays;
    const [chosen, captured] = [createGate(), [] as MediaStreamTrack[]];
    let asked = 0;
    replace(displays, 'open', async () => {
      asked += 1;
      if (asked > 1) await chosen.opened;
      const capture = await open.call(displays);
      captured.push(capture.screen);
      return capture;
    });
    displays.refuseNext();
    button('screen').click();
    // What asks is loaded with the first press.
    await until(() => asked === 1 && !page.room.snapshot.self.sources.screen.pending);
    button('screen').click();
    await page.drawn();
    expect(button('screen').getAttribute('aria-busy')).to.equal('true');
    expect(button('screen').getAttribute('aria-label')).to.equal('Stop sharing the screen');
    button('screen').click();
    await page.drawn();
    expect(button('screen').hasAttribute('aria-busy')).to.equal(false);
    expect(button('screen').getAttribute('aria-label')).to.equal('Share screen');
    chosen.open();
    await until(() => captured[0]?.readyState === 'ended');
    await page.drawn();
    expect([page.room.snapshot.self.sources.screen.on, errors.length]).to.deep.equal([false, 0]);
  });

  it('has no screen where the browser cannot share one, and none to press before the call', async () => {
    page = await composed('<noom-controls></noom-controls>', { displays: { isSupported: false } });
    expect(page.controls.shadowRoot?.querySelector('.round')).to.not.equal(null);
    expect(page.controls.shadowRoot?.querySelector('[data-name=screen]')).to.equal(null);
    await page.close();
    page = new RoomPage({ children: '<noom-controls></noom-controls>' });
    await page.drawn();
    expect(button('screen').disabled).to.equal(true);
  });
});
