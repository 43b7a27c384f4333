import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { isSeen } from '../../../harness/browser/look/is-seen.js';
import { settled } from '../../../harness/browser/look/settled.js';
import { until } from '../../../harness/until.js';
import { deep, visibleIn } from '../../pages/any-page.js';
import { RoomPage, type RoomPageOptions } from '../room-page.js';

describe('a <noom-room> on a phone that lies on its side', () => {
  const { innerWidth: width, innerHeight: height } = window;
  const SIZE = { width: 740, height: 360 };
  let page: RoomPage;

  beforeEach(() => setViewport(SIZE));

  afterEach(async () => {
    await page.close();
    await setViewport({ width, height });
  });

  const fill = (): void => {
    page.box.style.cssText = 'position: absolute; inset: 0; inline-size: 740px; block-size: 360px;';
  };
  async function joined(options: RoomPageOptions = {}): Promise<void> {
    page = await RoomPage.joined({ ...SIZE, ...options });
    fill();
  }
  const all = (selector: string): HTMLElement[] =>
    deep(page.box).filter((element): element is HTMLElement => element.matches(selector));
  const unseen = (selector: string): string[] =>
    all(selector)
      .filter((element) => !isSeen(element))
      .map(({ className }) => className);

  it('shows where one writes beside the stage, and messages above it', async () => {
    await joined({ participants: [{ name: 'Ann' }, { name: 'Ben' }] });
    await page.memory.participants[0]?.call.sendMessage('Hello');
    page.room.panel = 'chat';
    await until(() => visibleIn(page.box, '.composer').length > 0);
    await settled(5);
    expect(unseen('.to-select, .composer .input, .composer .round')).to.deep.equal([]);
    expect(unseen('.line .message')).to.deep.equal([]);
    expect(visibleIn(page.box, '.log')[0]?.offsetHeight).to.be.at.least(112);
    expect(unseen('[data-name=microphone], [data-name=leave]')).to.deep.equal([]);
  });

  it('shows each answer to how a host leaves', async () => {
    await joined({ attributes: 'camera="off" microphone="off"' });
    await page.memory.createCall({ displayName: 'Ann', camera: false, microphone: false }).join();
    await until(() => page.room.participantCount === 2);
    page.room.dialog = 'leave';
    await until(() => visibleIn(page.box, 'dialog.leaving').length > 0);
    await settled(5);
    expect(unseen('.leaving .button, .leaving select')).to.deep.equal([]);
  });

  it('breaks no answer in its words, and squeezes no list of names, with text of twice the size', async () => {
    await joined({ attributes: 'camera="off" microphone="off"' });
    page.room.style.fontSize = '30px';
    await page.memory.createCall({ displayName: 'Ann', camera: false, microphone: false }).join();
    await until(() => page.room.participantCount === 2);
    page.room.dialog = 'leave';
    await until(() => visibleIn(page.box, 'dialog.leaving').length > 0);
    await settled(5);
    expect(all('.leaving select')[0]?.offsetWidth).to.be.at.least(240);
    const broken = all('.leaving .button').filter(
      (button) => button.scrollWidth > button.clientWidth || button.clientHeight > 2 * 30 * 1.5,
    );
    expect(broken.map(({ className }) => className)).to.deep.equal([]);
  });

  it('shows the picture and its buttons before joining, also once the form is scrolled', async () => {
    page = new RoomPage({ ...SIZE, attributes: 'room="tea" display-name="Me"' });
    fill();
    await page.inState('prejoin');
    await until(() => visibleIn(page.box, '.toggles .round').length === 2);
    await settled(5);
    expect(unseen('.toggles .round')).to.deep.equal([]);
    visibleIn(page.box, '.join')[0]?.scrollIntoView({ block: 'end' });
    await until(() => unseen('.toggles .round, .join').length === 0);
  });
});
