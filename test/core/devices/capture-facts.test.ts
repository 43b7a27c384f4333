import { expect } from '@open-wc/testing';
import { captureFactsOf } from '../../../src/core/devices/capture-facts.js';
import type { LocalMedia } from '../../../src/core/devices/local/local-media.js';
import { NO_CAPTURE, type CaptureFacts, type SourceState } from '../../../src/core/model/sources.js';
import { CallWorld } from '../../fakes/worlds/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import type { FakeDevices } from '../../fakes/browser/fake-devices.js';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';
import { createTrack, endTrack, muteTrack } from '../../fakes/browser/tracks.js';
import { turn } from '../../fakes/turn.js';

const BOTH = { microphone: true, camera: true };
const LONG_MS = 3000;
const FRONT: CaptureFacts = { facing: 'user', deviceId: 'front', surface: null };
const BACK: CaptureFacts = { facing: 'environment', deviceId: 'back', surface: null };

function factsIn({ facing, deviceId, surface }: SourceState): CaptureFacts {
  return { facing, deviceId, surface };
}

/** A track that was created from a captured one has no device facts. */
function forgetDevice(track: MediaStreamTrack | null): void {
  if (track !== null) track.getSettings = () => ({});
}

describe('what the browser says of a capture', () => {
  const told = (settings: MediaTrackSettings): CaptureFacts =>
    captureFactsOf('camera', createTrack('camera', settings));

  it('is the device and its facing mode', () => {
    expect(told({ deviceId: 'back', facingMode: 'environment' })).to.deep.equal(BACK);
    expect(told({ deviceId: 'side', facingMode: 'left' })).to.deep.include({ deviceId: 'side', facing: 'left' });
    const microphone = createTrack('microphone', { deviceId: 'desk' });
    expect(captureFactsOf('microphone', microphone)).to.deep.equal({ ...NO_CAPTURE, deviceId: 'desk' });
  });

  it('is not known where it says nothing, or nothing that is known', () => {
    expect(told({})).to.deep.equal(NO_CAPTURE);
    expect(told({ deviceId: '', facingMode: '' })).to.deep.equal(NO_CAPTURE);
    expect(told({ facingMode: 'upwards' })).to.deep.equal(NO_CAPTURE);
  });

  it('is the display surface that is shared, and no device, whatever id the browser gives it', () => {
    const settings = { deviceId: 'screen:0:0', displaySurface: 'monitor' };
    const screen = captureFactsOf('screen', createTrack('camera', settings));
    expect(screen).to.deep.equal({ ...NO_CAPTURE, surface: 'monitor' });
    expect(captureFactsOf('screen-audio', createTrack('microphone', { deviceId: 'x' }))).to.deep.equal(NO_CAPTURE);
    expect(told(settings).surface).to.equal(null);
  });
});

describe('what is known of the local microphone and camera', () => {
  let world: LocalMediaWorld;
  let media: LocalMedia;
  let devices: FakeDevices;
  /** The facts of the camera, each time that something was reported of it. */
  let told: CaptureFacts[];

  beforeEach(() => {
    world = new LocalMediaWorld();
    ({ media, devices } = world);
    devices.settings['front'] = { facingMode: 'user' };
    devices.settings['back'] = { facingMode: 'environment' };
    told = [];
    media.addEventListener('local-source', ({ kind, state }) => {
      if (kind === 'camera') told.push(factsIn(state));
    });
  });

  afterEach(() => {
    media.close();
    expect(world.live, 'tracks left behind').to.deep.equal([]);
  });

  const known = (kind: 'microphone' | 'camera'): CaptureFacts => factsIn(media.getState(kind));

  it('is nothing until it is captured', async () => {
    devices.hold();
    const opening = media.open(BOTH);
    expect([known('camera'), known('microphone'), ...told]).to.deep.equal(Array(3).fill(NO_CAPTURE));
    devices.release();
    await opening;
    expect([known('camera'), known('microphone')]).to.deep.equal([FRONT, { ...NO_CAPTURE, deviceId: 'desk' }]);
    expect(told.at(-1)).to.deep.equal(FRONT);
  });

  it('is kept while the system has interrupted it, and when it is back', async () => {
    await media.open(BOTH);
    const { track } = media.getState('camera');
    for (const isTaken of [true, false]) {
      muteTrack(track, isTaken);
      world.clock.advance(LONG_MS);
      expect([media.getState('camera').interrupted, told.at(-1)]).to.deep.equal([isTaken, FRONT]);
    }
  });

  it('is kept when its track no longer has it, as one that was created from it does not', async () => {
    await media.open(BOTH);
    forgetDevice(media.getState('camera').track);
    muteTrack(media.getState('camera').track, true);
    world.clock.advance(LONG_MS);
    await media.set('camera', true);
    expect([known('camera'), told.at(-1)]).to.deep.equal([FRONT, FRONT]);
  });

  it('is that of another device from the swap on', async () => {
    await media.open(BOTH);
    devices.hold();
    const swapping = media.swap('camera', { deviceId: 'back' }, 'selected');
    expect(told.at(-1)).to.deep.equal(FRONT);
    devices.release();
    await swapping;
    expect([known('camera'), told.at(-1)]).to.deep.equal([BACK, BACK]);
  });

  it('is that of the former device, by its id, when the other one cannot be opened', async () => {
    await media.open(BOTH);
    await media.swap('camera', { deviceId: 'back' }, 'selected');
    forgetDevice(media.getState('camera').track);
    devices.failWhen(({ camera }) => (camera?.deviceId === 'front' ? 'device-in-use' : null));
    expect(await codeOf(media.swap('camera', { deviceId: 'front' }, 'selected'))).to.equal('device-in-use');
    expect(devices.requests.at(-1)).to.deep.equal({ camera: { deviceId: 'back' } });
    expect(known('camera')).to.deep.equal(BACK);
  });

  it('is nothing when its device is unplugged, until another one replaces it', async () => {
    await media.open(BOTH);
    devices.devices = devices.devices.filter(({ deviceId }) => deviceId !== 'front');
    endTrack(media.getState('camera').track);
    expect(known('camera')).to.deep.equal(NO_CAPTURE);
    await turn();
    expect(known('camera')).to.deep.equal(BACK);
    devices.devices = [];
    endTrack(media.getState('camera').track);
    await turn();
    expect([known('camera'), told.at(-1)]).to.deep.equal([NO_CAPTURE, NO_CAPTURE]);
  });

  it('is nothing for a camera that is off, and stays for a microphone that is off, which is captured', async () => {
    await media.open(BOTH);
    await media.set('camera', false);
    await media.set('microphone', false);
    expect([known('camera'), known('microphone').deviceId]).to.deep.equal([NO_CAPTURE, 'desk']);
    media.close();
    expect(known('microphone')).to.deep.equal(NO_CAPTURE);
  });
});

describe('a call', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  it('has the facts of its own captures in its snapshot, and not of the remote ones', async () => {
    const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
    const { microphone, camera, screen } = ann.call.snapshot.self.sources;
    expect([microphone.deviceId, camera.deviceId, screen.deviceId]).to.deep.equal(['desk', 'front', null]);
    const seen = bob.call.snapshot.participants[1]?.sources;
    expect(seen?.camera.on).to.equal(true);
    for (const state of Object.values(seen ?? {})) expect(factsIn(state)).to.deep.equal(NO_CAPTURE);
    expect(Object.isFrozen(camera)).to.equal(true);
  });

  it('makes no new snapshot of facts that are the same', async () => {
    const ann = await world.join('Ann');
    const { snapshot } = ann.call;
    await ann.call.setCamera(true);
    await ann.call.setMicrophone(true);
    expect(ann.call.snapshot).to.equal(snapshot);
  });

  it('flips by the facts of the capture, also when the track has no facing mode', async () => {
    const ann = world.create('Ann');
    ann.devices.settings['front'] = { facingMode: 'user' };
    ann.devices.settings['back'] = { facingMode: 'environment' };
    await ann.call.join();
    await turn();
    for (const expected of [BACK, FRONT]) {
      forgetDevice(ann.call.snapshot.self.sources.camera.track);
      await ann.call.flipCamera();
      expect(factsIn(ann.call.snapshot.self.sources.camera)).to.deep.equal(expected);
      expect(ann.call.snapshot.devices.selected.camera).to.equal(expected.deviceId);
    }
  });

  it('returns to the device in use when another cannot be opened, also when the track does not name it', async () => {
    const ann = await world.join('Ann');
    await ann.call.selectDevice('camera', 'back');
    forgetDevice(ann.call.snapshot.self.sources.camera.track);
    expect(await codeOf(ann.call.selectDevice('camera', 'gone'))).to.equal('device-missing');
    const { self, devices } = ann.call.snapshot;
    expect([devices.selected.camera, self.sources.camera.deviceId]).to.deep.equal(['back', 'back']);
  });
});
