import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import { cameraOf, idOf } from './device-facts.js';

describe('the camera of a call, flipped', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

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
      expect([idOf(cameraOf(ann).track), ann.call.snapshot.devices.selected.camera]).to.deep.equal(['front', 'front']);
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
