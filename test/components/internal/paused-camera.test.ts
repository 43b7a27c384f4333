import { expect } from '@open-wc/testing';
import '../../../src/components/noom-participants/index.js';
import { hurriedClock } from '../../fakes/browser/hurried-clock.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('a camera that is paused', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const textsIn = (selector: string): string[] =>
    [...(page.room.shadowRoot?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent.trim());
  const notice = (): string => textsIn('[part=paused]').join('|');
  const said = (text: string): number => textsIn('[role=log] p').filter((each) => each.includes(text)).length;
  const tile = (which: string): HTMLElement | null | undefined =>
    page.find('noom-stage')?.shadowRoot?.querySelector<HTMLElement>(`noom-video${which}`);
  const inTile = (which: string, selector: string): HTMLElement | null | undefined =>
    tile(which)?.shadowRoot?.querySelector<HTMLElement>(selector);
  const label = (which: string): string => inTile(which, '[part=base]')?.getAttribute('aria-label') ?? '';

  it('is told on both sides, calmly and once, until it comes back by itself', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }], children: '', clock: hurriedClock });
    await until(() => tile(':not([local])')?.hasAttribute('camera'));
    page.memory.setConditions({ uplinkKbps: 60 });
    const weak = 'Your connection is weak. Your camera is paused; the others hear you.';
    await until(() => notice() === weak && label(':not([local])').includes('picture paused: weak connection'));
    expect([said(weak), textsIn('[role=status]').join('').includes('weak')]).to.deep.equal([1, false]);
    // An avatar instead of a frozen picture of Ann, and one's own picture as it is.
    expect([label(':not([local])').includes('camera off'), label('[local]').includes('picture paused')]).to.deep.equal([
      false,
      true,
    ]);
    const isShown = (which: string): (boolean | undefined)[] =>
      ['video', '.avatar', '.paused'].map((selector) => inTile(which, selector)?.checkVisibility() ?? false);
    await until(() => isShown('[local]')[0]);
    expect([isShown(':not([local])'), isShown('[local]')]).to.deep.equal([
      [false, true, true],
      [true, false, true],
    ]);
    page.memory.setConditions({});
    await until(() => said('The others see you again') === 1);
    expect([notice(), said(weak)]).to.deep.equal(['', 1]);
    await until(() => isShown(':not([local])').join() === 'true,false,false');
  });

  it('is accessible, in the page’s language, without a word about sound that is off', async () => {
    page = await RoomPage.joined({
      participants: [{ name: 'Ann' }],
      attributes: 'lang="ko"',
      children: '',
      clock: hurriedClock,
    });
    await page.room.call.setMicrophone(false);
    page.memory.setConditions({ uplinkKbps: 60 });
    await until(() => notice() === '연결이 약해서 카메라를 일시 중지했습니다.');
    await until(() => label(':not([local])').includes('화면 일시 중지: 연결이 약함'));
    await page.room.call.setCamera(false);
    await until(() => notice() === '');
    expect(said('다시 보입니다')).to.equal(0);
    await page.room.call.setCamera(true);
    await until(() => notice() !== '');
    await expectAccessible(page.box);
  });
});
