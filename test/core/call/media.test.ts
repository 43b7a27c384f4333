import { expect } from '@open-wc/testing';
import type { RequestName, RequestPayload } from '../../../src/protocol/protocol.js';
import { SocketIoTransport } from '../../../src/core/signaling/socket-io-transport.js';
import { browserDevices } from '../../../src/core/devices/browser-devices.js';
import type { Devices } from '../../../src/core/devices/devices.js';
import { itNeeds } from '../../harness/machine.js';
import { decodedFrames, hears } from '../../harness/browser/media-probes.js';
import { other, otherTrack, RealRoom, signalingUrl, until } from '../../harness/browser/real-call.js';

/** Twelve pictures that one machine sends and receives leave it time for everything else when they are small. */
const SMALL_PICTURES: Devices = {
  ...browserDevices,
  async open(request) {
    const opened = await browserDevices.open(request);
    await opened.camera?.applyConstraints({ width: 320, height: 180, frameRate: 10 });
    return opened;
  },
};

describe('a call between real connections', () => {
  let room: RealRoom;

  beforeEach(() => {
    room = new RealRoom();
  });

  afterEach(async () => {
    await room.close();
  });

  it('lets two participants see and hear each other', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    const frames = await Promise.all([
      decodedFrames(await otherTrack(ann, 'Bob', 'camera'), 5),
      decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 5),
      hears(await otherTrack(ann, 'Bob', 'microphone'), 'sound'),
      hears(await otherTrack(bob, 'Ann', 'microphone'), 'sound'),
    ]);
    expect(frames.slice(0, 2)).to.deep.equal([5, 5]);
  });

  it('joins with an offer made ahead, which saves the round trip of another', async () => {
    const host = await room.join('Ann');
    const requests: { name: string; payload: object }[] = [];
    const createTransport = (url: string): SocketIoTransport => new RecordingTransport(url, requests);
    const bob = await room.create('Bob', {}, { createTransport, storage: new MemoryStorage() });
    // From the first time on it is known which ICE servers the signaling server names.
    await bob.join();
    await bob.leave();
    await until(host, ({ participants }) => participants.length === 1);
    requests.length = 0;
    await bob.prepare();
    await bob.join();
    await Promise.all([
      decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 3),
      decodedFrames(await otherTrack(host, 'Bob', 'camera'), 3),
    ]);
    const join = requests.find(({ name }) => name === 'room:join')?.payload;
    expect(join).to.have.nested.property('offer.type', 'offer');
    const descriptions = requests.filter(({ payload }) => 'description' in payload);
    expect(descriptions).to.deep.equal([]);
  });

  it('makes another offer when the one made ahead was for other ICE servers', async () => {
    const host = await room.join('Ann');
    const url = await signalingUrl();
    const storage = new MemoryStorage();
    // No answer from there is awaited.
    storage.setItem(`noom:ice:${url}`, JSON.stringify([{ urls: 'stun:127.0.0.1:3478' }]));
    const requests: { name: string; payload: object }[] = [];
    const createTransport = (address: string): SocketIoTransport => new RecordingTransport(address, requests);
    const bob = await room.join('Bob', {}, { createTransport, storage });
    await Promise.all([
      decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 3),
      decodedFrames(await otherTrack(host, 'Bob', 'camera'), 3),
    ]);
    const descriptions = requests.filter(({ payload }) => 'description' in payload).map(({ payload }) => payload);
    expect(descriptions).to.have.length(1);
    expect(descriptions[0]).to.include({ generation: 2 });
  });

  it('connects four participants each to each', async () => {
    const names = ['Ann', 'Bob', 'Cas', 'Dee'];
    const calls = await Promise.all(names.map((name) => room.join(name, {}, { devices: SMALL_PICTURES })));
    await Promise.all(
      calls.flatMap((call, index) =>
        names
          .filter((_name, other) => other !== index)
          .map(async (name) => decodedFrames(await otherTrack(call, name, 'camera'), 3)),
      ),
    );
    for (const { snapshot } of calls) expect(snapshot.participants).to.have.length(4);
  });

  itNeeds(
    'several cameras',
    'shows the others the new picture when the camera is switched, without a new offer',
    async () => {
      const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
      const track = await otherTrack(bob, 'Ann', 'camera');
      await decodedFrames(track, 3);
      const offers = countDescriptions();
      // Chromium's second fake camera is a depth camera (Y16), which no WebRTC codec takes: the third is an ordinary one.
      const next = await until(ann, ({ devices }) => devices.cameras.find(({ label }) => label === 'fake_device_2'));
      await ann.selectDevice('camera', next.deviceId);
      expect(ann.snapshot.devices.selected.camera).to.equal(next.deviceId);
      expect(ann.snapshot.self.sources.camera.track?.getSettings().deviceId).to.equal(next.deviceId);
      await decodedFrames(track, 5);
      expect(offers()).to.equal(0);
    },
  );

  it('stops the camera when it is turned off, and shows it again when it is turned on', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    await decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 3);
    const own = ann.snapshot.self.sources.camera.track;
    await ann.setCamera(false);
    expect(own?.readyState).to.equal('ended');
    await other(bob, 'Ann', ({ sources }) => !sources.camera.on && sources.camera.track === null);
    await ann.setCamera(true);
    await decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 3);
  });

  it('sends no sound while the microphone is off, and keeps its capture', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    const heard = await otherTrack(bob, 'Ann', 'microphone');
    await hears(heard, 'sound');
    const own = ann.snapshot.self.sources.microphone.track;
    await ann.setMicrophone(false);
    await hears(heard, 'silence');
    expect(own?.readyState).to.equal('live');
    await ann.setMicrophone(true);
    await hears(await otherTrack(bob, 'Ann', 'microphone'), 'sound');
    expect(ann.snapshot.self.sources.microphone.track).to.equal(own);
  });

  it('shows the others to a participant whose permission prompt is never answered', async () => {
    const ann = await room.join('Ann');
    const unanswered = {
      devices: {
        list: () => Promise.resolve([]),
        open: () => new Promise<never>(() => undefined),
        permission: () => Promise.resolve('prompt' as const),
        watch: () => () => undefined,
      },
    };
    const bob = await room.join('Bob', {}, unanswered);
    await decodedFrames(await otherTrack(bob, 'Ann', 'camera'), 3);
    expect((await other(ann, 'Bob')).sources.camera.on).to.equal(false);
  });

  it('carries chat and data, and the history to a newcomer', async () => {
    const [ann, bob] = [await room.join('Ann'), await room.join('Bob')];
    await ann.sendMessage('first');
    await until(bob, ({ messages }) => messages.some(({ text }) => text === 'first'));
    await bob.sendMessage('두 번째');
    const cas = await room.join('Cas');
    const texts = await until(
      cas,
      ({ messages }) => messages.length === 2 && messages.map(({ text, name }) => [name, text]),
    );
    expect(texts).to.deep.equal([
      ['Ann', 'first'],
      ['Bob', '두 번째'],
    ]);
    const received = new Promise<unknown[]>((resolve) => {
      bob.addEventListener('noom-data-received', ({ participant, channel, data }) => {
        const isAlone = typeof data !== 'string' && data.buffer.byteLength === data.length;
        resolve([participant.name, channel, data, isAlone]);
      });
    });
    await ann.sendData(Uint8Array.of(1, 2, 3), { channel: 'cursor' });
    // In a buffer of their own.
    expect(await received).to.deep.equal(['Ann', 'cursor', Uint8Array.of(1, 2, 3), true]);
  });

  it('leaves nothing behind after thirty joins', async () => {
    const ann = await room.join('Ann');
    const bob = await room.create('Bob');
    const tracks: (MediaStreamTrack | null)[] = [];
    for (let round = 0; round < 30; round += 1) {
      await bob.join();
      tracks.push(await until(bob, ({ self }) => self.sources.camera.track));
      await bob.leave();
      await until(ann, ({ participants }) => participants.length === 1);
    }
    expect(tracks.every((track) => track?.readyState === 'ended')).to.equal(true);
    expect(bob.snapshot.participants).to.have.length(1);
    expect((await ann.getReport()).participants).to.have.length(1);
  });
});

/** The real transport to the server, recording every request. */
class RecordingTransport extends SocketIoTransport {
  readonly #requests: { name: string; payload: object }[];

  constructor(url: string, requests: { name: string; payload: object }[]) {
    super(url);
    this.#requests = requests;
  }

  override request<Name extends RequestName>(name: Name, payload: RequestPayload<Name>, signal?: AbortSignal) {
    this.#requests.push({ name, payload });
    return super.request(name, payload, signal);
  }
}

class MemoryStorage {
  readonly #items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

/** Counts the descriptions that any connection of this page makes from now on. */
function countDescriptions(): () => number {
  const { setLocalDescription } = RTCPeerConnection.prototype;
  let count = 0;
  RTCPeerConnection.prototype.setLocalDescription = function (this: RTCPeerConnection) {
    count += 1;
    return Reflect.apply(setLocalDescription, this, []) as Promise<void>;
  };
  return () => {
    RTCPeerConnection.prototype.setLocalDescription = setLocalDescription;
    return count;
  };
}
