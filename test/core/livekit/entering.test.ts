import { expect } from '@open-wc/testing';
import {
  loadLiveKit,
  type RemoteTrackPublication,
  type Room,
} from '../../../src/core/media/livekit/library/load-livekit.js';
import { RemotePublications } from '../../../src/core/media/livekit/remote/remote-publications.js';
import { Subscription } from '../../../src/core/media/livekit/remote/subscription.js';
import { introduce } from '../../contracts/plane-pair.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { eventually, LiveKitScene } from '../../harness/browser/livekit/livekit-scene.js';

const SMALL = { widthPx: 64, heightPx: 64, priority: 'normal' } as const;
/** What the page asks LiveKit for, by the first byte: the fields 4 and 6 of its `SignalRequest`. */
const REQUESTS: Readonly<Record<number, string>> = { 0x22: 'publishes', 0x32: 'subscribes' };

/** A publication at which is seen whether it is asked for. */
class FakePublication {
  readonly kind: 'audio' | 'video';
  readonly source: string;
  readonly told: unknown[] = [];
  track: object | undefined;
  isDesired = false;
  asked = 0;

  constructor(source: 'camera' | 'microphone') {
    this.source = source;
    this.kind = source === 'camera' ? 'video' : 'audio';
  }

  setSubscribed(isDesired: boolean): void {
    this.isDesired = isDesired;
    if (isDesired) this.asked += 1;
  }

  setEnabled(isEnabled: boolean): void {
    this.told.push(isEnabled);
  }

  setVideoDimensions({ width, height }: { width: number; height: number }): void {
    this.told.push([width, height]);
  }
}

/** A room that is entered, with the participants `0`, `1` and so on, each with a camera and a microphone. */
function roomOf(count: number): { room: Room; cameras: FakePublication[]; microphones: FakePublication[] } {
  const cameras = Array.from({ length: count }, () => new FakePublication('camera'));
  const microphones = Array.from({ length: count }, () => new FakePublication('microphone'));
  const participants = cameras.map((camera, index) => ({
    identity: String(index),
    trackPublications: new Map([camera, microphones[index]].entries()),
  }));
  const room = {
    remoteParticipants: new Map(participants.map((each) => [each.identity, each])),
    on: () => undefined,
    off: () => undefined,
  };
  return { room: room as unknown as Room, cameras, microphones };
}

describe('what is there when a room of LiveKit is entered', () => {
  const over = new AbortController();

  async function enter(count: number, demanded: readonly string[] = []): Promise<ReturnType<typeof roomOf> & Entered> {
    const made = roomOf(count);
    const clock = new FakeClock();
    const remote = new RemotePublications({ clock, handleTracks: () => undefined, handleWarm: () => undefined });
    made.cameras.forEach((_, index) => {
      remote.add(String(index));
    });
    for (const id of demanded) remote.demand(id, 'camera', SMALL);
    remote.setRoom(await loadLiveKit(), made.room, over.signal);
    return { ...made, remote, clock };
  }
  interface Entered {
    readonly remote: RemotePublications;
    readonly clock: FakeClock;
  }
  const asked = (publications: readonly FakePublication[]): number[] =>
    publications.flatMap(({ isDesired }, index) => (isDesired ? [index] : []));

  it('is asked for at once in a small room', async () => {
    const { cameras, microphones, remote } = await enter(3);
    expect([asked(cameras), asked(microphones)]).to.deep.equal([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    remote.close();
  });

  it('is asked for as far as it is known to be shown in a large one, and the rest once that is connected', async () => {
    const { cameras, microphones, remote } = await enter(40, ['7', '9']);
    expect(asked(cameras)).to.deep.equal([7, 9]);
    expect(asked(microphones).length).to.equal(40);
    for (let id = 10; id < 40; id += 1) remote.demand(String(id), 'camera', 'nothing');
    remote.handleConnected();
    expect(asked(cameras)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(cameras.every((each) => each.asked <= 1)).to.equal(true);
    remote.close();
  });

  function subscribe(publication: FakePublication, isConnected: () => boolean): [Subscription, FakeClock] {
    const clock = new FakeClock();
    const subscription = new Subscription({
      publication: publication as unknown as RemoteTrackPublication,
      participantId: 'ann',
      source: 'camera',
      clock,
      isConnected,
    });
    return [subscription, clock];
  }

  it('is asked for again when it is overdue, which it is not before the connection is there', () => {
    const publication = new FakePublication('camera');
    let isConnected = false;
    const [subscription, clock] = subscribe(publication, () => isConnected);
    subscription.want(null);
    clock.advance(14_000);
    expect([publication.isDesired, publication.asked]).to.deep.equal([true, 1]);
    isConnected = true;
    clock.advance(1000);
    expect(publication.isDesired).to.equal(false);
    clock.advance(3000);
    expect([publication.isDesired, publication.asked]).to.deep.equal([true, 2]);
    subscription.close();
    expect(clock.pending).to.equal(0);
  });

  it('sends no picture before something takes its first one, and then at once in its size', () => {
    const publication = new FakePublication('camera');
    const [subscription] = subscribe(publication, () => true);
    subscription.want(SMALL);
    expect(publication.told).to.deep.equal([false]);
    publication.track = {};
    subscription.handleTrack();
    expect(publication.told).to.deep.equal([false, [64, 64], true]);
    subscription.close();
  });
});

describe('a newcomer to a room of LiveKit', () => {
  let scene: LiveKitScene;
  const { send } = WebSocket.prototype;
  const Connection = RTCPeerConnection;
  let undo = (): void => undefined;

  before(needLiveKit);
  beforeEach(() => {
    scene = new LiveKitScene();
  });
  afterEach(async () => {
    WebSocket.prototype.send = send;
    globalThis.RTCPeerConnection = Connection;
    undo();
    await scene.close();
  });

  it('asks for a picture, and listens for data, before the connection is there, and sends its own after that', async () => {
    const ann = scene.guest('ann');
    introduce([ann]);
    ann.plane.publish('camera', scene.track('red'));
    await eventually(async () => {
      const { participants } = (await scene.room.request('ListParticipants')) as {
        participants: { tracks: object[] }[];
      };
      return participants[0]?.tracks.length === 1;
    });

    const steps: string[] = [];
    globalThis.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('connectionstatechange', () => steps.push(this.connectionState));
      }
    };
    WebSocket.prototype.send = function (this: WebSocket, data) {
      const request = data instanceof ArrayBuffer ? REQUESTS[new Uint8Array(data)[0] ?? 0] : undefined;
      if (request !== undefined) steps.push(request);
      send.call(this, data);
    };
    const { Room, RoomEvent } = await loadLiveKit();
    const rooms = Room.prototype as unknown as { on: (event: string, ...rest: unknown[]) => unknown };
    const { on } = rooms;
    rooms.on = function (event, ...rest) {
      if (event === (RoomEvent.DataReceived as string)) steps.push('listens');
      return on.call(this, event, ...rest);
    };
    undo = () => {
      rooms.on = on;
    };
    const bob = scene.guest('bob');
    bob.plane.publish('camera', scene.track('blue'));
    introduce([ann, bob]);
    await Promise.all([bob.eye('ann').sees('red'), ann.eye('bob').sees('blue')]);
    const begin = steps.slice(0, steps.indexOf('connected'));
    expect(begin.filter((step) => step === 'subscribes').length).to.equal(1);
    expect(steps.filter((step) => step === 'publishes').length).to.equal(1);
    expect(begin).not.to.include('publishes');
    expect(begin.filter((step) => step === 'listens').length).to.equal(1);
  });
});
