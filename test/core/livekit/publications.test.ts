import { expect } from '@open-wc/testing';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { eventually, LiveKitScene, sends, streamsOf } from '../../harness/browser/livekit/livekit-scene.js';
import { introduce } from '../../contracts/plane-pair.js';

describe('what is published over LiveKit', () => {
  let scene: LiveKitScene;

  before(needLiveKit);
  beforeEach(() => {
    scene = new LiveKitScene();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('goes off in the task of the wish, sends nothing then, and comes back in the same track', async () => {
    const [ann, bob] = await scene.pair();
    const camera = scene.track('red');
    ann.plane.publish('camera', camera);
    const eye = bob.eye('ann');
    await eye.sees('red');
    const shown = bob.plane.tracksOf('ann').get('camera');

    const isOff = sends(ann);
    ann.plane.publish('camera', null);
    expect(scene.clones.map(({ readyState }) => readyState))
      .to.include('ended')
      .and.not.include('live');
    await isOff;
    const bytesSent = async (): Promise<number> =>
      (await streamsOf(ann, 'outbound-rtp', null)).reduce((sum, stream) => sum + (stream.bytesSent ?? 0), 0);
    const before = await bytesSent();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await bytesSent()).to.equal(before);

    ann.plane.publish('camera', scene.track('lime'));
    await eye.sees('lime');
    expect(bob.plane.tracksOf('ann').get('camera')).to.equal(shown);
    expect(camera.readyState).to.equal('live');
  });

  it('ends in what was wished last, however fast the wishes come', async () => {
    const [ann, bob] = await scene.pair();
    const eye = bob.eye('ann');
    for (let round = 0; round < 5; round += 1) {
      ann.plane.publish('camera', scene.track('red'));
      ann.plane.publish('camera', null);
      ann.plane.publish('camera', scene.track('blue'));
      await Promise.resolve();
    }
    ann.plane.publish('camera', scene.track('lime'));
    await eye.sees('lime');
    await eventually(() => scene.clones.filter(({ readyState }) => readyState === 'live').length === 1);

    ann.plane.publish('camera', scene.track('red'));
    ann.plane.publish('camera', null);
    await eventually(() => scene.clones.every(({ readyState }) => readyState === 'ended'));
  });

  it('comes back when the same track is wished for again in the task in which it went off', async () => {
    const [ann, bob] = await scene.pair();
    const [camera, eye] = [scene.track('red'), bob.eye('ann')];
    ann.plane.publish('camera', camera);
    await eye.sees('red');
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', camera);
    await eventually(() => scene.clones.length === 2 && scene.clones[1]?.readyState === 'live');
    const decoded = async (): Promise<number> => (await streamsOf(bob, 'inbound-rtp', 'ann'))[0]?.framesDecoded ?? 0;
    const before = await decoded();
    await eventually(async () => (await decoded()) > before + 10);
  });

  it('shows another device after one has ended', async () => {
    const [ann, bob] = await scene.pair();
    const eye = bob.eye('ann');
    ann.plane.publish('camera', scene.track('red'));
    await eye.sees('red');
    // What happens to all tracks of a device that is unplugged.
    for (const clone of scene.clones) {
      clone.stop();
      clone.dispatchEvent(new Event('ended'));
    }
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', scene.track('lime'));
    await eye.sees('lime');
    expect(scene.clones.at(-1)?.enabled).to.equal(true);
  });

  it('is heard again after the server has muted it, and it was turned off and on', async () => {
    const [ann, bob] = await scene.pair();
    const microphone = await scene.device('audio');
    ann.plane.publish('microphone', microphone);
    await bob.warmOf('ann', 'microphone');
    const { participants } = (await scene.room.request('ListParticipants')) as {
      participants: { identity: string; tracks: { sid: string }[] }[];
    };
    const sid = participants.find(({ identity }) => identity === 'ann')?.tracks[0]?.sid;
    await scene.room.request('MutePublishedTrack', { identity: 'ann', track_sid: sid, muted: true });
    await eventually(() => scene.clones.at(-1)?.enabled === false);

    ann.plane.publish('microphone', null);
    ann.plane.publish('microphone', microphone);
    await eventually(() => scene.clones.at(-1)?.enabled === true);
    const heard = async (): Promise<number> => (await streamsOf(bob, 'inbound-rtp', 'ann'))[0]?.packetsReceived ?? 0;
    const before = await heard();
    await eventually(async () => (await heard()) > before + 20);
    expect(microphone.enabled).to.equal(true);
  });

  it('leaves the original as it is when it may not be sent, and sends it once it may', async () => {
    const [ann, bob] = [scene.guest('ann', {}, { canPublish: false }), scene.guest('bob')];
    introduce([ann, bob]);
    const unsent: string[] = [];
    ann.plane.addEventListener('plane-unsent', ({ participantId, source }) =>
      unsent.push(`${source} ${participantId}`),
    );
    const camera = scene.track('red');
    ann.plane.publish('camera', camera);
    await eventually(() => unsent.length > 0);
    expect(unsent).to.deep.equal(['camera bob']);
    expect([camera.readyState, camera.enabled]).to.deep.equal(['live', true]);
    expect(scene.clones.every(({ readyState }) => readyState === 'ended')).to.equal(true);

    const permission = { can_publish: true, can_subscribe: true, can_publish_data: true };
    await scene.room.request('UpdateParticipant', { identity: 'ann', permission });
    await bob.eye('ann').sees('red');
  });

  it('is tried again when it could not be sent, while what is received goes on', async () => {
    const [ann, bob] = [scene.guest('ann', {}, { canPublish: false }), scene.guest('bob')];
    introduce([ann, bob]);
    bob.plane.publish('camera', scene.track('blue'));
    await ann.eye('bob').sees('blue');
    const received = ann.plane.tracksOf('bob').get('camera');
    let changes = 0;
    ann.plane.addEventListener('plane-tracks', () => (changes += 1));
    let unsent = 0;
    ann.plane.addEventListener('plane-unsent', ({ participantId }) => {
      unsent += 1;
      ann.plane.renewLink(participantId);
    });
    ann.plane.publish('camera', scene.track('red'));
    await eventually(() => unsent === 2);
    expect([ann.plane.tracksOf('bob').get('camera') === received, changes]).to.deep.equal([true, 0]);
  });

  it('leaves the original as it is when the plane is closed, also while it is published', async () => {
    const ann = scene.guest('ann');
    const camera = scene.track('red');
    ann.plane.publish('camera', camera);
    await eventually(() => scene.clones.length > 0);
    ann.plane.close();
    expect(scene.clones.every(({ readyState }) => readyState === 'ended')).to.equal(true);
    expect([camera.readyState, camera.enabled]).to.deep.equal(['live', true]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(scene.clones.every(({ readyState }) => readyState === 'ended')).to.equal(true);
  });

  it('is sharp when it is a screen, in one size, and in sizes when it is a camera', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('screen', scene.track('blue'));
    await bob.eye('ann', 'screen').sees('blue');
    // Firefox has no hints.
    if ('contentHint' in MediaStreamTrack.prototype) expect(scene.clones.at(-1)?.contentHint).to.equal('detail');
    expect(await streamsOf(ann, 'outbound-rtp', null)).to.have.length(1);
    ann.plane.publish('screen', null);

    const [large, camera] = [bob.eye('ann'), await scene.device('video', { width: 1280, height: 720 })];
    ann.plane.publish('camera', camera);
    expect(large).to.not.equal(undefined);
    await bob.warmOf('ann', 'camera');
    await eventually(async () => (await streamsOf(ann, 'outbound-rtp', null)).length === 4);
  });

  it('makes no audio context, and writes nothing to the storage of the page', async () => {
    const { AudioContext } = globalThis;
    const stored = Object.keys(localStorage).length;
    let contexts = 0;
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super();
        contexts += 1;
      }
    };
    try {
      const [ann, bob] = await scene.pair();
      ann.plane.publish('microphone', await scene.device('audio'));
      await bob.warmOf('ann', 'microphone');
    } finally {
      globalThis.AudioContext = AudioContext;
    }
    expect([contexts, Object.keys(localStorage).length]).to.deep.equal([0, stored]);
  });
});
