import { expect } from '@open-wc/testing';
import { allConnected, introduce } from '../../contracts/plane-pair.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { eventually, LiveKitScene, streamsOf, type Guest } from '../../harness/browser/livekit/livekit-scene.js';

describe('what is received over LiveKit', () => {
  let scene: LiveKitScene;

  before(needLiveKit);
  beforeEach(() => {
    scene = new LiveKitScene();
  });
  afterEach(async () => {
    restore();
    await scene.close();
  });

  async function widthAt(guest: Guest): Promise<number> {
    return (await streamsOf(guest, 'inbound-rtp', 'ann')).find(({ kind }) => kind === 'video')?.frameWidth ?? 0;
  }

  async function bytesAt(guest: Guest): Promise<number> {
    const streams = await streamsOf(guest, 'inbound-rtp', 'ann');
    return streams.find(({ kind }) => kind === 'video')?.bytesReceived ?? 0;
  }

  it('is as large as it is shown, also when that is known before it is published', async () => {
    const [ann, bob] = await scene.pair();
    bob.plane.demand('ann', 'camera', { widthPx: 160, heightPx: 90, priority: 'normal' });
    ann.plane.publish('camera', await scene.device('video', { width: 1280, height: 720 }));
    await eventually(async () => (await widthAt(bob)) > 0 && (await widthAt(bob)) <= 360);
    bob.plane.demand('ann', 'camera', { widthPx: 1280, heightPx: 720, priority: 'high' });
    await eventually(async () => (await widthAt(bob)) >= 640);
    bob.plane.demand('ann', 'camera', { widthPx: 100, heightPx: 100, priority: 'low' });
    await eventually(async () => (await widthAt(bob)) <= 360);
  });

  it('is nothing while it is not seen, and its voice all the time', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('microphone', await scene.device('audio'));
    ann.plane.publish('camera', scene.track('red'));
    const eye = bob.eye('ann');
    await eye.sees('red');
    for (const source of ['camera', 'microphone'] as const) bob.plane.demand('ann', source, 'nothing');
    const packets = async (): Promise<number> =>
      (await streamsOf(bob, 'inbound-rtp', 'ann')).find(({ kind }) => kind === 'audio')?.packetsReceived ?? 0;
    // The server is told first, and some of the picture is under way.
    await eventually(async () => {
      const [bytes, heard] = [await bytesAt(bob), await packets()];
      await eventually(async () => (await packets()) > heard + 30);
      return (await bytesAt(bob)) === bytes;
    });
    ann.plane.publish('camera', scene.track('lime'));
    bob.plane.demand('ann', 'camera', { widthPx: 64, heightPx: 64, priority: 'normal' });
    await eye.sees('lime');
  });

  it('is not subscribed to before it is seen, nor when it has not been for long, and comes as another track', async () => {
    const clock = new FakeClock();
    const [ann, bob] = [scene.guest('ann'), scene.guest('bob', { clock })];
    introduce([ann, bob]);
    bob.plane.demand('ann', 'camera', 'nothing');
    await allConnected([ann, bob]);
    ann.plane.publish('camera', scene.track('red'));
    ann.plane.publish('screen', scene.track('blue'));
    await bob.eye('ann', 'screen').sees('blue');
    expect([...bob.plane.tracksOf('ann').keys()]).to.deep.equal(['screen']);

    bob.plane.demand('ann', 'camera', { widthPx: 64, heightPx: 64, priority: 'normal' });
    const eye = bob.eye('ann');
    await eye.sees('red');
    const former = bob.plane.tracksOf('ann').get('camera');
    bob.plane.demand('ann', 'camera', 'nothing');
    clock.advance(29_000);
    expect(bob.plane.tracksOf('ann').get('camera')).to.equal(former);
    clock.advance(1000);
    await eventually(() => !bob.plane.tracksOf('ann').has('camera'));
    bob.plane.demand('ann', 'camera', { widthPx: 64, heightPx: 64, priority: 'normal' });
    await eye.sees('red');
    expect(bob.plane.tracksOf('ann').get('camera')).to.not.equal(former);
  });

  it('is of no one whom the call has not told of', async () => {
    const [ann, bob, cas] = [scene.guest('ann'), scene.guest('bob'), scene.guest('cas')];
    for (const guest of [ann, cas]) guest.plane.publish('camera', scene.track('red'));
    introduce([ann, bob]);
    await bob.eye('ann').sees('red');
    expect(bob.plane.tracksOf('cas').size).to.equal(0);
    // Browsers answer with statistics of some moments ago.
    const reported = async (): Promise<unknown[]> => (await bob.plane.getStats()).map((report) => report.participantId);
    await eventually(async () => (await reported()).includes('ann'));
    expect(await reported()).to.deep.equal([null, 'ann']);
    bob.plane.addParticipant('cas', 'after-us');
    await bob.eye('cas').sees('red');
    bob.plane.removeParticipant('cas');
    expect(bob.plane.tracksOf('cas').size).to.equal(0);
  });

  it('has no statistics where it is closed before the browser has told them', async () => {
    const [, bob] = await scene.pair();
    await eventually(async () => (await bob.plane.getStats()).length > 0);
    // As Firefox does where a connection is closed meanwhile.
    replace(RTCPeerConnection.prototype, 'getStats', () => new Promise(() => undefined));
    const telling = bob.plane.getStats();
    bob.plane.close();
    expect((await telling).map(({ stats }) => stats.size)).to.deep.equal([0]);
  });

  it('tells how loud each participant is', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('microphone', scene.tone());
    await eventually(() => bob.plane.audioLevel('ann') > 0.03);
    ann.plane.publish('microphone', null);
    await eventually(() => bob.plane.audioLevel('ann') === 0);
    expect(ann.plane.audioLevel('bob')).to.equal(0);
  });
});
