import { expect } from '@open-wc/testing';
import type { LocalMedia } from '../../../src/core/devices/local/local-media.js';
import { codeOf } from '../../fakes/code-of.js';
import type { FakeDevices } from '../../fakes/browser/fake-devices.js';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';
import { turn } from '../../fakes/turn.js';

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };

describe('the local microphone and camera', () => {
  let world: LocalMediaWorld;
  let media: LocalMedia;
  let devices: FakeDevices;

  beforeEach(() => {
    world = new LocalMediaWorld();
    ({ media, devices } = world);
  });

  afterEach(() => {
    media.close();
    devices.release();
    expect(world.live, 'tracks left behind').to.deep.equal([]);
  });

  describe('opened', () => {
    it('are opened with one prompt for both', async () => {
      const opening = media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'off pending', camera: 'off pending' });
      await opening;
      expect(devices.requests).to.deep.equal([{ microphone: { deviceId: '' }, camera: { deviceId: '' } }]);
      expect(world.states).to.deep.equal({ microphone: 'on desk', camera: 'on front' });
      expect(world.told).to.deep.equal(['microphone desk opened', 'camera front opened']);
    });

    it('are opened alone where only one is wanted', async () => {
      await media.open(CAMERA);
      expect(devices.requests).to.deep.equal([{ camera: { deviceId: '' } }]);
      expect(world.states).to.deep.equal({ microphone: '', camera: 'on front' });
    });

    it('are not opened a second time', async () => {
      await media.open(BOTH);
      await media.open(BOTH);
      await Promise.all([media.set('camera', true), media.set('microphone', true)]);
      expect(devices.requests).to.have.length(1);
    });

    it('are requested once, however often that is while the prompt is open', async () => {
      devices.hold();
      const opening = Promise.all([media.open(BOTH), media.open(BOTH), media.set('camera', true)]);
      devices.release();
      await opening;
      expect(devices.requests).to.have.length(1);
    });

    it('are the remembered ones', async () => {
      Object.assign(world.chosen, { microphone: 'headset', camera: 'back' });
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'on headset', camera: 'on back' });
    });

    it('are others when a remembered one is gone', async () => {
      Object.assign(world.chosen, { microphone: 'headset', camera: 'unplugged' });
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'on headset', camera: 'on front' });
      expect(world.told.filter((each) => each.includes('missing'))).to.deep.equal([]);
    });

    it('are the one that exists when the other is missing', async () => {
      devices.devices = devices.devices.filter(({ kind }) => kind !== 'camera');
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
      expect(world.told).to.have.members(['microphone desk opened', 'camera device-missing']);
    });

    it('are the one that works when the other is in use', async () => {
      devices.failWhen(({ microphone }) => (microphone ? 'device-in-use' : null));
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'off', camera: 'on front' });
      expect(world.told).to.have.members(['microphone device-in-use', 'camera front opened']);
    });

    it('are neither after one refusal, which is not asked for again', async () => {
      devices.permissions.camera = devices.permissions.microphone = 'denied';
      devices.failWhen(() => 'permission-denied');
      await media.open(BOTH);
      expect(devices.requests).to.have.length(1);
      expect(world.states).to.deep.equal({ microphone: 'off', camera: 'off' });
      expect(world.told).to.have.members(['microphone permission-denied', 'camera permission-denied']);
    });

    it('are the one that was granted before when the other is refused', async () => {
      devices.permissions.camera = 'denied';
      devices.failWhen(({ camera }) => (camera ? 'permission-denied' : null));
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
    });
  });

  describe('turned off and on', () => {
    it('stops the camera, and opens it again', async () => {
      await media.open(BOTH);
      const before = media.getState('camera').track;
      await media.set('camera', false);
      expect([before?.readyState, media.getState('camera').track, world.states.camera]).to.deep.equal([
        'ended',
        null,
        'off',
      ]);
      await media.set('camera', true);
      expect(world.states.camera).to.equal('on front');
      expect(world.live).to.have.length(2);
    });

    it('keeps the capture of the microphone, which is only off', async () => {
      await media.open(BOTH);
      const before = media.getState('microphone').track;
      await media.set('microphone', false);
      expect([before?.readyState, world.states.microphone]).to.deep.equal(['live', 'off desk']);
      await media.set('microphone', true);
      expect([media.getState('microphone').track === before, world.states.microphone]).to.deep.equal([true, 'on desk']);
      expect(devices.requests).to.have.length(1);
    });

    it('stops a camera that opens after it was turned off', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      await media.set('camera', false);
      devices.release();
      await opening;
      await turn();
      expect(world.states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
      expect(world.live).to.deep.equal(['desk']);
      expect(world.told).to.deep.equal(['microphone desk opened']);
    });

    it('keeps a microphone that opens after it was turned off, but off', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      await media.set('microphone', false);
      expect(world.states.microphone).to.equal('off');
      devices.release();
      await opening;
      expect(world.states.microphone).to.equal('off desk');
    });

    it('ends with the last wish when it is turned off and on while it opens', async () => {
      devices.hold();
      const first = codeOf(media.set('camera', true));
      await media.set('camera', false);
      const last = media.set('camera', true);
      devices.release();
      await Promise.all([first, last]);
      await turn();
      expect(world.states.camera).to.equal('on front');
      expect(world.live).to.have.length(1);
      expect(media.getState('camera').track?.readyState).to.equal('live');
    });

    it('requests once, however often it is pressed while the prompt is open', async () => {
      devices.hold();
      const presses = [true, false, true, false, true].map((on) => codeOf(media.set('camera', on)));
      devices.release();
      await Promise.all(presses);
      expect([world.states.camera, devices.requests.length, world.live.length]).to.deep.equal(['on front', 1, 1]);
    });

    it('requests once for both, also when it was closed and opened again under the prompt', async () => {
      devices.hold();
      const first = media.open(BOTH);
      media.close();
      const again = media.open(BOTH);
      devices.release();
      await Promise.all([first, again]);
      expect([world.states, devices.requests.length]).to.deep.equal([{ microphone: 'on desk', camera: 'on front' }, 1]);
      expect(world.live).to.have.length(2);
    });

    it('fails once, with the answer of the one prompt, when it was pressed three times', async () => {
      devices.hold();
      const presses = [true, false, true].map((on) => codeOf(media.set('camera', on)));
      devices.failWhen(() => 'permission-denied');
      devices.release();
      expect((await Promise.all(presses)).at(-1)).to.equal('permission-denied');
      expect([world.states.camera, world.told]).to.deep.equal(['off', ['camera permission-denied']]);
    });

    it('opens the device that was selected while it was off under the prompt for another', async () => {
      devices.hold();
      const first = codeOf(media.set('camera', true));
      await media.set('camera', false);
      world.chosen.camera = 'back';
      const last = media.set('camera', true);
      devices.release();
      await Promise.all([first, last]);
      await turn();
      expect([world.states.camera, world.live]).to.deep.equal(['on back', ['back']]);
    });

    it('fails with the reason, is off, and can be tried again', async () => {
      devices.failWhen(() => 'device-in-use');
      expect(await codeOf(media.set('camera', true))).to.equal('device-in-use');
      expect([world.states.camera, world.told]).to.deep.equal(['off', ['camera device-in-use']]);
      devices.heal();
      expect(await codeOf(media.set('camera', true))).to.equal('done');
      expect(world.states.camera).to.equal('on front');
    });

    it('reports no failure that no caller waits for any more', async () => {
      devices.hold();
      const turningOn = codeOf(media.set('camera', true));
      await media.set('camera', false);
      devices.failWhen(() => 'device-in-use');
      devices.release();
      await turningOn;
      expect(world.told).to.deep.equal([]);
    });
  });

  describe('closed', () => {
    it('are stopped, both, also when closed twice', async () => {
      await media.open(BOTH);
      media.close();
      media.close();
      expect(world.states).to.deep.equal({ microphone: 'off', camera: 'off' });
      expect(world.live).to.have.length(0);
    });

    it('are stopped as soon as they open when closed while opening', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      media.close();
      devices.release();
      await opening;
      await turn();
      expect([devices.tracks.length, world.live.length, world.told]).to.deep.equal([2, 0, []]);
    });

    it('are stopped as soon as they open when closed while swapping', async () => {
      await media.open(CAMERA);
      devices.hold();
      const swapping = codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'));
      media.close();
      devices.release();
      await swapping;
      await turn();
      expect(world.live).to.have.length(0);
    });

    it('can be opened again', async () => {
      await media.open(BOTH);
      media.close();
      await media.open(BOTH);
      expect(world.states).to.deep.equal({ microphone: 'on desk', camera: 'on front' });
    });
  });
});
