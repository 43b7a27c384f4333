import { expect } from '@open-wc/testing';
import {
  connectionOf,
  forbidFullReconnect,
  keepWhenFrozen,
  receiverOf,
  restartIce,
} from '../../../src/core/media/livekit/library/livekit-internals.js';
import { loadLiveKit, type LiveKit, type Room } from '../../../src/core/media/livekit/library/load-livekit.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { Rooms } from '../../harness/browser/livekit/livekit-rooms.js';
import { eventually, LiveKitScene } from '../../harness/browser/livekit/livekit-scene.js';

// The version is pinned: what of it is not documented is used by name, and tried here one by one.
describe('what is used of LiveKit’s client beyond its documents', () => {
  let scene: LiveKitScene;
  let rooms: Rooms;
  let livekit: LiveKit;

  before(needLiveKit);
  beforeEach(async () => {
    scene = new LiveKitScene();
    rooms = await Rooms.follow();
    livekit = await loadLiveKit();
  });
  afterEach(async () => {
    rooms.end();
    await scene.close();
  });

  /** A room that shows another participant's picture. */
  async function room(): Promise<Room> {
    const [ann, bob] = await scene.pair();
    ann.plane.publish('camera', scene.track('red'));
    await bob.eye('ann').sees('red');
    return rooms.of('bob');
  }

  it('there is one connection, with its states and statistics', async () => {
    const connection = connectionOf(await room());
    expect([connection?.getConnectionState(), connection?.getSignallingState()]).to.deep.equal(['connected', 'stable']);
    const types = async (): Promise<readonly string[]> => {
      const stats = (await connection?.getStats()) ?? new Map<string, object>();
      return ([...stats.values()] as { type: string }[]).map(({ type }) => type);
    };
    // A browser gives the same statistics for a moment, which may have begun before the picture came.
    await eventually(async () => (await types()).includes('inbound-rtp'));
  });

  it('a restart of ICE makes an offer', async () => {
    const it = await room();
    const [connection, restarted] = [connectionOf(it), restartIce(it)];
    const states = new Set<unknown>();
    while (!states.has('have-local-offer')) {
      states.add(connection?.getSignallingState());
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await restarted;
  });

  it('what would make the connections anew is replaced, and then the room is disconnected', async () => {
    const it = await room();
    const { engine } = it as unknown as { engine: { restartConnection: () => Promise<void> } };
    expect(engine.restartConnection).to.be.a('function');
    const refusal = engine.restartConnection().then(String, (error: unknown) => error);
    expect(await refusal).to.be.instanceOf(livekit.UnexpectedConnectionState);
    const other = new livekit.Room();
    const before = (other as unknown as { engine: { restartConnection: unknown } }).engine.restartConnection;
    forbidFullReconnect(other, livekit);
    expect((other as unknown as { engine: { restartConnection: unknown } }).engine.restartConnection).to.not.equal(
      before,
    );
  });

  it('the listener that leaves the room when the page is frozen has its name, and is taken away', async () => {
    const it = await room();
    const { onPageLeave } = it as unknown as { onPageLeave: unknown };
    expect(onPageLeave).to.be.a('function');
    globalThis.dispatchEvent(new Event('freeze'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const state: string = it.state;
    expect(state).to.equal('connected');
    keepWhenFrozen(it);
  });

  it('a remote track has its receiver', async () => {
    const it = await room();
    const [publication] = [...(it.remoteParticipants.get('ann')?.trackPublications.values() ?? [])];
    const track = publication?.track;
    expect(track && receiverOf(track)?.track).to.equal(track?.mediaStreamTrack);
  });
});
