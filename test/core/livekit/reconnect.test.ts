import { expect } from '@open-wc/testing';
import type { Room } from 'livekit-client';
import { loadLiveKit } from '../../../src/core/media/livekit/library/load-livekit.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { eventually, LiveKitScene, sends, streamsOf, type Guest } from '../../harness/browser/livekit/livekit-scene.js';
import { Rooms } from '../../harness/browser/livekit/livekit-rooms.js';

describe('a connection to LiveKit that breaks', () => {
  let scene: LiveKitScene;
  let rooms: Rooms;

  before(needLiveKit);
  beforeEach(async () => {
    scene = new LiveKitScene();
    rooms = await Rooms.follow();
  });
  afterEach(async () => {
    rooms.end();
    await scene.close();
  });

  it('is made anew where it cannot be resumed, sends what is on, and nothing of what is off', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('camera', scene.track('red'));
    ann.plane.publish('screen', scene.track('blue'));
    await Promise.all([bob.eye('ann').sees('red'), bob.eye('ann', 'screen').sees('blue')]);
    const isOff = sends(ann, 'camera');
    ann.plane.publish('screen', null);
    await isOff;

    const former = rooms.of('ann');
    const isBack = sends(ann, 'camera');
    void former.simulateScenario('full-reconnect');
    await isBack;
    const present = rooms.of('ann');
    expect(present).to.not.equal(former);
    await eventually(() => isIn(former, 'disconnected'));
    ann.plane.publish('camera', scene.track('lime'));
    await bob.eye('ann').sees('lime');
    expect(publishedBy(present)).to.deep.equal(['camera']);
    expect(await streamsOf(ann, 'outbound-rtp', null)).to.have.length(1);
    expect(bob.plane.tracksOf('ann').get('camera')?.readyState).to.equal('live');

    ann.plane.publish('screen', scene.track('red'));
    await bob.eye('ann', 'screen').sees('red');
  });

  it('keeps what is said meanwhile, for each in its order', async () => {
    const [ann, bob] = await scene.pair();
    const said = Array.from({ length: 20 }, (_, index) => String(index));
    void rooms.of('ann').simulateScenario('full-reconnect');
    await linkIs(ann, 'bob', 'interrupted');
    const sending = said.map((data) => ann.plane.data.send('bob', { channel: 'c', data }));
    await Promise.all(sending);
    expect((await bob.received(20)).map(({ data }) => data)).to.deep.equal(said);
  });

  it('is resumed with everything as it was, and is not reported, when only the socket broke', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('camera', scene.track('red'));
    const eye = bob.eye('ann');
    await eye.sees('red');
    const states: string[] = [];
    ann.plane.addEventListener('plane-state', ({ state }) => states.push(state));
    ann.plane.addEventListener('plane-link', ({ state }) => states.push(state));
    const room = rooms.of('ann');
    const { RoomEvent } = await loadLiveKit();
    const isResumed = new Promise<void>((resolve) => room.once(RoomEvent.Reconnected, resolve));
    await room.simulateScenario('signal-reconnect');
    await isResumed;
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    expect((await bob.received(1))[0]?.data).to.equal('still here');
    ann.plane.publish('camera', scene.track('lime'));
    await eye.sees('lime');
    expect(rooms.of('ann')).to.equal(room);
    expect(states).to.deep.equal([]);
  });

  it('restarts ICE with other credentials, and goes on meanwhile', async () => {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('camera', scene.track('red'));
    const eye = bob.eye('ann');
    await eye.sees('red');
    const before = credentialsIn(rooms.of('ann'));
    ann.plane.restart();
    await eventually(() => credentialsIn(rooms.of('ann')) !== before);
    ann.plane.publish('camera', scene.track('lime'));
    await eye.sees('lime');
  });
});

function isIn({ state }: Room, expected: string): boolean {
  const now: string = state;
  return now === expected;
}

function publishedBy({ localParticipant }: Room): unknown[] {
  return [...localParticipant.trackPublications.values()].map(({ source }) => source);
}

async function linkIs({ plane }: Guest, id: string, state: string): Promise<void> {
  await new Promise<void>((resolve) => {
    plane.addEventListener('plane-link', (event) => {
      if (event.participantId === id && event.state === state) resolve();
    });
  });
}

/** The user name fragment that the connection has. */
function credentialsIn(room: Room): string | undefined {
  const { engine } = room as unknown as {
    engine: { pcManager: { publisher: { getLocalDescription(): RTCSessionDescription | null } } };
  };
  return /ice-ufrag:(\S+)/.exec(engine.pcManager.publisher.getLocalDescription()?.sdp ?? '')?.[1];
}
