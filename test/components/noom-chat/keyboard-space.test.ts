import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { FakeVisualViewport } from '../../fakes/browser/fake-visual-viewport.js';
import { restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

const PHONE = { width: 390, height: 700 };
/** Where the keyboard begins. */
const KEYBOARD = 380;

describe('a keyboard over the chat', () => {
  const { innerWidth: width, innerHeight: height } = window;
  let page: RoomPage;
  let viewport: FakeVisualViewport;

  /** In a call on a phone, in a chat longer than the screen. */
  beforeEach(async () => {
    await setViewport(PHONE);
    await until(() => innerHeight === PHONE.height);
    viewport = new FakeVisualViewport(PHONE.height);
    page = await RoomPage.joined({ ...PHONE });
    page.box.style.cssText += 'position: fixed; inset: 0;';
    for (let index = 0; index < 12; index += 1) await page.room.sendMessage(`Message ${String(index)}`);
    page.room.panel = 'chat';
    await until(() => field());
    await page.drawn();
  });

  afterEach(async () => {
    await page.close();
    restore();
    await setViewport({ width, height });
  });

  const inside = (selector: string): HTMLElement =>
    page.find('noom-chat')?.shadowRoot?.querySelector(selector) as HTMLElement;
  const field = (): HTMLElement => inside('textarea');
  const bottomOf = (selector: string): number => inside(selector).getBoundingClientRect().bottom;
  const newest = (): DOMRect => {
    const messages = inside('.list').querySelectorAll('[part~=message]');
    return messages[messages.length - 1]?.getBoundingClientRect() ?? new DOMRect();
  };
  const isWhole = async (): Promise<void> => {
    await until(() => bottomOf('.composer') > KEYBOARD + 100);
    expect(inside('.base').style.paddingBlockEnd).to.equal('');
  };

  /** The composer ends where the keyboard begins, and the newest message is between it and the top of the chat. */
  async function isAbove(line: number): Promise<void> {
    await until(() => Math.abs(bottomOf('.composer') - line) <= 2);
    await until(() => newest().bottom <= inside('.composer').getBoundingClientRect().top);
    expect(newest().top).to.be.at.least(inside('.list').getBoundingClientRect().top);
  }

  it('is made space for while the panel slides in', async () => {
    page.room.panel = null;
    await until(() => page.find('noom-chat') === null);
    page.room.panel = 'chat';
    await until(() => page.find('noom-chat')?.shadowRoot?.querySelector('textarea'));
    for (const animation of page.find('.side')?.getAnimations() ?? []) animation.currentTime = 80;
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    await until(() => page.find('.side')?.getAnimations().length === 0);
    await isAbove(KEYBOARD);
  });

  it('leaves the composer and the newest message in sight, and gives the space back', async () => {
    await isWhole();
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    await page.room.sendMessage('One more');
    await until(() => page.room.snapshot.messages.length === 13);
    await page.drawn();
    await isAbove(KEYBOARD);
    // With suggestions above it.
    viewport.cover(KEYBOARD - 40);
    await isAbove(KEYBOARD - 40);
    viewport.cover(PHONE.height);
    await isWhole();
  });

  it('does so where the browser has moved the page up', async () => {
    field().focus();
    viewport.cover(KEYBOARD - 60, 60);
    await isAbove(KEYBOARD);
  });

  it('measures once more when the chat has come to its place', async () => {
    // As a sheet of the page does, with all that is in it; the test says how far it is.
    const slide = page.box.animate({ transform: ['translateY(200px)', 'none'] }, { duration: 1000, easing: 'linear' });
    slide.pause();
    slide.currentTime = 500;
    const turning = page.box.animate({ opacity: [1, 1] }, { duration: 1000, iterations: Infinity });
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    slide.currentTime = 900;
    viewport.cover(KEYBOARD - 40);
    await isAbove(KEYBOARD - 40);
    slide.finish();
    await isAbove(KEYBOARD - 40);
    // A slide that is broken off ends too, and what turns all the time is not waited for.
    const back = page.box.animate({ transform: ['translateY(100px)', 'none'] }, 60_000);
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    back.cancel();
    await isAbove(KEYBOARD);
    turning.cancel();
  });

  it('gives the space back when the composer is left, and not while another of its controls has the focus', async () => {
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    inside('.emoji-button').focus();
    await isAbove(KEYBOARD);
    inside('.emoji-button').blur();
    await isWhole();
    field().focus();
    await isAbove(KEYBOARD);
  });

  it('keeps the newest message in sight where the composer is left and entered again within a frame', async () => {
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    field().blur();
    await Promise.resolve();
    expect(bottomOf('.composer')).to.be.above(KEYBOARD + 100);
    field().focus();
    await page.drawn();
    await isAbove(KEYBOARD);
  });

  it('changes nothing for a page that is zoomed by the fingers, or a keyboard for something else', async () => {
    // A chat that opens takes the focus, where that opens no keyboard.
    field().blur();
    viewport.cover(KEYBOARD);
    await isWhole();
    viewport.scale = 2;
    field().focus();
    viewport.cover(KEYBOARD);
    await isWhole();
  });

  it('has nothing left of it when the panel is closed with it, and opened again without', async () => {
    field().focus();
    viewport.cover(KEYBOARD);
    await isAbove(KEYBOARD);
    page.room.panel = null;
    await until(() => page.find('noom-chat') === null);
    viewport.cover(PHONE.height);
    page.room.panel = 'chat';
    await until(() => field());
    await page.drawn();
    await isWhole();
  });
});
