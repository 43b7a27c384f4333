import { expect } from '@open-wc/testing';
import '../../../src/components/noom-settings/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { deep } from '../pages/any-page.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('what a phone has, and what its system owns', () => {
  let page: RoomPage;

  afterEach(async () => {
    restore();
    await page.close();
  });

  const flip = (): HTMLElement | null | undefined => page.controls.shadowRoot?.querySelector('[data-name=flip]');
  const facing = (): string | null => page.room.snapshot.self.sources.camera.facing;
  const isMirrored = (): boolean => {
    const tile = deep(page.box).find((element) => element.matches('noom-video[participant=local]'));
    return tile?.shadowRoot?.querySelector('video')?.matches('.mirrored') === true;
  };

  it('switches between front and back, and mirrors the front alone', async () => {
    page = await RoomPage.joined();
    await until(() => flip());
    await until(() => facing() === 'user' && isMirrored());
    for (const [side, isFront] of [
      ['environment', false],
      ['user', true],
    ] as const) {
      flip()?.click();
      await until(() => facing() === side);
      await until(() => isMirrored() === isFront);
    }
  });

  it('has no switch without a camera on the other side, and one when that is there', async () => {
    page = await RoomPage.joined({ prepare: ({ devices }) => devices.unplug('back') });
    await until(() => page.room.snapshot.devices.cameras.length === 2);
    await page.drawn();
    expect(flip()).to.equal(null);
    page.memory.devices.plug('back');
    await until(() => flip());
    page.memory.devices.unplug('front');
    await until(() => flip() === null);
  });

  it('has a switch where a phone with several cameras does not say where they face', async () => {
    const devices = ['a', 'b'].map((deviceId) => ({ kind: 'camera' as const, deviceId, label: `Camera ${deviceId}` }));
    const prepare = ({ devices: drawn }: RoomPage['memory']): void => {
      for (const id of ['front', 'back', 'desk']) drawn.unplug(id);
      for (const device of devices) drawn.plug(device);
    };
    page = await RoomPage.joined({ prepare });
    await until(() => page.room.snapshot.devices.cameras.length === 2);
    await page.drawn();
    expect(flip()).to.equal(null);
    await page.close();
    asPhone();
    page = await RoomPage.joined({ prepare });
    await until(() => flip());
  });

  it('has no list of speakers where the system chooses', async () => {
    asPhone();
    const prototype = HTMLMediaElement.prototype as Partial<HTMLMediaElement>;
    page = await RoomPage.joined();
    const kinds = async (): Promise<(string | null)[]> => {
      page.room.panel = 'settings';
      const pickers = (): Element[] => deep(page.box).filter(({ localName }) => localName === 'noom-device-select');
      await until(() => pickers().length > 0);
      const found = pickers().map((picker) => picker.getAttribute('kind'));
      page.room.panel = null;
      await until(() => pickers().length === 0);
      return found;
    };
    expect(await kinds()).to.deep.equal(['camera', 'microphone', 'speaker']);
    replace(prototype, 'setSinkId', undefined);
    delete prototype.setSinkId;
    expect(await kinds()).to.deep.equal(['camera', 'microphone']);
  });
});

/** The page is on a screen that is touched. */
function asPhone(): void {
  const { matchMedia } = window;
  replace(window, 'matchMedia', (query: string) => matchMedia(query === '(pointer: coarse)' ? 'all' : query));
}
