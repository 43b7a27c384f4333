import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('the notices of <noom-prejoin>', () => {
  let page: RoomPage;

  afterEach(() => page.close());

  const notice = (): string => page.find('noom-prejoin')?.shadowRoot?.querySelector('.notice')?.textContent ?? '';

  it('have no avatar behind them, which would look out', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      prepare: ({ devices }) => {
        devices.busy('front');
      },
    });
    await until(() => notice().includes('could not be started'));
    const video = page.find('noom-prejoin')?.shadowRoot?.querySelector('noom-video');
    await until(() => video?.shadowRoot?.querySelector('[part~=avatar]'));
    expect(video?.shadowRoot?.querySelector('[part~=avatar]')?.checkVisibility({ visibilityProperty: true })).to.equal(
      false,
    );
  });

  it('are in Korean, also of what failed before the page was', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      prepare: ({ devices }) => {
        devices.busy('front');
      },
    });
    await until(() => notice().includes('could not be started'));
    page.room.lang = 'ko';
    await until(() => notice().includes('카메라나 마이크를 켜지 못했습니다.'));
    expect(notice()).to.include('다른 프로그램을 닫고');
    expect(notice()).to.not.match(/[a-z]{3}/);
  });
});
