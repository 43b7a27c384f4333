import { expect } from '@open-wc/testing';
import { CallError, type Devices } from '../../../src/core/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { once, RoomPage } from '../noom-room/room-page.js';

describe('what a participant wants off in <noom-prejoin>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    restore();
  });

  const inside = (selector: string): HTMLElement | null =>
    page.prejoin.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

  it('stays off where what the system has refused is tried again', async () => {
    let isRefused = true;
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me" camera="off"',
      prepare: ({ devices }) => {
        const { open } = devices;
        replace(devices, 'open', (...request: Parameters<Devices['open']>) =>
          isRefused ? Promise.reject(new CallError('system-blocked')) : open.apply(devices, request),
        );
      },
    });
    await until(() => page.find('noom-prejoin') && inside('.retry'));
    // Again in vain, which is said as before.
    inside('.retry')?.click();
    await until(() => !page.room.snapshot.self.sources.microphone.pending && inside('.retry'));
    isRefused = false;
    const isOn = once(page.room, 'noom-device-changed');
    inside('.retry')?.click();
    await isOn;
    await until(() => inside('.notice') === null);
    const { camera, microphone } = page.room.snapshot.self.sources;
    expect([microphone.on, camera.on, camera.pending]).to.deep.equal([true, false, false]);
  });
});
