import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import type { PictureView } from '../../../src/core/index.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('what a <noom-video> asks for before the browser has told how it is seen', () => {
  let page: RoomOnPage;
  afterEach(() => page.close());

  it('is not nothing; a tile that is put elsewhere asks for what it asked for', async () => {
    const markup = '<div style="width: 320px; height: 180px"><noom-video participant="remote"></noom-video></div>';
    page = await putRoom({ markup, people: [{ name: 'Ann' }], isJoining: false });
    await page.memory.ready;
    const views = new Map<object, PictureView | 'nothing'>();
    const reported: string[] = [];
    const report = page.room.call.reportView.bind(page.room.call);
    page.room.call.reportView = (view, shown) => {
      if (shown === null) views.delete(view);
      else views.set(view, shown);
      if (shown !== null && shown !== 'nothing') reported.push(toText(shown));
      report(view, shown);
    };
    await page.room.join();
    const told = (): string[] => [...views.values()].map((shown) => (shown === 'nothing' ? shown : toText(shown)));
    await until(() => told().join() === '320x180');

    const tile: NoomVideo = page.find('noom-video');
    const box = page.room.querySelector('div');
    box?.before(tile);
    tile.requestUpdate();
    await tile.updateComplete;
    expect(told()).to.deep.equal(['320x180']);

    const second = document.createElement('noom-video');
    second.participant = 'remote';
    box?.append(second);
    // Each in its own time: which of them is told last depends on the frame that drew it.
    await until(() => told()[1] === '320x180');
    expect(reported).not.to.include('nothing');
  });
});

function toText({ wanted }: PictureView): string {
  if (wanted === 'nothing') return wanted;
  return [wanted.widthPx, wanted.heightPx].map((px) => Math.round(px / devicePixelRatio)).join('x');
}
