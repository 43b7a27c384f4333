import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import '../../../src/components/noom-video/index.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('what a <noom-video> reports of a picture', () => {
  let page: RoomOnPage;
  let tile: NoomVideo;
  let told: boolean[];

  beforeEach(async () => {
    page = await putRoom({ markup: '<noom-video participant="remote"></noom-video>', people: [{ name: 'Ann' }] });
    tile = page.find('noom-video');
    told = [];
    page.room.call.reportPicture = (id, source, isPresented) => {
      expect([id, source]).to.deep.equal([page.room.snapshot.participants[1]?.id, 'camera']);
      told.push(isPresented);
    };
  });
  afterEach(() => page.close());

  const video = (): HTMLVideoElement => tile.shadowRoot?.querySelector('video') as HTMLVideoElement;
  const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

  it('is that it is presented, while it is', async () => {
    await until(() => told.length >= 2);
    expect(told).not.to.include(false);
  });

  it('is that it is not, when it plays in the window and no frame arrives', async () => {
    await until(() => told.includes(true));
    video().srcObject = new MediaStream();
    video()
      .play()
      .catch(() => undefined);
    await until(() => told.slice(-2).every((isPresented) => !isPresented));
  });

  for (const [why, hide] of [
    ['is out of the window', () => (tile.style.marginTop = '10000px')],
    ['is not drawn', () => (tile.style.display = 'none')],
    ['does not play', () => video().pause()],
  ] as const) {
    it(`is never that it is not, while it ${why}`, async () => {
      await until(() => told.includes(true));
      hide();
      // A new stream plays by itself.
      if (why !== 'does not play') video().srcObject = new MediaStream();
      await seconds(1.5);
      told = [];
      await seconds(2.5);
      // A frame that the browser presents nevertheless may be reported.
      expect(told).not.to.include(false);
    });
  }

  it('is still reported after the tile was moved', async () => {
    await until(() => told.includes(true));
    const frame = document.createElement('div');
    page.room.append(frame);
    frame.append(tile);
    told = [];
    await until(() => told.includes(true));
  });
});
