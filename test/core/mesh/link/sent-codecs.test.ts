import { expect } from '@open-wc/testing';
import type { PlaneSignal } from '../../../../src/core/media/plane-signaling.js';
import { allConnected, introduce, type PlaneWitness } from '../../../contracts/plane-pair.js';
import { Scene } from '../../../contracts/plane-scene.js';
import { until } from '../../../harness/until.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

const canH264 = (RTCRtpReceiver.getCapabilities('video')?.codecs ?? []).some(({ mimeType }) => /H264/i.test(mimeType));
const PREFERRED = canH264 ? 'H264' : 'VP8';
const VP8_ONLY = /H264|VP9|AV1/;
const H264_ONLY = /VP8|VP9|AV1/;

/** Microphone, camera and data are the first sections of each connection, in that order. */
const CAMERA_MID = '1';

/** As if a participant's browser did not know some codecs: descriptions to and from it name others, which nobody knows. */
function lack(lacking: PlaneWitness, witnesses: readonly PlaneWitness[], codecs: RegExp): void {
  const rename = (signal: PlaneSignal): PlaneSignal => {
    const { description } = signal;
    if (description === undefined) return signal;
    const sdp = description.sdp.replaceAll(new RegExp(`^(a=rtpmap:\\d+ )(${codecs.source})/`, 'gm'), '$1X-$2/');
    return { ...signal, description: { ...description, sdp } };
  };
  for (const witness of witnesses) {
    const { carry } = witness;
    witness.carry = (to, signal) => {
      carry(to, witness === lacking || to === lacking.id ? rename(signal) : signal);
    };
  }
}

/** What a participant sends another one of its camera: the codec, and how many frames so far. */
async function sentBy({ plane }: PlaneWitness, to: string): Promise<{ codec: string; frames: number }> {
  const report = (await plane.getStats()).find(({ participantId }) => participantId === to);
  const all = [...(report?.stats.values() ?? [])] as Record<string, unknown>[];
  const sent = all.find(({ type, mid }) => type === 'outbound-rtp' && mid === CAMERA_MID);
  const codec = all.find(({ id }) => id === sent?.codecId)?.mimeType;
  return { codec: String(codec).replace('video/', ''), frames: Number(sent?.framesEncoded ?? 0) };
}

describe('the codec of what is sent', () => {
  let stage: Scene;

  beforeEach(() => {
    stage = new Scene((signaling) => createMesh({ signaling }));
  });

  afterEach(() => {
    stage.close();
  });

  /** Two participants with cameras who see each other. */
  async function meet(prepare: (ann: PlaneWitness, bob: PlaneWitness) => void = () => undefined) {
    const [ann, bob] = stage.planes('ann', 'bob');
    prepare(ann, bob);
    ann.plane.publish('camera', stage.track('red'));
    bob.plane.publish('camera', stage.track('lime'));
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
    return [ann, bob] as const;
  }

  /** Both send in this codec, also after more frames. */
  async function expectBoth([ann, bob]: readonly [PlaneWitness, PlaneWitness], codec: string): Promise<void> {
    for (const [one, to] of [
      [ann, 'bob'],
      [bob, 'ann'],
    ] as const) {
      const { frames } = await sentBy(one, to);
      await until(async () => (await sentBy(one, to)).frames > frames);
      expect((await sentBy(one, to)).codec).to.equal(codec);
    }
  }

  it('is H.264 where both have it, also after later offers of either side', async () => {
    const pair = await meet();
    await expectBoth(pair, PREFERRED);
    const [ann, bob] = pair;
    for (const [one, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      one.plane.publish('screen', stage.track('blue'));
      await other.eye(one.id, 'screen').sees('blue');
      one.plane.restart('asked');
      await expectBoth(pair, PREFERRED);
    }
  });

  for (const lacking of ['ann', 'bob']) {
    it(`is VP8 where ${lacking === 'ann' ? 'the offering' : 'the answering'} side has no other one`, async () => {
      await expectBoth(
        await meet((ann, bob) => {
          lack(lacking === 'ann' ? ann : bob, [ann, bob], VP8_ONLY);
        }),
        'VP8',
      );
    });
  }

  if (canH264)
    it('is chosen link by link, and where there is none in common the rest of a link works', async () => {
      const room = stage.planes('ann', 'bob', 'cas');
      const [ann, bob, cas] = room;
      lack(ann, room, VP8_ONLY);
      lack(bob, room, H264_ONLY);
      for (const [index, witness] of room.entries())
        witness.plane.publish('camera', stage.track((['red', 'lime', 'blue'] as const)[index] ?? 'red'));
      introduce(room);
      // Data goes over each of them.
      await allConnected(room);
      await Promise.all([
        ann.eye('cas').sees('blue'),
        bob.eye('cas').sees('blue'),
        cas.eye('ann').sees('red'),
        cas.eye('bob').sees('lime'),
      ]);
      expect((await sentBy(cas, 'ann')).codec).to.equal('VP8');
      expect((await sentBy(cas, 'bob')).codec).to.equal('H264');
      expect((await sentBy(bob, 'cas')).codec).to.equal('H264');
    });
});
