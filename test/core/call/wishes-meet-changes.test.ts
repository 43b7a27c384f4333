import type { PlaneOptions } from '../../../src/core/call/context/options.js';
import type { MeshPlane } from '../../../src/core/media/mesh/mesh-plane.js';
import { flows } from '../../harness/browser/arrivals.js';
import { other, RealRoom, until } from '../../harness/browser/real-call.js';
import { agreesOfBoth, pause, wishWhile } from '../../harness/browser/wish-while.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('wishes that overlap with a change of the call', () => {
  let room: RealRoom;
  beforeEach(() => {
    room = new RealRoom();
  });
  afterEach(() => room.close());

  for (const on of [false, true]) {
    const last = on ? 'on' : 'off';

    it(`end ${last} for all participants while a third joins`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      const cas = await room.create('Cas');
      await wishWhile(ann, on, cas.join());
      await agreesOfBoth([ann, 'Ann'], bob, on);
      await agreesOfBoth([ann, 'Ann'], cas, on);
    });

    it(`end ${last} during a join with an offer made ahead`, async () => {
      const ann = await room.join('Ann');
      const bob = await room.create('Bob', { iceServers: [] });
      await bob.prepare();
      await wishWhile(bob, on, bob.join());
      await agreesOfBoth([bob, 'Bob'], ann, on);
    });

    it(`end ${last} while leaving and joining again`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      await wishWhile(
        ann,
        on,
        ann.leave().then(() => ann.join()),
      );
      await agreesOfBoth([ann, 'Ann'], bob, on);
    });

    it(`end ${last} while other devices are selected`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      const choose = async (): Promise<void> => {
        const { cameras, microphones } = await until(ann, ({ devices }) => devices.cameras.length > 0 && devices);
        await ann.selectDevice('microphone', microphones.at(-1)?.deviceId ?? '');
        // The last fake camera of Chromium is an ordinary one, which the second is not.
        await ann.selectDevice('camera', cameras.at(-1)?.deviceId ?? '');
      };
      await wishWhile(ann, on, choose());
      await agreesOfBoth([ann, 'Ann'], bob, on);
    });

    it(`end ${last} while the connection is made anew`, async () => {
      const planes: MeshPlane[] = [];
      const createPlane = (options: PlaneOptions): MeshPlane => {
        const plane = createMesh(options);
        planes.push(plane);
        return plane;
      };
      const [ann, bob] = [await room.join('Ann', {}, { createPlane }), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      const { id } = await other(ann, 'Bob');
      const rebuild = async (): Promise<void> => {
        planes[0]?.removeParticipant(id);
        planes[0]?.addParticipant(id, 'returning');
        await other(ann, 'Bob', ({ connection }) => connection === 'connected');
      };
      await wishWhile(ann, on, rebuild());
      await agreesOfBoth([ann, 'Ann'], bob, on);
    });

    it(`end ${last} where the browser replaces tracks late, and sometimes fails to`, async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      await flows(bob, 'Ann', 'audio');
      const { replaceTrack } = RTCRtpSender.prototype;
      let calls = 0;
      RTCRtpSender.prototype.replaceTrack = async function (track) {
        calls += 1;
        const isFailing = calls % 3 === 0;
        await pause((calls * 7) % 40);
        if (isFailing) throw new DOMException('The sender refuses.', 'InvalidModificationError');
        await replaceTrack.call(this, track);
      };
      try {
        await wishWhile(ann, on, pause(200));
        await agreesOfBoth([ann, 'Ann'], bob, on);
      } finally {
        RTCRtpSender.prototype.replaceTrack = replaceTrack;
      }
    });
  }
});
