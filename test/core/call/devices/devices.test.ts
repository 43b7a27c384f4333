import { expect } from '@open-wc/testing';
import { NO_SOURCES } from '../../../../src/core/model/sources.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { endTrack } from '../../../fakes/browser/tracks.js';
import { turn } from '../../../fakes/turn.js';

const cameraOf = ({ call }: Person) => call.snapshot.self.sources.camera;
const microphoneOf = ({ call }: Person) => call.snapshot.self.sources.microphone;
const idOf = (track: MediaStreamTrack | null): string => track?.getSettings().deviceId ?? '';
const changesOf = (person: Person): string[] =>
  person
    .heard('noom-device-changed')
    .map(({ kind, deviceId, label, reason }) => `${kind} ${deviceId} ${label} ${reason}`);
const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

describe('the devices of a call', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  describe('before joining', () => {
    it('are seen and heard by the local participant alone, with their names', async () => {
      const ann = world.create('Ann');
      await ann.call.prepare();
      await turn();
      const { state, devices, permissions } = ann.call.snapshot;
      expect([state, idOf(cameraOf(ann).track), idOf(microphoneOf(ann).track)]).to.deep.equal([
        'prejoin',
        'front',
        'desk',
      ]);
      expect(devices.cameras.map(({ label }) => label)).to.deep.equal(['Front', 'Back']);
      expect(devices.selected).to.deep.equal({ camera: 'front', microphone: 'desk', speaker: '' });
      expect(permissions).to.deep.equal({ camera: 'granted', microphone: 'granted' });
      expect(changesOf(ann)).to.deep.equal(['microphone desk Desk opened', 'camera front Front opened']);
    });

    it('are a wish, which opens nothing', async () => {
      const ann = world.create('Ann');
      await ann.call.setCamera(false);
      await ann.call.setMicrophone(true);
      expect(ann.devices.requests).to.deep.equal([]);
      await ann.call.join();
      await turn();
      expect([cameraOf(ann).on, microphoneOf(ann).on]).to.deep.equal([false, true]);
    });

    it('follow the options until prejoin', async () => {
      const ann = world.create('Ann', { microphone: false, camera: false });
      ann.call.configure({ camera: true });
      await ann.call.prepare();
      expect([cameraOf(ann).on, microphoneOf(ann).on]).to.deep.equal([true, false]);
      ann.call.configure({ camera: false });
      expect(cameraOf(ann).on).to.equal(true);
    });

    it('stay open for the call', async () => {
      const ann = world.create('Ann');
      await ann.call.prepare();
      const { track } = cameraOf(ann);
      await ann.call.join();
      expect([cameraOf(ann).track === track, ann.planes[0]?.localTracks.get('camera') === track]).to.deep.equal([
        true,
        true,
      ]);
    });

    it('are measured, also while the microphone is off', async () => {
      const measured: MediaStreamTrack[] = [];
      const create = AudioContext.prototype.createMediaStreamSource;
      AudioContext.prototype.createMediaStreamSource = function (stream) {
        measured.push(...stream.getTracks());
        return create.call(this, stream);
      };
      Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: true }, configurable: true });
      try {
        const ann = world.create('Ann', { camera: false });
        await ann.call.prepare();
        await ann.call.setMicrophone(false);
        expect(ann.call.levels.get('')).to.equal(0);
        expect([microphoneOf(ann).track?.enabled, measured.map(({ enabled }) => enabled)]).to.deep.equal([
          false,
          [true],
        ]);
        await ann.call.leave();
        expect(measured.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
      } finally {
        AudioContext.prototype.createMediaStreamSource = create;
        Reflect.deleteProperty(navigator, 'userActivation');
      }
    });

    it('are watched while a listener needs them, and not after', () => {
      const ann = world.create('Ann');
      expect(ann.devices.watcherCount).to.equal(0);
      const [one, other] = [ann.call.subscribe(() => undefined), ann.call.subscribe(() => undefined)];
      expect(ann.devices.watcherCount).to.equal(1);
      one();
      one();
      expect(ann.devices.watcherCount).to.equal(1);
      other();
      expect(ann.devices.watcherCount).to.equal(0);
    });
  });

  describe('turned off and on in a call', () => {
    it('stop the camera, and the others see it and see it come back', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      const { track } = cameraOf(ann);
      await ann.call.setCamera(false);
      await turn();
      expect([track?.readyState, cameraOf(ann).track, ann.planes[0]?.localTracks.get('camera')]).to.deep.equal([
        ...['ended', null, undefined],
      ]);
      expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(false);
      await ann.call.setCamera(true);
      await turn();
      expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(true);
    });

    it('keep the microphone captured, and send nothing of it', async () => {
      const ann = await world.join('Ann');
      const { track } = microphoneOf(ann);
      await ann.call.setMicrophone(false);
      expect([microphoneOf(ann).on, microphoneOf(ann).track === track, track?.readyState]).to.deep.equal([
        ...[false, true, 'live'],
      ]);
      expect(ann.planes[0]?.localTracks.get('microphone')).to.equal(undefined);
      await ann.call.setMicrophone(true);
      expect(ann.planes[0]?.localTracks.get('microphone')).to.equal(track);
    });

    it('fail with the reason, reported once, and can be tried again, which clears the failure', async () => {
      const ann = await world.join('Ann', { camera: false });
      ann.devices.failWhen(() => 'device-in-use');
      expect(await codeOf(ann.call.setCamera(true))).to.equal('device-in-use');
      expect([ann.call.snapshot.state, ann.call.snapshot.error?.code, errorsOf(ann)]).to.deep.equal([
        ...['joined', 'device-in-use', ['device-in-use']],
      ]);
      ann.devices.heal();
      await ann.call.setCamera(true);
      expect([cameraOf(ann).on, ann.call.snapshot.error]).to.deep.equal([true, null]);
    });

    it('do not clear the failure of something else', async () => {
      const ann = await world.join('Ann', { camera: false });
      await codeOf(ann.call.sendMessage('hi', { to: 'nobody' }));
      await ann.call.setCamera(true);
      expect(ann.call.snapshot.error?.code).to.equal('not-allowed');
    });
  });

  describe('that cannot be opened', () => {
    it('do not prevent the join, and are still reported in the room', async () => {
      const ann = world.create('Ann');
      ann.devices.permissions.camera = ann.devices.permissions.microphone = 'denied';
      ann.devices.failWhen(() => 'permission-denied');
      await ann.call.join();
      await turn();
      const { state, permissions, error } = ann.call.snapshot;
      expect([state, permissions, error?.code, error?.fatal]).to.deep.equal([
        ...['joined', { camera: 'denied', microphone: 'denied' }, 'permission-denied', false],
      ]);
      expect([ann.devices.requests.length, cameraOf(ann)]).to.deep.equal([1, NO_SOURCES.camera]);
    });

    it('are still reported in the room when they failed before the join', async () => {
      world.signaling.unreachable();
      const ann = world.create('Ann');
      ann.devices.failWhen(() => 'device-missing');
      const joining = ann.call.join();
      await turn();
      world.signaling.unreachable(false);
      await joining;
      expect([ann.call.snapshot.state, ann.call.snapshot.error?.code]).to.deep.equal(['joined', 'device-missing']);
    });

    it('open by themselves once they are allowed', async () => {
      const ann = world.create('Ann');
      ann.devices.permissions.camera = 'denied';
      ann.devices.failWhen(({ camera }) => (camera ? 'permission-denied' : null));
      await ann.call.join();
      await turn();
      expect([cameraOf(ann).on, microphoneOf(ann).on]).to.deep.equal([false, true]);
      ann.devices.permissions.camera = 'granted';
      ann.devices.heal();
      ann.devices.change();
      await turn();
      expect([cameraOf(ann).on, ann.call.snapshot.permissions.camera]).to.deep.equal([true, 'granted']);
    });

    it('stay off once they are allowed when they are not wanted any more', async () => {
      const ann = world.create('Ann', { microphone: false });
      ann.devices.permissions.camera = 'denied';
      ann.devices.failWhen(() => 'permission-denied');
      await ann.call.join();
      await turn();
      await ann.call.setCamera(false);
      ann.devices.permissions.camera = 'granted';
      ann.devices.heal();
      ann.devices.change();
      await turn();
      expect([cameraOf(ann).on, ann.devices.tracks.length]).to.deep.equal([false, 0]);
    });
  });

  describe('unplugged in a call', () => {
    it('are replaced by others, which the other participants see', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      ann.devices.devices = ann.devices.devices.filter(({ deviceId }) => deviceId !== 'front');
      endTrack(cameraOf(ann).track);
      await turn();
      expect([idOf(cameraOf(ann).track), changesOf(ann).at(-1)]).to.deep.equal(['back', 'camera back Back unplugged']);
      expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(true);
    });

    it('are off, and reported, when there is no other', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      ann.devices.change(ann.devices.devices.filter(({ kind }) => kind !== 'camera'));
      endTrack(cameraOf(ann).track);
      await turn();
      expect([cameraOf(ann).on, errorsOf(ann), ann.call.snapshot.state]).to.deep.equal([
        ...[false, ['device-missing'], 'joined'],
      ]);
      expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(false);
    });
  });
});

describe('a device that fails before joining and while joining', () => {
  it('is reported once, and again when it is requested again', async () => {
    const world = new CallWorld();
    const ann = world.create('Ann');
    ann.devices.failWhen(({ camera }) => (camera ? 'permission-denied' : null));
    await ann.call.prepare();
    await ann.call.join();
    await turn();
    expect(ann.heard('noom-error').map(({ error }) => error.code)).to.deep.equal(['permission-denied']);
    await ann.call.setCamera(true).catch(() => undefined);
    expect(ann.heard('noom-error').map(({ error }) => error.code)).to.deep.equal([
      ...['permission-denied', 'permission-denied'],
    ]);
    await world.close();
  });
});
