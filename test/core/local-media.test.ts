import { expect } from '@open-wc/testing';
import { LocalMedia, type CaptureKind } from '../../src/core/devices/local-media.js';
import { CallError } from '../../src/core/errors.js';
import { FakeDevices } from '../fakes/fake-devices.js';
import { endTrack } from '../fakes/tracks.js';
import { turn } from '../fakes/turn.js';

const outcomeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };

describe('one’s own microphone and camera', () => {
  let devices: FakeDevices;
  let media: LocalMedia;
  let chosen: Record<CaptureKind, string>;
  let states: Record<CaptureKind, string>;
  let told: string[];

  beforeEach(() => {
    devices = new FakeDevices();
    chosen = { microphone: '', camera: '' };
    states = { microphone: '', camera: '' };
    told = [];
    media = new LocalMedia(devices, (kind) => chosen[kind]);
    media.addEventListener('local-source', ({ kind, state: { on, pending, track } }) => {
      states[kind] = `${on ? 'on' : 'off'}${pending ? ' pending' : ''}${track === null ? '' : ` ${idOf(track)}`}`;
    });
    media.addEventListener('local-device', ({ kind, track, reason }) => told.push(`${kind} ${idOf(track)} ${reason}`));
    media.addEventListener('local-error', ({ kind, error }) => told.push(`${kind} ${error.code}`));
  });

  afterEach(() => {
    media.close();
    devices.release();
    expect(devices.liveTracks, 'tracks left behind').to.have.length(0);
  });

  const idOf = (track: MediaStreamTrack | null): string => track?.getSettings().deviceId ?? '';

  describe('opened', () => {
    it('come with one prompt for both', async () => {
      const opening = media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'off pending', camera: 'off pending' });
      await opening;
      expect(devices.requests).to.deep.equal([{ microphone: { deviceId: '' }, camera: { deviceId: '' } }]);
      expect(states).to.deep.equal({ microphone: 'on desk', camera: 'on front' });
      expect(told).to.deep.equal(['microphone desk opened', 'camera front opened']);
    });

    it('are what is wanted alone', async () => {
      await media.open(CAMERA);
      expect(devices.requests).to.deep.equal([{ camera: { deviceId: '' } }]);
      expect(states).to.deep.equal({ microphone: '', camera: 'on front' });
    });

    it('are not opened a second time', async () => {
      await media.open(BOTH);
      await media.open(BOTH);
      await Promise.all([media.set('camera', true), media.set('microphone', true)]);
      expect(devices.requests).to.have.length(1);
    });

    it('are asked for once, however often that is while the prompt is there', async () => {
      devices.hold();
      const opening = Promise.all([media.open(BOTH), media.open(BOTH), media.set('camera', true)]);
      devices.release();
      await opening;
      expect(devices.requests).to.have.length(1);
    });

    it('are the remembered ones', async () => {
      chosen = { microphone: 'headset', camera: 'back' };
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'on headset', camera: 'on back' });
    });

    it('are others when a remembered one is gone', async () => {
      chosen = { microphone: 'headset', camera: 'unplugged' };
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'on headset', camera: 'on front' });
      expect(told.filter((each) => each.includes('missing'))).to.deep.equal([]);
    });

    it('are the one that there is when the other is missing', async () => {
      devices.devices = devices.devices.filter(({ kind }) => kind !== 'camera');
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
      expect(told).to.have.members(['microphone desk opened', 'camera device-missing']);
    });

    it('are the one that works when the other is in use', async () => {
      devices.failWhen(({ microphone }) => (microphone ? 'device-in-use' : null));
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'off', camera: 'on front' });
      expect(told).to.have.members(['microphone device-in-use', 'camera front opened']);
    });

    it('are neither after one refusal, which is not asked about again', async () => {
      devices.permissions.camera = devices.permissions.microphone = 'denied';
      devices.failWhen(() => 'permission-denied');
      await media.open(BOTH);
      expect(devices.requests).to.have.length(1);
      expect(states).to.deep.equal({ microphone: 'off', camera: 'off' });
      expect(told).to.have.members(['microphone permission-denied', 'camera permission-denied']);
    });

    it('are the one that was granted before when the other is refused', async () => {
      devices.permissions.camera = 'denied';
      devices.failWhen(({ camera }) => (camera ? 'permission-denied' : null));
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
    });
  });

  describe('turned off and on', () => {
    it('stops the camera, and opens it anew', async () => {
      await media.open(BOTH);
      const before = media.getTrack('camera');
      await media.set('camera', false);
      expect([before?.readyState, media.getTrack('camera'), states.camera]).to.deep.equal(['ended', null, 'off']);
      await media.set('camera', true);
      expect(states.camera).to.equal('on front');
      expect(devices.liveTracks).to.have.length(2);
    });

    it('keeps the capture of the microphone, which is only not on', async () => {
      await media.open(BOTH);
      const before = media.getTrack('microphone');
      await media.set('microphone', false);
      expect([before?.readyState, states.microphone]).to.deep.equal(['live', 'off desk']);
      await media.set('microphone', true);
      expect([media.getTrack('microphone') === before, states.microphone]).to.deep.equal([true, 'on desk']);
      expect(devices.requests).to.have.length(1);
    });

    it('stops a camera that arrives after it was turned off', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      await media.set('camera', false);
      devices.release();
      await opening;
      await turn();
      expect(states).to.deep.equal({ microphone: 'on desk', camera: 'off' });
      expect(devices.liveTracks.map(idOf)).to.deep.equal(['desk']);
      expect(told).to.deep.equal(['microphone desk opened']);
    });

    it('keeps a microphone that arrives after it was turned off, but not on', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      await media.set('microphone', false);
      expect(states.microphone).to.equal('off');
      devices.release();
      await opening;
      expect(states.microphone).to.equal('off desk');
    });

    it('ends with the last wish when it is turned off and on while it opens', async () => {
      devices.hold();
      const first = outcomeOf(media.set('camera', true));
      await media.set('camera', false);
      const last = media.set('camera', true);
      devices.release();
      await Promise.all([first, last]);
      await turn();
      expect(states.camera).to.equal('on front');
      expect(devices.liveTracks).to.have.length(1);
      expect(media.getTrack('camera')?.readyState).to.equal('live');
    });

    it('fails with the reason, is off, and can be tried again', async () => {
      devices.failWhen(() => 'device-in-use');
      expect(await outcomeOf(media.set('camera', true))).to.equal('device-in-use');
      expect([states.camera, told]).to.deep.equal(['off', ['camera device-in-use']]);
      devices.heal();
      expect(await outcomeOf(media.set('camera', true))).to.equal('done');
      expect(states.camera).to.equal('on front');
    });

    it('says nothing of a failure that nobody waits for any more', async () => {
      devices.hold();
      const turningOn = outcomeOf(media.set('camera', true));
      await media.set('camera', false);
      devices.failWhen(() => 'device-in-use');
      devices.release();
      await turningOn;
      expect(told).to.deep.equal([]);
    });
  });

  describe('swapped', () => {
    it('puts the other one in its place, and stops the first only then', async () => {
      await media.open(CAMERA);
      const before = media.getTrack('camera');
      devices.hold();
      const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
      expect([states.camera, before?.readyState]).to.deep.equal(['on pending front', 'live']);
      devices.release();
      await swapping;
      expect([states.camera, before?.readyState]).to.deep.equal(['on back', 'ended']);
      expect(told.at(-1)).to.equal('camera back selected');
    });

    it('does nothing while it is off', async () => {
      await media.swap('camera', { deviceId: 'back' }, 'selected');
      expect(devices.requests).to.deep.equal([]);
    });

    it('takes the place of one that is still opening, whose late track is stopped', async () => {
      devices.hold();
      const opening = media.open(CAMERA);
      const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
      devices.release();
      await Promise.all([opening, swapping]);
      await turn();
      expect(states.camera).to.equal('on back');
      expect(devices.liveTracks).to.have.length(1);
    });

    it('keeps a microphone that is off off', async () => {
      await media.open(BOTH);
      await media.set('microphone', false);
      await media.swap('microphone', { deviceId: 'headset' }, 'selected');
      expect(states.microphone).to.equal('off headset');
    });

    it('keeps the one in use when the other cannot be opened', async () => {
      await media.open(CAMERA);
      const before = media.getTrack('camera');
      expect(await outcomeOf(media.swap('camera', { deviceId: 'gone' }, 'selected'))).to.equal('device-missing');
      expect([media.getTrack('camera') === before, before?.readyState]).to.deep.equal([true, 'live']);
      expect([states.camera, told.at(-1)]).to.deep.equal(['on front', 'camera device-missing']);
    });

    it('lets go of the one in use where only one camera can be open at a time', async () => {
      await media.open(CAMERA);
      devices.failWhen(() => (devices.liveTracks.length > 0 ? 'device-in-use' : null));
      expect(await outcomeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('done');
      expect([states.camera, devices.liveTracks.map(idOf)]).to.deep.equal(['on back', ['back']]);
    });

    it('takes the previous one back when the other is in use elsewhere', async () => {
      await media.open(CAMERA);
      devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
      expect(await outcomeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('device-in-use');
      expect([states.camera, devices.liveTracks.map(idOf)]).to.deep.equal(['on front', ['front']]);
      expect(told.at(-1)).to.equal('camera device-in-use');
    });

    it('is off when even the previous one cannot be taken back', async () => {
      await media.open(CAMERA);
      devices.failWhen(() => 'device-in-use');
      expect(await outcomeOf(media.swap('camera', { deviceId: 'back' }, 'selected'))).to.equal('device-in-use');
      expect([states.camera, told.at(-1)]).to.deep.equal(['off', 'camera device-in-use']);
    });

    it('takes nothing back when it was turned off or closed meanwhile', async () => {
      for (const end of [() => media.set('camera', false), () => media.close()]) {
        await media.open(CAMERA);
        devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
        devices.hold();
        const swapping = outcomeOf(media.swap('camera', { deviceId: 'back' }, 'selected'));
        const asked = devices.requests.length;
        // Refused, tried once more, refused again: now the previous one is being opened.
        while (devices.requests.length < asked + 2) {
          devices.release('oldest');
          await turn();
        }
        await end();
        devices.release();
        await swapping;
        await turn();
        expect([devices.liveTracks.length, media.getTrack('camera'), states.camera]).to.deep.equal([0, null, 'off']);
        devices.heal();
      }
    });
  });

  describe('unplugged', () => {
    it('gives its place to another one', async () => {
      chosen.camera = 'back';
      await media.open(CAMERA);
      devices.devices = devices.devices.filter(({ deviceId }) => deviceId !== 'back');
      endTrack(media.getTrack('camera'));
      expect(states.camera).to.equal('off pending');
      await turn();
      expect(states.camera).to.equal('on front');
      expect(told.at(-1)).to.equal('camera front unplugged');
    });

    it('is off, with the reason, when there is no other', async () => {
      await media.open(CAMERA);
      devices.devices = [];
      endTrack(media.getTrack('camera'));
      await turn();
      expect([states.camera, told.at(-1)]).to.deep.equal(['off', 'camera device-missing']);
    });

    it('is no matter once another took its place', async () => {
      await media.open(CAMERA);
      const first = media.getTrack('camera');
      await media.swap('camera', { deviceId: 'back' }, 'selected');
      endTrack(first);
      await turn();
      expect([states.camera, devices.requests.length]).to.deep.equal(['on back', 2]);
    });
  });

  describe('closed', () => {
    it('are stopped, both, also when closed twice', async () => {
      await media.open(BOTH);
      media.close();
      media.close();
      expect(states).to.deep.equal({ microphone: 'off', camera: 'off' });
      expect(devices.liveTracks).to.have.length(0);
    });

    it('are stopped as soon as they arrive when closed while opening', async () => {
      devices.hold();
      const opening = media.open(BOTH);
      media.close();
      devices.release();
      await opening;
      await turn();
      expect([devices.tracks.length, devices.liveTracks.length, told]).to.deep.equal([2, 0, []]);
    });

    it('are stopped as soon as they arrive when closed while swapping', async () => {
      await media.open(CAMERA);
      devices.hold();
      const swapping = outcomeOf(media.swap('camera', { deviceId: 'back' }, 'selected'));
      media.close();
      devices.release();
      await swapping;
      await turn();
      expect(devices.liveTracks).to.have.length(0);
    });

    it('can be opened again', async () => {
      await media.open(BOTH);
      media.close();
      await media.open(BOTH);
      expect(states).to.deep.equal({ microphone: 'on desk', camera: 'on front' });
    });
  });
});
