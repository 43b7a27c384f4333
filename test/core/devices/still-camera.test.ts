import { expect } from '@open-wc/testing';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';
import { muteTrack } from '../../fakes/browser/tracks.js';
import { turn } from '../../fakes/turn.js';

/** Longer than a camera takes to start, and than one that gives no frames is awaited. */
const LONG_MS = 6000;
/** Longer than a camera that gives no frames stays closed. */
const PAUSE_MS = 3000;

describe('a camera that is open and gives no frames', () => {
  let world: LocalMediaWorld;

  beforeEach(async () => {
    world = new LocalMediaWorld();
    world.devices.frames = 0;
    await world.media.open({ microphone: true, camera: true });
  });

  afterEach(() => {
    world.media.close();
    expect(world.clock.pending, 'timers left behind').to.equal(0);
    expect(world.live).to.deep.equal([]);
  });

  /** Lets time pass in which the cameras give that many frames a second. */
  const pass = async (ms: number, framesPerSecond = 0): Promise<void> => {
    for (let second = 0; second < ms / 1000; second += 1) {
      world.devices.frames = (world.devices.frames ?? 0) + framesPerSecond;
      world.clock.advance(1000);
      await turn();
    }
  };
  const cameraRequests = (): number => world.devices.requests.filter(({ camera }) => camera !== undefined).length;

  it('is closed for a while, and opened again', async () => {
    await pass(LONG_MS);
    expect(world.states.camera).to.equal('off pending');
    expect(world.live).to.deep.equal(['desk']);
    await pass(PAUSE_MS);
    expect(world.states.camera).to.equal('on front');
    await pass(60_000, 1);
    expect(world.states.camera).to.equal('on front');
    expect(cameraRequests()).to.equal(2);
  });

  it('is tried a few times, and is then reported as interrupted until frames arrive', async () => {
    await pass(120_000);
    expect(world.states.camera).to.equal('on interrupted front');
    const requests = cameraRequests();
    expect(requests).to.equal(4);
    await pass(120_000);
    expect(cameraRequests()).to.equal(requests);
    await pass(1000, 5);
    expect(world.states.camera).to.equal('on front');
    // A later time counts anew.
    await pass(LONG_MS + PAUSE_MS);
    expect(cameraRequests()).to.equal(requests + 1);
  });

  it('is found when it stops in the middle of a call', async () => {
    await pass(30_000, 30);
    expect(world.states.camera).to.equal('on front');
    await pass(LONG_MS);
    expect(world.states.camera).to.equal('off pending');
  });

  it('is not one that gives few frames', async () => {
    await pass(60_000, 1);
    expect(world.states.camera).to.equal('on front');
    expect(cameraRequests()).to.equal(1);
  });

  it('stays off, and closed, when it is turned off while it is closed', async () => {
    await pass(LONG_MS);
    await world.media.set('camera', false);
    await pass(PAUSE_MS);
    expect(world.states.camera).to.equal('off');
    expect(cameraRequests()).to.equal(1);
    expect(world.told.filter((text) => text.startsWith('camera'))).to.deep.equal(['camera front opened']);
  });

  it('is opened at once, and once, when it is turned off and on while it is closed', async () => {
    await pass(LONG_MS);
    const turnedOff = world.media.set('camera', false);
    await world.media.set('camera', true);
    await turnedOff;
    expect(world.states.camera).to.equal('on front');
    await pass(PAUSE_MS, 5);
    expect(cameraRequests()).to.equal(2);
  });

  it('is replaced by the camera that is selected while it is closed', async () => {
    await pass(LONG_MS);
    await world.media.swap('camera', { deviceId: 'back' }, 'selected');
    await pass(PAUSE_MS, 5);
    expect(world.states.camera).to.equal('on back');
    expect(cameraRequests()).to.equal(2);
  });

  it('does not block a camera that is being selected', async () => {
    world.devices.hold();
    const swapped = world.media.swap('camera', { deviceId: 'back' }, 'selected');
    await pass(LONG_MS);
    world.devices.release();
    await swapped;
    await pass(PAUSE_MS, 5);
    expect(world.states.camera).to.equal('on back');
    expect(cameraRequests()).to.equal(2);
  });

  it('is off, with the reason, when it cannot be opened any more', async () => {
    world.devices.failWhen(({ camera }) => (camera ? 'device-in-use' : null));
    await pass(LONG_MS + PAUSE_MS);
    expect(world.states.camera).to.equal('off');
    expect(world.told.at(-1)).to.equal('camera device-in-use');
  });

  it('is left to the system when the system interrupted it', async () => {
    muteTrack(world.media.getState('camera').track, true);
    await pass(60_000);
    expect(world.states.camera).to.equal('on interrupted front');
    expect(cameraRequests()).to.equal(1);
    muteTrack(world.media.getState('camera').track, false);
    await pass(2000, 5);
    expect(world.states.camera).to.equal('on front');
  });

  it('is not searched for where the browser does not count frames', async () => {
    world.media.close();
    world.devices.frames = null;
    await world.media.open({ microphone: false, camera: true });
    world.clock.advance(600_000);
    expect(world.states.camera).to.equal('on front');
  });

  it('is opened anew as often as it comes to that in a long call', async () => {
    for (let time = 1; time <= 5; time += 1) {
      await pass(LONG_MS + PAUSE_MS);
      await pass(120_000, 1);
      expect([world.states.camera, cameraRequests()]).to.deep.equal(['on front', 1 + time]);
    }
  });

  it('is opened anew once the system has given it back, and still no frames come', async () => {
    muteTrack(world.media.getState('camera').track, true);
    await pass(10_000);
    expect(world.states.camera).to.equal('on interrupted front');
    muteTrack(world.media.getState('camera').track, false);
    await pass(PAUSE_MS);
    await pass(10_000, 1);
    expect([world.states.camera, cameraRequests()]).to.deep.equal(['on front', 2]);
  });

  it('is the one to go back to when another one, chosen meanwhile, cannot be opened', async () => {
    world.chosen.camera = 'back';
    await world.media.swap('camera', { deviceId: 'back' }, 'selected');
    await pass(LONG_MS);
    world.devices.failWhen(({ camera }) => (camera?.deviceId === 'front' ? 'device-in-use' : null));
    const swapped = world.media.swap('camera', { deviceId: 'front' }, 'selected').catch((error: unknown) => error);
    await pass(PAUSE_MS, 1);
    await swapped;
    expect(world.states.camera).to.equal('on back');
  });
});
