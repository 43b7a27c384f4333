import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import { cameraOf, changesOf, errorsOf, idOf, memoryStorage, microphoneOf } from './device-facts.js';

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
});
