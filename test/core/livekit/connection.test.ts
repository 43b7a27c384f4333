import { expect } from '@open-wc/testing';
import { LiveKitPlane } from '../../../src/core/media/livekit/livekit-plane.js';
import { CallError } from '../../../src/core/base/errors.js';
import type { Logger } from '../../../src/core/base/logger.js';
import type { PlaneState } from '../../../src/core/media/plane-events.js';
import { findLiveKit, needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { eventually, LiveKitScene } from '../../harness/browser/livekit/livekit-scene.js';

describe('entering a room of LiveKit', () => {
  let scene: LiveKitScene;
  const planes: LiveKitPlane[] = [];

  before(needLiveKit);
  beforeEach(() => {
    scene = new LiveKitScene();
  });
  afterEach(async () => {
    for (const plane of planes.splice(0)) plane.close();
    await scene.close();
  });

  /** The states that a plane reports; it is admitted. */
  function follow(plane: LiveKitPlane): PlaneState[] {
    planes.push(plane);
    const states: PlaneState[] = [];
    plane.addEventListener('plane-state', ({ state }) => states.push(state));
    plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: null });
    return states;
  }

  it('is refused with a wrong token, and again with the next one; nothing of them is logged', async () => {
    const logged: unknown[] = [];
    const note = (...details: unknown[]): void => void logged.push(details);
    const logger: Logger = { debug: note, info: note, warn: note };
    const tokens: string[] = [];
    const access = async (): Promise<{ url: string; token: string }> => {
      const wrong = await scene.room.access('ann', { secret: 'not the secret of this server, but as long' });
      tokens.push(wrong.token);
      return wrong;
    };
    const plane = scene.room.createPlane({ direct: await access(), getToken: access, logger });
    const states = follow(plane);
    await eventually(() => states.includes('refused'));
    expect(states).to.deep.equal(['connecting', 'connecting', 'refused']);
    expect([tokens.length, plane.failure?.code]).to.deep.equal([2, 'unauthorized']);
    const told = JSON.stringify([logged, plane.failure?.message, plane.failure?.cause, String(plane.failure)]);
    for (const token of tokens) expect(told).to.not.include(token.slice(0, 40));
  });

  it('asks for another token when the first has run out', async () => {
    const direct = await scene.room.access('ann', { ttlS: -300 });
    const states = follow(scene.room.createPlane({ direct }));
    await eventually(() => states.includes('joined'));
    expect(states).to.deep.equal(['connecting', 'connecting', 'joined']);
  });

  it('is not tried when the server of the call refuses a token', async () => {
    const getToken = (): Promise<never> => Promise.reject(new CallError('not-allowed'));
    const states = follow(new LiveKitPlane({ getToken }));
    await eventually(() => states.includes('refused'));
    expect(states).to.deep.equal(['connecting', 'refused']);
  });

  it('is reported as lost when nothing answers, after six seconds at most', async () => {
    const { silentUrl: url } = await findLiveKit();
    const direct = { ...(await scene.room.access('ann')), url };
    const plane = scene.room.createPlane({ direct });
    const before = performance.now();
    const states = follow(plane);
    await eventually(() => states.includes('lost'));
    // Six seconds, and as much for a busy machine.
    expect(performance.now() - before).to.be.lessThan(12_000);
    expect(plane.failure?.code).to.equal('sfu-unreachable');
    // It goes on trying, now at the right address.
    await eventually(() => states.includes('joined'));
    expect(plane.failure).to.equal(null);
  });

  it('is reported as lost at once where no server is', async () => {
    const direct = { ...(await scene.room.access('ann')), url: 'ws://127.0.0.1:9' };
    const states = follow(scene.room.createPlane({ direct }));
    await eventually(() => states.includes('lost'));
    expect(states).to.deep.equal(['connecting', 'lost']);
    await eventually(() => states.includes('joined'));
  });

  it('is reported as lost once more with each further attempt in vain', async () => {
    const access = async (): Promise<{ url: string; token: string }> => ({
      ...(await scene.room.access('ann')),
      url: 'ws://127.0.0.1:9',
    });
    const states = follow(scene.room.createPlane({ direct: await access(), getToken: access }));
    await eventually(() => states.length === 4);
    expect(states).to.deep.equal(['connecting', 'lost', 'lost', 'lost']);
  });

  it('is over when the server removes a participant who gets no token any more, and can be asked for again', async () => {
    let isSeated = true;
    const getToken = (): ReturnType<typeof scene.room.access> =>
      isSeated ? scene.room.access('ann') : Promise.reject(new CallError('not-allowed'));
    const states = follow(scene.room.createPlane({ getToken }));
    await eventually(() => states.includes('joined'));
    isSeated = false;
    await scene.room.request('RemoveParticipant', { identity: 'ann' });
    await eventually(() => states.includes('refused'));
    isSeated = true;
    planes[0]?.restart();
    await eventually(() => states.filter((state) => state === 'joined').length === 2);
  });

  it('is taken up again when the server removes a participant who has a seat by now', async () => {
    const states = follow(scene.room.createPlane());
    await eventually(() => states.includes('joined'));
    await scene.room.request('RemoveParticipant', { identity: 'ann' });
    await eventually(() => states.filter((state) => state === 'joined').length === 2);
    expect(states).to.not.include('refused');
    // Who is removed time and again is not to be there.
    await scene.room.request('RemoveParticipant', { identity: 'ann' });
    await eventually(() => states.includes('refused'));
  });

  it('is left in vain: what comes after it was closed does nothing', async () => {
    const plane = scene.room.createPlane();
    const states = follow(plane);
    plane.close();
    plane.close();
    plane.restart();
    plane.publish('camera', scene.track('red'));
    plane.addParticipant('bob');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(states).to.deep.equal(['connecting']);
    expect(scene.clones).to.have.length(0);
    const { participants } = (await scene.room.access('x').then(() => scene.room.request('ListParticipants'))) as {
      participants: unknown[];
    };
    expect(participants).to.have.length(0);
  });
});
