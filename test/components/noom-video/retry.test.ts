import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import '../../../src/components/noom-video/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('a tile whose connection has failed', () => {
  let page: RoomOnPage;
  let tile: NoomVideo;
  let tried: string[];

  async function fail(lang: string): Promise<void> {
    page = await putRoom({ markup: '<noom-video participant="remote"></noom-video>', people: [{ name: 'Ann' }], lang });
    tile = page.find('noom-video');
    tried = [];
    page.room.call.reconnect = (id) => Promise.resolve(void tried.push(id));
    page.memory.participants[0]?.fail();
    await until(() => retry() !== null);
  }
  const retry = (): HTMLElement | null => tile.shadowRoot?.querySelector<HTMLElement>('[part=retry]') ?? null;
  const label = (): string | null | undefined =>
    tile.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label');
  const idOfAnn = (): string => page.room.snapshot.participants.find(({ isLocal }) => !isLocal)?.id ?? '';

  afterEach(() => page.close());

  it('says so, has a button to try again, for the keyboard too, and no more of it once connected', async () => {
    await fail('en');
    expect([label(), retry()?.getAttribute('aria-label'), retry()?.textContent.trim()]).to.deep.equal([
      'Ann, no connection',
      'Try again: Ann',
      'Try again',
    ]);
    const { width = 0, height = 0 } = retry()?.getBoundingClientRect() ?? {};
    expect(Math.min(width, height)).to.be.at.least(24);
    retry()?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => tried.length === 1);
    expect(tried).to.deep.equal([idOfAnn()]);
    // The button goes away while the connection is made anew.
    expect(tile.shadowRoot?.activeElement?.getAttribute('role')).to.equal('group');
    page.room.addEventListener('noom-reconnect-request', (event) => {
      expect(event.id).to.equal(idOfAnn());
      event.preventDefault();
    });
    retry()?.click();
    page.memory.participants[0]?.restore();
    await until(() => retry() === null);
    expect([label(), tried.length]).to.deep.equal(['Ann', 1]);
  });

  it('is accessible, and says it in Korean', async () => {
    await fail('ko');
    await until(() => label() === 'Ann, 연결되지 않음');
    expect([retry()?.getAttribute('aria-label'), retry()?.textContent.trim()]).to.deep.equal([
      '다시 시도: Ann 님',
      '다시 시도',
    ]);
    await expectAccessible(page.room);
  });
});
