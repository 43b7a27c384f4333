import { expect } from '@open-wc/testing';
import { hurriedClock } from '../../fakes/browser/hurried-clock.js';
import { muteTrack } from '../../fakes/browser/tracks.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('a microphone or camera that the system interrupts', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const sources = () => page.room.snapshot.self.sources;
  const notices = (root: HTMLElement): string =>
    [...(root.shadowRoot?.querySelectorAll('.notice') ?? [])].map(({ textContent }) => textContent).join(' ');

  it('is announced in a call, in a tile and to CSS, until it is back', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }], children: '', clock: hurriedClock });
    muteTrack(sources().camera.track, true);
    await until(() => sources().camera.interrupted);
    await until(() => notices(page.room).includes('camera gives no picture'));
    const tile = page.find('noom-stage')?.shadowRoot?.querySelector('noom-video[local]');
    await until(() => tile?.hasAttribute('camera') === false);
    expect(tile?.shadowRoot?.querySelector('[part=base]')?.getAttribute('aria-label')).to.include('camera off');
    expect(page.room.matches(':state(camera-on)')).to.equal(false);
    await expectAccessible(page.box);
    muteTrack(sources().camera.track, false);
    await until(() => !notices(page.room).includes('taken'));
    await until(() => tile?.hasAttribute('camera'));
    expect(page.room.matches(':state(camera-on)')).to.equal(true);
  });

  it('is announced before the call, in the page’s language', async () => {
    page = new RoomPage({ attributes: 'room="tea" lang="ko"', clock: hurriedClock });
    await page.inState('prejoin');
    await until(() => sources().microphone.on);
    muteTrack(sources().microphone.track, true);
    await until(() => notices(page.prejoin).includes('시스템이 마이크를 가져갔습니다'));
    await expectAccessible(page.box);
  });

  it('is not announced while it is off anyway', async () => {
    page = await RoomPage.joined({ clock: hurriedClock });
    await page.room.call.setMicrophone(false);
    muteTrack(sources().microphone.track, true);
    await until(() => sources().microphone.interrupted);
    await page.drawn();
    expect(notices(page.room)).to.equal('');
  });
});
