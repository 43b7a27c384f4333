import { expect } from '@open-wc/testing';
import type { PlaneOptions } from '../../../../src/core/call/context/options.js';
import type { MeshPlane } from '../../../../src/core/media/mesh/mesh-plane.js';
import { hurriedClock } from '../../../fakes/browser/hurried-clock.js';
import { agrees, flows } from '../../../harness/browser/arrivals.js';
import { RealRoom } from '../../../harness/browser/real-call.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

describe('a source that a connection does not send', function () {
  // Attempts, and another connection.
  this.timeout(40_000);
  const { replaceTrack } = RTCRtpSender.prototype;
  /** The attempts take six seconds. */
  const createPlane = (options: PlaneOptions): MeshPlane => createMesh({ ...options, clock: hurriedClock });
  let room: RealRoom;

  beforeEach(() => {
    room = new RealRoom();
  });
  afterEach(async () => {
    RTCRtpSender.prototype.replaceTrack = replaceTrack;
    await room.close();
  });

  for (const joins of ['first', 'last'] as const) {
    it(`is sent over another one, by the participant who joined ${joins}`, async () => {
      const names = joins === 'first' ? ['Ann', 'Bob'] : ['Bob', 'Ann'];
      const calls = new Map<string, Awaited<ReturnType<RealRoom['join']>>>();
      for (const name of names) calls.set(name, await room.join(name, { camera: name === 'Bob' }, { createPlane }));
      const [ann, bob] = [calls.get('Ann'), calls.get('Bob')];
      if (ann === undefined || bob === undefined) throw new Error('A participant is missing.');
      await Promise.all([flows(bob, 'Ann', 'audio'), flows(ann, 'Bob', 'video')]);
      // Each sender that there is by now, once its track is to be replaced.
      const stuck = new Set<RTCRtpSender>();
      let isFirst = true;
      RTCRtpSender.prototype.replaceTrack = function (track) {
        if (isFirst && track?.kind === 'video') stuck.add(this);
        isFirst = stuck.size === 0;
        return stuck.has(this)
          ? Promise.reject(new DOMException('The sender is stuck.', 'InvalidModificationError'))
          : replaceTrack.call(this, track);
      };
      await ann.setCamera(true);
      await agrees([ann, 'Ann'], bob, 'camera', true);
      expect(stuck.size).to.equal(1);
      expect(ann.snapshot.error).to.equal(null);
      await flows(bob, 'Ann', 'audio');
    });
  }
});
