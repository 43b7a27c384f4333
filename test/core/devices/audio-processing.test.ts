import { expect } from '@open-wc/testing';
import { processMicrophone } from '../../../src/core/devices/local/audio-processing.js';
import { browserDevices } from '../../../src/core/devices/browser-devices.js';
import type { AudioProcessing } from '../../../src/core/devices/devices.js';
import { LocalMedia } from '../../../src/core/devices/local/local-media.js';
import { systemClock } from '../../../src/core/index.js';
import { codeOf } from '../../fakes/code-of.js';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';

const BOTH = { microphone: true, camera: true };
const SOUND = { microphone: true, camera: false };

describe('the treatment of the microphone’s sound', () => {
  let world: LocalMediaWorld;

  beforeEach(() => {
    world = new LocalMediaWorld();
    world.devices.settings['desk'] = { noiseSuppression: true, echoCancellation: true };
  });

  afterEach(() => {
    world.media.close();
    world.devices.release();
    expect(world.live, 'tracks left behind').to.deep.equal([]);
  });

  function process(processing: AudioProcessing): Promise<void> {
    const former = world.media.capture.processing;
    world.media.capture.processing = processing;
    return processMicrophone(world.media, former);
  }

  /** The device gives what is asked of it from its next capture on. */
  function obey(settings: MediaTrackSettings): void {
    world.devices.settings['desk'] = settings;
  }

  it('is asked for with each capture of it, and never of the camera', async () => {
    await process({ noiseSuppression: false });
    await world.media.open(BOTH);
    await world.media.swap('camera', { deviceId: 'back' }, 'selected');
    await world.media.swap('microphone', { deviceId: 'headset' }, 'selected');
    expect(world.devices.requests).to.deep.equal([
      { microphone: { deviceId: '', processing: { noiseSuppression: false } }, camera: { deviceId: '' } },
      { camera: { deviceId: 'back' } },
      { microphone: { deviceId: 'headset', processing: { noiseSuppression: false } } },
    ]);
  });

  it('is changed in place where the browser can', async () => {
    await world.media.open(SOUND);
    const { track } = world.media.getState('microphone');
    if (track === null) throw new Error('no track');
    const asked: unknown[] = [];
    track.applyConstraints = (constraints) => {
      asked.push(constraints);
      track.getSettings = () => ({ deviceId: 'desk', noiseSuppression: false });
      return Promise.resolve();
    };
    await process({ noiseSuppression: false });
    expect(asked).to.deep.equal([{ noiseSuppression: false }]);
    expect(world.media.getState('microphone').track === track).to.equal(true);
    // And nothing is done for what is so already.
    await process({ noiseSuppression: false });
    expect(asked).to.have.length(1);
  });

  it('is had by a new capture of the same device elsewhere, and a microphone that is off stays off', async () => {
    await world.media.open(SOUND);
    await world.media.set('microphone', false);
    const before = world.media.getState('microphone').track;
    obey({ noiseSuppression: false });
    await process({ noiseSuppression: false });
    const { track, on } = world.media.getState('microphone');
    expect([track === before, before?.readyState, on, track?.enabled]).to.deep.equal([false, 'ended', false, false]);
    expect(world.devices.requests.at(-1)).to.deep.equal({
      microphone: { deviceId: 'desk', processing: { noiseSuppression: false } },
    });
  });

  it('stays as it is where the browser does not tell', async () => {
    obey({});
    await world.media.open(SOUND);
    await process({ autoGainControl: false });
    expect(world.devices.requests).to.have.length(1);
  });

  it('goes on without a new capture where the microphone cannot be as wished', async () => {
    await world.media.open(SOUND);
    const { track } = world.media.getState('microphone');
    if (track) track.getCapabilities = () => ({ noiseSuppression: [true] });
    await process({ noiseSuppression: false });
    expect(world.devices.requests).to.have.length(1);
    expect([world.media.getState('microphone').track === track, track?.readyState]).to.deep.equal([true, 'live']);
  });

  it('keeps the capture in use when another one is refused', async () => {
    await world.media.open(SOUND);
    const before = world.media.getState('microphone').track;
    world.devices.failWhen(() => 'device-missing');
    expect(await codeOf(process({ noiseSuppression: false }))).to.equal('device-missing');
    world.devices.heal();
    expect([world.media.getState('microphone').on, before?.readyState]).to.deep.equal([true, 'live']);
    expect(world.media.capture.processing).to.equal(null);
  });

  it('waits for a prompt that is open, and then is as wished', async () => {
    world.devices.hold();
    const opening = world.media.open(SOUND);
    const processed = process({ noiseSuppression: false });
    world.devices.release();
    await opening;
    obey({ noiseSuppression: false });
    await processed;
    expect(world.media.getState('microphone').track?.getSettings().noiseSuppression).to.equal(false);
    expect(world.live).to.have.length(1);
  });

  it('is what was wished last, when wishes overlap', async () => {
    await world.media.open(SOUND);
    obey({ noiseSuppression: false, echoCancellation: false });
    await Promise.all([process({ noiseSuppression: false }), process({ echoCancellation: false })]);
    const asked = world.devices.requests.slice(1).map(({ microphone }) => microphone?.processing);
    expect(asked).to.deep.equal([{ echoCancellation: false }]);
  });

  it('is dropped when everything is closed meanwhile', async () => {
    await world.media.open(SOUND);
    const processed = process({ noiseSuppression: false });
    world.media.close();
    await processed;
    expect(world.devices.requests).to.have.length(1);
  });

  it('is changed for real by this browser, as far as it processes the sound of this microphone', async () => {
    const probe = await navigator.mediaDevices.getUserMedia({ audio: { noiseSuppression: true } });
    const [probed] = probe.getTracks();
    const canSuppress = probed?.getSettings().noiseSuppression === true;
    probed?.stop();
    const media = new LocalMedia(browserDevices, () => '', systemClock);
    const track = (): MediaStreamTrack | null => media.getState('microphone').track;
    try {
      await media.open(SOUND);
      for (const noiseSuppression of [false, true, false]) {
        media.capture.processing = { noiseSuppression };
        await processMicrophone(media, null);
        expect(track()?.getSettings().noiseSuppression).to.equal(noiseSuppression && canSuppress);
        expect(track()?.readyState).to.equal('live');
      }
    } finally {
      media.close();
    }
  });
});
