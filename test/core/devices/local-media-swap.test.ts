import { expect } from '@open-wc/testing';
import type { LocalMedia } from '../../../src/core/devices/local/local-media.js';
import { codeOf } from '../../fakes/code-of.js';
import type { FakeDevices } from '../../fakes/browser/fake-devices.js';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';
import { endTrack } from '../../fakes/browser/tracks.js';
import { turn } from '../../fakes/turn.js';

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };

describe('a local device', () => {
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

  describe('swapped', () => {
    it('is replaced by the other one, and stopped only then', async () => {
      await media.open(CAMERA);
      const before = media.getState('camera').track;
      devices.hold();
      const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
      expect([world.states.camera, before?.readyState]).to.deep.equal(['on pending front', 'live']);
      devices.release();
      await swapping;
      expect([world.states.camera, before?.readyState]).to.deep.equal(['on back', 'ended']);
      expect(world.told.at(-1)).to.equal('camera back selected');
    });

    it('is not swapped while it is off', async () => {
      await media.swap('camera', { deviceId: 'back' }, 'selected');
      expect(devices.requests).to.deep.equal([]);
    });

    it('replaces one that is still opening, whose late track is stopped', async () => {
      devices.hold();
      const opening = media.open(CAMERA);
      const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
      devices.release();
      await Promise.all([opening, swapping]);
      await turn();
      expect(world.states.camera).to.equal('on back');
      expect(world.live).to.have.length(1);
    });

    it('keeps a microphone off that is off', async () => {
      await media.open(BOTH);
      await media.set('microphone', false);
      await media.swap('microphone', { deviceId: 'headset' }, 'selected');
      expect(world.states.microphone).to.equal('off headset');
    });

    it('keeps the one in use when the other cannot be opened', async () => {
      await media.open(CAMERA);
      const before = media.getState('camera').track;
      expect(await codeOf(media.swap('camera', { deviceId: 'gone' }, 'selected'))).to.equal('device-missing');
      expect([media.getState('camera').track === before, before?.readyState]).to.deep.equal([true, 'live']);
      expect([world.states.camera, world.told.at(-1)]).to.deep.equal(['on front', 'camera device-missing']);
    });

    it('closes the one in use where only one camera can be open at a time', async () => {
      await media.open(CAMERA);
      devices.failWhen(() => (world.live.length > 0 ? 'device-in-use' : null));
      expect(await codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('done');
      expect([world.states.camera, world.live]).to.deep.equal(['on back', ['back']]);
    });

    it('opens the former one again when the other is in use elsewhere', async () => {
      await media.open(CAMERA);
      devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
      expect(await codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('device-in-use');
      expect([world.states.camera, world.live]).to.deep.equal(['on front', ['front']]);
      // It is not what was wished.
      expect(world.told.slice(-2)).to.deep.equal(['camera front opened', 'camera device-in-use']);
    });

    it('is off when even the former one cannot be opened again', async () => {
      await media.open(CAMERA);
      devices.failWhen(() => 'device-in-use');
      expect(await codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('device-in-use');
      expect([world.states.camera, world.told.at(-1)]).to.deep.equal(['off', 'camera device-in-use']);
    });

    it('opens nothing again when it was turned off or closed meanwhile', async () => {
      const ends = [(): unknown => media.set('camera', false), (): void => media.close()];
      for (const end of ends) {
        await media.open(CAMERA);
        devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
        devices.hold();
        const swapping = codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'));
        const asked = devices.requests.length;
        // Refused, tried once more, refused again: now the former one is being opened.
        while (devices.requests.length < asked + 2) {
          devices.release('oldest');
          await turn();
        }
        end();
        devices.release();
        await swapping;
        await turn();
        expect([world.live.length, media.getState('camera').track, world.states.camera]).to.deep.equal([
          0,
          null,
          'off',
        ]);
        devices.heal();
      }
    });
  });

  describe('unplugged', () => {
    it('is replaced by another one', async () => {
      world.chosen.camera = 'back';
      await media.open(CAMERA);
      devices.devices = devices.devices.filter(({ deviceId }) => deviceId !== 'back');
      endTrack(media.getState('camera').track);
      expect(world.states.camera).to.equal('off pending');
      await turn();
      expect(world.states.camera).to.equal('on front');
      expect(world.told.at(-1)).to.equal('camera front unplugged');
    });

    it('is off, with the reason, when there is no other', async () => {
      await media.open(CAMERA);
      devices.devices = [];
      endTrack(media.getState('camera').track);
      await turn();
      expect([world.states.camera, world.told.at(-1)]).to.deep.equal(['off', 'camera device-missing']);
    });

    it('gives way to the one that was chosen before, and is just being opened', async () => {
      await media.open(CAMERA);
      devices.hold();
      const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
      endTrack(media.getState('camera').track);
      expect(world.states.camera).to.equal('off pending');
      devices.release();
      await swapping;
      await turn();
      expect([world.states.camera, world.told.at(-1), world.live]).to.deep.equal([
        'on back',
        'camera back selected',
        ['back'],
      ]);
    });

    it('is replaced by any other where the one that was chosen before cannot be opened', async () => {
      await media.open(CAMERA);
      devices.devices = [...devices.devices, { kind: 'camera', deviceId: 'third', label: 'Third' }];
      devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
      world.chosen.camera = 'front';
      devices.hold();
      const swapping = codeOf(media.swap('camera', { deviceId: 'back' }, 'selected'));
      devices.devices = devices.devices.filter(({ deviceId }) => deviceId === 'third');
      endTrack(media.getState('camera').track);
      devices.release();
      await swapping;
      await turn();
      expect(world.states.camera).to.equal('on third');
      expect(world.told.slice(-2)).to.deep.equal(['camera third unplugged', 'camera device-in-use']);
    });

    it('does not matter once another replaced it', async () => {
      await media.open(CAMERA);
      const first = media.getState('camera').track;
      await media.swap('camera', { deviceId: 'back' }, 'selected');
      endTrack(first);
      await turn();
      expect([world.states.camera, devices.requests.length]).to.deep.equal(['on back', 2]);
    });
  });
});
