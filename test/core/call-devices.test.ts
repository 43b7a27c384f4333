import { expect } from '@open-wc/testing';
import type { PreferenceStorage } from '../../src/core/devices/preferences.js';
import { CallWorld, codeOf, type Person } from '../fakes/call-world.js';
import { endTrack } from '../fakes/tracks.js';
import { turn } from '../fakes/turn.js';

const cameraOf = ({ call }: Person) => call.snapshot.self.sources.camera;
const microphoneOf = ({ call }: Person) => call.snapshot.self.sources.microphone;
const idOf = (track: MediaStreamTrack | null): string => track?.getSettings().deviceId ?? '';
const changesOf = (person: Person): string[] =>
  person
    .heard('noom-device-changed')
    .map(({ kind, deviceId, label, reason }) => `${kind} ${deviceId} ${label} ${reason}`);
const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

function memoryStorage(text: string | null = null): PreferenceStorage & { text: string | null } {
  const storage = {
    text,
    getItem: () => storage.text,
    setItem: (_key: string, next: string) => void (storage.text = next),
  };
  return storage;
}

describe('the devices of a call', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  describe('before joining', () => {
    it('are seen and heard by oneself alone, with their names', async () => {
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

    it('follow the options until one gets ready', async () => {
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

    it('are watched while somebody is interested, and not after', () => {
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

    it('fail with the reason, told once, and can be tried again, which makes the failure good', async () => {
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

    it('do not make good what failed elsewhere', async () => {
      const ann = await world.join('Ann', { camera: false });
      await codeOf(ann.call.sendMessage('hi', { to: 'nobody' }));
      await ann.call.setCamera(true);
      expect(ann.call.snapshot.error?.code).to.equal('not-allowed');
    });
  });

  describe('that cannot be had', () => {
    it('keep nobody from joining, and are still told of once inside', async () => {
      const ann = world.create('Ann');
      ann.devices.permissions.camera = ann.devices.permissions.microphone = 'denied';
      ann.devices.failWhen(() => 'permission-denied');
      await ann.call.join();
      await turn();
      const { state, permissions, error } = ann.call.snapshot;
      expect([state, permissions, error?.code, error?.fatal]).to.deep.equal([
        ...['joined', { camera: 'denied', microphone: 'denied' }, 'permission-denied', false],
      ]);
      expect([ann.devices.requests.length, cameraOf(ann)]).to.deep.equal([
        1,
        { on: false, track: null, pending: false },
      ]);
    });

    it('are still told of when they failed before one was inside', async () => {
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

  describe('chosen', () => {
    it('take the place of the one in use, and are remembered', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      await ann.call.selectDevice('camera', 'back');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['back', 'back']);
      expect(ann.planes[0]?.localTracks.get('camera')).to.equal(cameraOf(ann).track);
      expect([changesOf(ann).at(-1), ann.devices.liveTracks.length]).to.deep.equal(['camera back Back selected', 2]);
      const later = await world.join('Ann', {}, { storage });
      expect([idOf(cameraOf(later).track), idOf(microphoneOf(later).track)]).to.deep.equal(['back', 'desk']);
    });

    it('and refused leave the one in use', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      expect(await codeOf(ann.call.selectDevice('camera', 'gone'))).to.equal('device-missing');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
      expect([errorsOf(ann), storage.text]).to.deep.equal([['device-missing'], null]);
    });

    it('while off are used when turned on', async () => {
      const ann = await world.join('Ann', { camera: false });
      await ann.call.selectDevice('camera', 'back');
      expect([changesOf(ann).at(-1), ann.devices.requests.length]).to.deep.equal(['camera back Back selected', 1]);
      await ann.call.setCamera(true);
      expect(idOf(cameraOf(ann).track)).to.equal('back');
    });

    it('while another one is still opening are used in its place', async () => {
      const ann = world.create('Ann');
      ann.devices.hold();
      const preparing = ann.call.prepare();
      const choosing = ann.call.selectDevice('camera', 'back');
      ann.devices.release();
      await Promise.all([preparing, choosing]);
      await turn();
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['back', 'back']);
      expect(ann.devices.liveTracks).to.have.length(2);
    });

    it('for sound are told, and given up when unplugged', async () => {
      const ann = await world.join('Ann');
      await ann.call.selectDevice('speaker', 'loud');
      expect(changesOf(ann).at(-1)).to.equal('speaker loud Loud selected');
      ann.devices.change(ann.devices.devices.filter(({ kind }) => kind !== 'speaker'));
      await turn();
      expect([ann.call.snapshot.devices.selected.speaker, changesOf(ann).at(-1)]).to.deep.equal([
        ...['', 'speaker   unplugged'],
      ]);
    });
  });

  describe('flipped', () => {
    it('are the other side of a phone, whichever camera that is', async () => {
      const ann = world.create('Ann');
      ann.devices.settings['front'] = { facingMode: 'user' };
      ann.devices.settings['back'] = { facingMode: 'environment' };
      await ann.call.join();
      await turn();
      await ann.call.flipCamera();
      expect([ann.devices.requests.at(-1), idOf(cameraOf(ann).track)]).to.deep.equal([
        ...[{ camera: { facingMode: 'environment' } }, 'back'],
      ]);
      await ann.call.flipCamera();
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
    });

    it('are the next camera where cameras do not say where they look, round and round', async () => {
      const ann = await world.join('Ann');
      await ann.call.flipCamera();
      expect(idOf(cameraOf(ann).track)).to.equal('back');
      await ann.call.flipCamera();
      expect(idOf(cameraOf(ann).track)).to.equal('front');
    });

    it('stay what they are when there is one camera', async () => {
      const ann = world.create('Ann');
      ann.devices.devices = ann.devices.devices.filter(({ deviceId }) => deviceId !== 'back');
      await ann.call.join();
      await turn();
      await ann.call.flipCamera();
      expect([ann.devices.requests.length, idOf(cameraOf(ann).track)]).to.deep.equal([1, 'front']);
    });

    it('and refused leave the camera in use', async () => {
      const ann = await world.join('Ann');
      ann.devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
      expect(await codeOf(ann.call.flipCamera())).to.equal('device-in-use');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
    });
  });

  describe('unplugged in a call', () => {
    it('give their place to others, and the others in the room see those', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      ann.devices.devices = ann.devices.devices.filter(({ deviceId }) => deviceId !== 'front');
      endTrack(cameraOf(ann).track);
      await turn();
      expect([idOf(cameraOf(ann).track), changesOf(ann).at(-1)]).to.deep.equal(['back', 'camera back Back unplugged']);
      expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(true);
    });

    it('are off, and told of, when there is no other', async () => {
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
