import { expect } from '@open-wc/testing';
import { canEncodeOnce } from '../../../../src/core/media/mesh/once/can-encode-once.js';
import { until } from '../../../harness/until.js';
import { lack, OnceScene } from './once-scene.js';

// Longer than others because one scene serves all that may happen during it.

const NO_H264 = /H264|VP9|AV1/;
const CODECS = ['H264', 'VP8'] as const;
const OTHERS = ['bob', 'cam', 'dan'];
/** Five times what a change of the encoder may stop a picture for. */
const LONGEST_PAUSE_MS = 5000;
const WHOLE = 360;

describe('a camera that is encoded once', () => {
  let scene: OnceScene;

  beforeEach(function () {
    scene = new OnceScene();
    if (!canEncodeOnce()) this.skip();
  });

  afterEach(() => {
    scene.close();
  });

  for (const codec of CODECS) {
    describe(`in ${codec}`, () => {
      /** Others who join, and are sent this codec. */
      function join(ids: readonly string[]): Promise<void> {
        return scene.join(ids, (newcomer) => {
          if (codec === 'VP8') lack(newcomer, NO_H264);
        });
      }

      /** Three others who share one encoder; resolves with who has it. */
      async function share(): Promise<string> {
        scene.ann.plane.publish('camera', scene.track('red'));
        await join(OTHERS);
        const { own } = await scene.encodesFor(1);
        return own[0] ?? '';
      }

      it('is seen by all, every picture at full size', async () => {
        await share();
        const screenings = OTHERS.map((id) => scene.screening(id));
        await Promise.all(screenings.map((each) => each.presents(1)));
        const before = await scene.sent();
        await Promise.all(screenings.map((each) => each.presents(60)));
        const after = await scene.sent();
        for (const { presented } of screenings)
          expect(presented.map(({ height }) => height).filter((height) => height !== WHOLE)).to.deep.equal([]);
        const sent = OTHERS.map((id) => after.get(id)?.codec);
        expect(sent).to.deep.equal([codec, codec, codec]);
        // What the followers' own encoders make is a small part of what their receivers get.
        const bytes = OTHERS.map((id) => (after.get(id)?.bytes ?? 0) - (before.get(id)?.bytes ?? 0));
        expect(Math.min(...bytes)).to.be.greaterThan(0.5 * Math.max(...bytes));
        scene.ann.plane.publish('camera', scene.track('lime'));
        await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('lime')));
        expect((await scene.encoders()).own.length).to.equal(1);
      });

      it('goes on for those who join late', async () => {
        const leader = await share();
        const screenings = OTHERS.map((id) => scene.screening(id));
        const began = performance.now();
        await join(['eve', 'fay']);
        const { own } = await scene.encodesFor(1);
        expect(own).to.deep.equal([leader]);
        await Promise.all(['eve', 'fay'].map((id) => scene.witness(id).eye('ann').sees('red')));
        await Promise.all(screenings.map((each) => each.presents(10)));
        for (const each of screenings) expect(each.longestPauseMs(began)).to.be.lessThan(LONGEST_PAUSE_MS);
      });

      it('goes on when the one whose encoder it is has left, and is renewed', async () => {
        const leader = await share();
        await join(['eve']);
        await scene.encodesFor(1);
        const left = [...OTHERS, 'eve'].filter((id) => id !== leader);
        const screenings = left.map((id) => scene.screening(id));
        await Promise.all(screenings.map((each) => each.presents(5)));
        const began = performance.now();
        scene.leave(leader);
        const { own } = await scene.encodesFor(1);
        expect(left).to.include(own[0]);
        scene.ann.plane.publish('camera', scene.track('blue'));
        await Promise.all(left.map((id) => scene.witness(id).eye('ann').sees('blue')));
        await Promise.all(screenings.map((each) => each.presents(10)));
        for (const each of screenings) expect(each.longestPauseMs(began)).to.be.lessThan(LONGEST_PAUSE_MS);
        const next = own[0] ?? '';
        const former = scene.witness(next).plane.tracksOf('ann').get('camera');
        scene.ann.plane.renewLink(next);
        await until(() => scene.witness(next).plane.tracksOf('ann').get('camera') !== former);
        await scene.encodesFor(1);
        scene.ann.plane.publish('camera', scene.track('lime'));
        await Promise.all(left.map((id) => scene.witness(id).eye('ann').sees('lime')));
      });

      it('goes off and on, and is of another size then', async () => {
        await share();
        scene.ann.plane.publish('camera', null);
        const tall = scene.track('lime', { width: 360, height: 640 });
        scene.ann.plane.publish('camera', tall);
        await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('lime')));
        scene.ann.plane.publish('camera', null);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        scene.ann.plane.publish('camera', scene.track('blue', { width: 1280, height: 720 }));
        await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('blue')));
        const { shared } = await scene.encodesFor(1);
        expect(shared.length).to.equal(2);
      });

      it('is sent at the size that each of them draws', async () => {
        await share();
        const small = { active: true, scaleResolutionDownBy: 2 };
        await join(['eve', 'fay']);
        for (const id of ['dan', 'eve']) scene.ann.plane.shape?.(id, 'camera', small);
        scene.ann.plane.shape?.('cam', 'camera', { active: false });
        // Of one who is sent nothing, the last size stays in the statistics.
        const drawing = ['bob', 'fay', 'dan', 'eve'];
        await scene.encodesFor(2, drawing);
        const drawn = drawing.map((id) => scene.screening(id));
        await Promise.all(drawn.map((each) => each.presents(30)));
        expect(drawn.map(({ presented }) => presented.at(-1)?.height)).to.deep.equal([360, 360, 180, 180]);
        scene.ann.plane.shape?.('cam', 'camera', { active: true });
        await scene.encodesFor(2);
        await scene.witness('cam').eye('ann').sees('red');
      });

      it('stands beside a screen', async () => {
        await share();
        scene.ann.plane.publish('screen', scene.track('blue', { width: 800, height: 600 }));
        await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann', 'screen').sees('blue')));
        await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('red')));
        const screenings = OTHERS.map((id) => scene.screening(id));
        await Promise.all(screenings.map((each) => each.presents(30)));
        expect(screenings.map(({ presented }) => presented.at(-1)?.height)).to.deep.equal([WHOLE, WHOLE, WHOLE]);
      });
    });
  }

  it('is encoded for each who has another codec, and once for the others', async () => {
    scene.ann.plane.publish('camera', scene.track('red'));
    await scene.join(['bob', 'cam', 'dan', 'eve'], (newcomer) => {
      if (newcomer.id === 'cam') lack(newcomer, NO_H264);
    });
    const { own } = await scene.encodesFor(2);
    expect(own).to.include('cam');
    await Promise.all(['bob', 'cam', 'dan', 'eve'].map((id) => scene.witness(id).eye('ann').sees('red')));
  });

  it('is encoded for each in a room of three, and when a fourth has left', async () => {
    scene.ann.plane.publish('camera', scene.track('red'));
    await scene.join(OTHERS);
    const { shared } = await scene.encodesFor(1);
    scene.leave(shared[0] ?? '');
    const { own } = await scene.encodesFor(2);
    await Promise.all(own.map((id) => scene.witness(id).eye('ann').sees('red')));
  });
});
