import { expect } from '@open-wc/testing';
import { agrees, flows } from '../../../harness/browser/arrivals.js';
import { hears } from '../../../harness/browser/media-probes.js';
import { otherTrack, RealRoom, until } from '../../../harness/browser/real-call.js';
import { agreesOfBoth, pause, wishWhile } from '../../../harness/browser/wish-while.js';

describe('sources that have to be off', () => {
  let room: RealRoom;
  beforeEach(() => {
    room = new RealRoom();
  });
  afterEach(() => room.close());

  it('end off where the browser never replaces a track', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    await flows(bob, 'Ann', 'audio');
    const heard = await otherTrack(bob, 'Ann', 'microphone');
    const { replaceTrack } = RTCRtpSender.prototype;
    RTCRtpSender.prototype.replaceTrack = () =>
      Promise.reject(new DOMException('The sender is stuck.', 'InvalidModificationError'));
    try {
      await Promise.all([ann.setMicrophone(false), ann.setCamera(false)]);
      // Firefox does not stop sending sound either: it is silence.
      await Promise.all([agrees([ann, 'Ann'], bob, 'camera', false), hears(heard, 'silence')]);
    } finally {
      RTCRtpSender.prototype.replaceTrack = replaceTrack;
    }
  });

  it('end off with the role of a viewer, and with a microphone that the host mutes', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    await flows(ann, 'Bob', 'audio');
    await wishWhile(bob, true, pause(20));
    // The server mutes no microphone that it knows as off.
    await agrees([bob, 'Bob'], ann, 'microphone', true);
    await ann.muteParticipant(bob.snapshot.self.id);
    await until(bob, ({ self }) => !self.sources.microphone.on);
    await agrees([bob, 'Bob'], ann, 'microphone', false);
    const demoted = until(bob, ({ self }) => self.role === 'viewer');
    await wishWhile(bob, true, Promise.all([ann.setRole(bob.snapshot.self.id, 'viewer'), demoted])).catch(() => {
      // A viewer may not turn anything on.
    });
    await agreesOfBoth([bob, 'Bob'], ann, false);
  });

  it('leave the local level visible while the microphone is off', async () => {
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: true }, configurable: true });
    try {
      const ann = await room.join('Ann');
      await until(ann, ({ self }) => self.sources.microphone.on);
      await ann.setMicrophone(false);
      const { track } = ann.snapshot.self.sources.microphone;
      expect([track?.enabled, track?.readyState]).to.deep.equal([false, 'live']);
      // The fake microphone beeps once a second.
      while (ann.levels.get(ann.snapshot.self.id) < 0.01) await pause(10);
    } finally {
      Reflect.deleteProperty(navigator, 'userActivation');
    }
  });
});
