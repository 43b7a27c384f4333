import { expect } from '@open-wc/testing';
import type { CallController } from '../../../../src/core/index.js';
import { RealRoom } from '../../../harness/browser/real-call.js';
import { until } from '../../../harness/until.js';

describe('the treatment of the sound of a real microphone', () => {
  let room: RealRoom;
  let call: CallController;
  const { mediaDevices } = navigator;
  /** Every microphone track that was captured. */
  let captured: MediaStreamTrack[];

  beforeEach(async () => {
    captured = [];
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await MediaDevices.prototype.getUserMedia.call(mediaDevices, constraints);
      captured.push(...stream.getAudioTracks());
      return stream;
    };
    room = new RealRoom();
    call = await room.join('Ann', { camera: false });
  });
  afterEach(async () => {
    await room.close();
    Reflect.deleteProperty(mediaDevices, 'getUserMedia');
  });

  const present = (): MediaStreamTrack | null => call.snapshot.self.sources.microphone.track;
  const live = (): MediaStreamTrack[] => captured.filter(({ readyState }) => readyState === 'live');

  it('is as wished last where two wishes are under way at once, by one capture that goes on', async () => {
    const first = call.setAudioProcessing({ noiseSuppression: false });
    const second = call.setAudioProcessing({ noiseSuppression: false, echoCancellation: false });
    await Promise.all([first, second]);
    const settings: MediaTrackSettings = present()?.getSettings() ?? {};
    expect([settings.noiseSuppression, settings.echoCancellation]).to.deep.equal([false, false]);
    expect(live().map(({ id }) => id)).to.deep.equal([present()?.id]);
    // Firefox’s fake microphone cannot cancel echoes, and says so: its values are false alone. It goes on as it is.
    const canCancel = present()?.getCapabilities().echoCancellation?.includes(true);
    const before = present()?.id;
    await call.setAudioProcessing({ noiseSuppression: true, echoCancellation: true });
    expect(present()?.getSettings().echoCancellation).to.equal(canCancel);
    expect(present()?.id === before).to.equal(canCancel === false);
    expect(live().map(({ id }) => id)).to.deep.equal([present()?.id]);
  });

  it('changes nothing any more in a call that is left meanwhile, and counts in the next one', async () => {
    const wish = call.setAudioProcessing({ noiseSuppression: false, echoCancellation: false });
    await call.leave();
    await wish;
    expect([call.snapshot.state, present(), live().length]).to.deep.equal(['left', null, 0]);
    await call.join();
    // A join does not wait for the microphone.
    await until(() => present() !== null);
    expect(present()?.getSettings().echoCancellation).to.equal(false);
    // Begun in the last moment, too.
    const [leaving, last] = [call.leave(), call.setAudioProcessing({ echoCancellation: true })];
    await Promise.all([leaving, last]);
    expect([call.snapshot.state, live().length]).to.deep.equal(['left', 0]);
  });
});
