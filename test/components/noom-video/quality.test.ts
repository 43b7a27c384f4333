import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import '../../../src/components/noom-participants/index.js';
import '../../../src/components/noom-video/index.js';
import { hurriedClock } from '../../fakes/browser/hurried-clock.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('the quality of a participant', () => {
  let page: RoomOnPage;
  let tile: NoomVideo;

  beforeEach(async () => {
    page = await putRoom({
      markup: '<noom-video participant="remote"></noom-video><noom-participants></noom-participants>',
      people: [{ name: 'Ann' }],
      clock: hurriedClock,
    });
    tile = page.find('noom-video');
  });
  afterEach(() => page.close());

  const label = (): string | null | undefined =>
    tile.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label');
  const badge = (): Element | null | undefined => tile.shadowRoot?.querySelector('.poor');
  const rows = (): string[] =>
    [...(page.find('noom-participants').shadowRoot?.querySelectorAll('.person') ?? [])].map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );

  it('is shown on the tile and in the list when it is poor, with its cause, and no longer when it is good', async () => {
    await until(() => tile.matches('[quality=excellent]:state(quality-excellent)'));
    expect([label(), badge()]).to.deep.equal(['Ann', null]);
    page.memory.setConditions({ latencyMs: 500 });
    await until(() => tile.matches('[quality=poor]:state(quality-poor)'));
    await tile.updateComplete;
    const said = 'poor quality, the network in between is slow or loses data';
    expect(label()).to.equal(`Ann, ${said}`);
    expect([badge()?.getAttribute('title'), badge()?.checkVisibility()]).to.deep.equal([said, true]);
    await until(() => rows().some((row) => /Ann.*poor quality: the network in between/.test(row)));
    expect(page.room.getAttribute('quality')).to.equal('poor');
    page.room.lang = 'ko';
    await until(() => label() === 'Ann, 품질이 낮음, 중간 네트워크가 느리거나 끊김');
    page.memory.setConditions({});
    await until(() => tile.quality === 'excellent');
    await tile.updateComplete;
    expect([label(), badge()]).to.deep.equal(['Ann', null]);
    await until(() => rows().every((row) => !row.includes('품질')));
  });

  it('is accessible while it is poor, and gives way to the words about a link that is interrupted', async () => {
    page.memory.setConditions({ loss: 0.4 });
    await until(() => tile.quality === 'poor' && badge());
    await expectAccessible(page.room);
    page.memory.participants[0]?.interrupt();
    await until(() => tile.quality === 'lost');
    await tile.updateComplete;
    expect([label(), badge()]).to.deep.equal(['Ann, reconnecting…', null]);
  });
});
