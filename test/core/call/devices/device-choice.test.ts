import { expect } from '@open-wc/testing';
import type { PreferenceStorage } from '../../../../src/core/base/storage.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';

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
    getItem: (key: string) => (key === 'noom:devices' ? storage.text : null),
    setItem: (key: string, next: string) => {
      if (key === 'noom:devices') storage.text = next;
    },
  };
  return storage;
}

describe('the devices that a call uses', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  describe('chosen', () => {
    it('replace the one in use when selected, and are remembered', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      await ann.call.selectDevice('camera', 'back');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['back', 'back']);
      expect(ann.planes[0]?.localTracks.get('camera')).to.equal(cameraOf(ann).track);
      expect([changesOf(ann).at(-1), ann.devices.liveTracks.length]).to.deep.equal(['camera back Back selected', 2]);
      const later = await world.join('Ann', {}, { storage });
      expect([idOf(cameraOf(later).track), idOf(microphoneOf(later).track)]).to.deep.equal(['back', 'desk']);
    });

    it('leave the one in use when they are refused', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      expect(await codeOf(ann.call.selectDevice('camera', 'gone'))).to.equal('device-missing');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
      expect([errorsOf(ann), storage.text]).to.deep.equal([['device-missing'], null]);
    });

    it('are used when turned on, if selected while off', async () => {
      const ann = await world.join('Ann', { camera: false });
      await ann.call.selectDevice('camera', 'back');
      expect([changesOf(ann).at(-1), ann.devices.requests.length]).to.deep.equal(['camera back Back selected', 1]);
      await ann.call.setCamera(true);
      expect(idOf(cameraOf(ann).track)).to.equal('back');
    });

    it('are used in place of another one that is still opening', async () => {
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

    it('for sound are reported, and given up when unplugged', async () => {
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

  describe('remembered', () => {
    const remembered = { camera: 'back', microphone: 'headset', speaker: 'loud' };
    const without = (person: Person, ...gone: string[]) =>
      person.devices.devices.filter(({ deviceId }) => !gone.includes(deviceId));

    it('for sound give way to the default one when unplugged, and are used again when they are back', async () => {
      const ann = world.create('Ann', {}, { storage: memoryStorage(JSON.stringify({ speaker: 'unplugged' })) });
      await ann.call.join();
      await turn();
      expect([ann.call.snapshot.devices.selected.speaker, changesOf(ann)]).to.deep.equal([
        '',
        ['speaker   unplugged', 'microphone desk Desk opened', 'camera front Front opened'],
      ]);
      ann.devices.change([...ann.devices.devices, { kind: 'speaker', deviceId: 'unplugged', label: 'Plugged' }]);
      await turn();
      expect(ann.call.snapshot.devices.selected.speaker).to.equal('unplugged');
      expect(changesOf(ann).at(-1)).to.equal('speaker unplugged Plugged returned');
    });

    it('for sound stay selected as long as the browser lists no speakers', async () => {
      const ann = world.create('Ann', {}, { storage: memoryStorage(JSON.stringify({ speaker: 'unplugged' })) });
      ann.devices.devices = ann.devices.devices.filter(({ kind }) => kind !== 'speaker');
      await ann.call.join();
      await turn();
      expect(ann.call.snapshot.devices.selected.speaker).to.equal('unplugged');
    });

    it('stay remembered while others replace them, whatever else is selected meanwhile', async () => {
      const storage = memoryStorage(JSON.stringify(remembered));
      const ann = world.create('Ann', {}, { storage });
      ann.devices.devices = without(ann, 'headset', 'back');
      await ann.call.join();
      await turn();
      expect([idOf(microphoneOf(ann).track), idOf(cameraOf(ann).track)]).to.deep.equal(['desk', 'front']);
      await ann.call.selectDevice('speaker', '');
      expect(JSON.parse(storage.text ?? '')).to.deep.equal({ ...remembered, speaker: '' });
      const later = await world.join('Ann', {}, { storage });
      expect([idOf(microphoneOf(later).track), idOf(cameraOf(later).track)]).to.deep.equal(['headset', 'back']);
    });

    it('are used again in the same page when they are plugged in again', async () => {
      const ann = world.create('Ann', {}, { storage: memoryStorage(JSON.stringify(remembered)) });
      const all = ann.devices.devices;
      ann.devices.devices = without(ann, 'headset', 'back');
      await ann.call.join();
      await turn();
      ann.devices.change(all);
      await ann.call.setCamera(false);
      await ann.call.setCamera(true);
      expect(idOf(cameraOf(ann).track)).to.equal('back');
    });

    it('are those that were selected last, when selections overlap', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      ann.devices.hold();
      const choices = [
        codeOf(ann.call.selectDevice('camera', 'back')),
        codeOf(ann.call.selectDevice('camera', 'front')),
      ];
      ann.devices.release();
      await Promise.all(choices);
      expect([idOf(cameraOf(ann).track), JSON.parse(storage.text ?? '{}')]).to.deep.equal([
        'front',
        { camera: 'front', microphone: '', speaker: '' },
      ]);
    });

    it('are those that were selected, when the camera is turned off and on while they are opened', async () => {
      const ann = await world.join('Ann');
      ann.devices.hold();
      const wishes = [
        codeOf(ann.call.selectDevice('camera', 'back')),
        ann.call.setCamera(false),
        codeOf(ann.call.setCamera(true)),
      ];
      ann.devices.release();
      await Promise.all(wishes);
      await turn();
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['back', 'back']);
      expect(ann.devices.liveTracks).to.have.length(2);
    });

    it('are refused when they do not exist, such as a speaker', async () => {
      const storage = memoryStorage();
      const ann = await world.join('Ann', {}, { storage });
      expect(await codeOf(ann.call.selectDevice('speaker', 'gone'))).to.equal('device-missing');
      expect([ann.call.snapshot.devices.selected.speaker, storage.text]).to.deep.equal(['', null]);
    });
  });

  describe('flipped', () => {
    it('flip to the other side of a phone, whichever camera that is', async () => {
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

    describe('on a phone, while the other side is being opened', () => {
      let ann: Person;
      let flipping: Promise<void>;

      beforeEach(async () => {
        ann = world.create('Ann');
        ann.devices.settings['front'] = { facingMode: 'user' };
        ann.devices.settings['back'] = { facingMode: 'environment' };
        await ann.call.join();
        await turn();
        // The code of it is loaded before.
        await ann.call.flipCamera();
        await ann.call.flipCamera();
        ann.devices.hold();
        flipping = ann.call.flipCamera();
        await turn();
      });

      const inUse = async (): Promise<unknown> => {
        ann.devices.release();
        await flipping;
        await turn();
        const { on, track } = cameraOf(ann);
        const live = ann.devices.liveTracks.filter(({ kind }) => kind === 'video');
        return [on, on ? idOf(track) : null, live.length];
      };

      it('show that side, where the camera is turned off and on in between', async () => {
        void ann.call.setCamera(false);
        void ann.call.setCamera(true);
        expect(await inUse()).to.deep.equal([true, 'back', 1]);
      });

      it('show that side, however often it is', async () => {
        for (let time = 0; time < 3; time += 1) {
          void ann.call.setCamera(false);
          void ann.call.setCamera(true);
          await turn();
        }
        expect(await inUse()).to.deep.equal([true, 'back', 1]);
      });

      it('show that side when the camera is turned on later', async () => {
        void ann.call.setCamera(false);
        expect(await inUse()).to.deep.equal([false, null, 0]);
        await ann.call.setCamera(true);
        expect(await inUse()).to.deep.equal([true, 'back', 1]);
      });

      it('show the camera that is chosen while it is off', async () => {
        void ann.call.setCamera(false);
        await ann.call.selectDevice('camera', 'front');
        void ann.call.setCamera(true);
        expect(await inUse()).to.deep.equal([true, 'front', 1]);
      });

      it('show the camera that is chosen once it is on again', async () => {
        void ann.call.setCamera(false);
        void ann.call.setCamera(true);
        void ann.call.selectDevice('camera', 'front');
        expect(await inUse()).to.deep.equal([true, 'front', 1]);
      });

      it('show that side, and remember it, where it is wished while another camera is being opened', async () => {
        await inUse();
        ann.devices.hold();
        const choosing = codeOf(ann.call.selectDevice('camera', 'back'));
        const turning = ann.call.flipCamera();
        await turn();
        // The camera of the newer wish is there first.
        ann.devices.release('newest');
        await turning;
        ann.devices.release();
        await choosing;
        await turn();
        expect(idOf(cameraOf(ann).track)).to.equal('front');
        await ann.call.setCamera(false);
        await ann.call.setCamera(true);
        expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal([
          'front',
          'front',
        ]);
      });

      it('show the first side again where the other one cannot be opened', async () => {
        void ann.call.setCamera(false);
        ann.devices.failWhen(({ camera }) => (camera?.facingMode === 'environment' ? 'device-in-use' : null));
        const turning = codeOf(ann.call.setCamera(true));
        expect(await inUse()).to.deep.equal([true, 'front', 1]);
        expect(await turning).to.equal('device-in-use');
      });

      it('show nothing of the flip in the next call', async () => {
        await ann.call.leave();
        await inUse();
        await ann.call.join();
        expect(await inUse()).to.deep.equal([true, 'front', 1]);
      });
    });

    it('flip to the next camera in turn where cameras have no facing mode', async () => {
      const ann = await world.join('Ann');
      await ann.call.flipCamera();
      expect(idOf(cameraOf(ann).track)).to.equal('back');
      await ann.call.flipCamera();
      expect(idOf(cameraOf(ann).track)).to.equal('front');
    });

    it('stay the same on a flip when there is one camera', async () => {
      const ann = world.create('Ann');
      ann.devices.devices = ann.devices.devices.filter(({ deviceId }) => deviceId !== 'back');
      await ann.call.join();
      await turn();
      await ann.call.flipCamera();
      expect([ann.devices.requests.length, idOf(cameraOf(ann).track)]).to.deep.equal([1, 'front']);
    });

    it('leave the camera in use when a flip is refused', async () => {
      const ann = await world.join('Ann');
      ann.devices.failWhen(({ camera }) => (camera?.deviceId === 'back' ? 'device-in-use' : null));
      expect(await codeOf(ann.call.flipCamera())).to.equal('device-in-use');
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
    });
  });
});
