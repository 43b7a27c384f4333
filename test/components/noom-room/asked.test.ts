import { expect } from '@open-wc/testing';
import type { CallController } from '../../../src/core/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from './room-page.js';

describe('a moderator who asks for the microphone', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  /** A room whose microphone is off, and Ann who is its host. */
  async function askedByAnn(): Promise<CallController> {
    page = await RoomPage.joined({ attributes: 'microphone="off"', participants: [{ name: 'Ann' }] });
    const ann = page.memory.participants[0]?.call as CallController;
    const { snapshot } = page.room;
    if (snapshot.self.role === 'host') await page.room.setRole(snapshot.participants[1]?.id ?? '', 'host');
    await ann.askToUnmute(snapshot.self.id);
    await until(() => page.find('[part=ask]'));
    return ann;
  }

  const press = (selector: string): void => page.find(`[part=ask] ${selector}`)?.click();

  it('is told calmly, with two answers, and not in the way of the focus', async () => {
    await askedByAnn();
    expect(page.find('[part=ask] span')?.textContent.trim()).to.equal('Ann asks you to turn your microphone on');
    expect(page.find('[part=ask]')?.matches(':focus-within')).to.equal(false);
    expect(page.room.snapshot.self.sources.microphone.on).to.equal(false);
    await until(() => page.find('[role=log]')?.textContent.includes('Ann asks you'));
    press('.primary');
    await until(() => page.room.snapshot.self.sources.microphone.on);
    await until(() => page.find('[part=ask]') === null);
  });

  it('is refused by one press, and nothing is turned on', async () => {
    await askedByAnn();
    press('.button:not(.primary)');
    await until(() => page.find('[part=ask]') === null);
    expect(page.room.snapshot.self.sources.microphone.on).to.equal(false);
  });

  it('is a question no more once the microphone is on, or the moderator is gone', async () => {
    const ann = await askedByAnn();
    await ann.leave();
    await until(() => page.find('[part=ask]') === null);
    await page.close();
    await askedByAnn();
    await page.room.setMicrophone(true);
    await until(() => page.find('[part=ask]') === null);
  });
});
