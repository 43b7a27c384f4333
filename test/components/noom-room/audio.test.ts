import { expect } from '@open-wc/testing';
import type { CallController } from '../../../src/core/index.js';
import { RoomAudio } from '../../../src/components/internal/audio/room-audio.js';
import { createMemoryRoom, DrawnDevices, type MemoryRoom } from '../../../src/testing/index.js';
import { hears } from '../../harness/browser/media-probes.js';
import { codeOf } from '../../fakes/code-of.js';
import { until } from '../../harness/until.js';

const { play } = HTMLMediaElement.prototype;

describe('the sound of a room', () => {
  let memory: MemoryRoom;
  let call: CallController;
  let audio: RoomAudio;
  /** The elements that play, which are on no page. */
  let elements: Set<HTMLAudioElement>;
  /** What was told to play, in order. */
  let asked: HTMLMediaElement[];
  let isRefused: boolean;
  let blocked: boolean[];

  beforeEach(async () => {
    elements = new Set();
    asked = [];
    isRefused = false;
    blocked = [];
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (!(this instanceof HTMLAudioElement)) return play.call(this);
      elements.add(this);
      asked.push(this);
      return isRefused ? Promise.reject(new DOMException('', 'NotAllowedError')) : play.call(this);
    };
    memory = createMemoryRoom();
    call = memory.createCall({ displayName: 'Me' });
    await call.join();
    audio = new RoomAudio(call, (isBlocked) => blocked.push(isBlocked));
  });

  afterEach(async () => {
    audio.close();
    HTMLMediaElement.prototype.play = play;
    await memory.close();
  });

  const tracks = (): MediaStreamTrack[] =>
    [...elements].flatMap(({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getTracks() : []));
  const micOf = (id: string): MediaStreamTrack | null =>
    call.snapshot.participants.find((participant) => participant.id === id)?.sources.microphone.track ?? null;

  async function addPerson(name: string): Promise<string> {
    const { length } = call.snapshot.participants;
    const person = memory.add({ name });
    await until(() => call.snapshot.participants.length > length);
    await until(() => micOf(person.id) !== null);
    return person.id;
  }

  it('plays every remote participant, and not the local one', async () => {
    const ann = await addPerson('Ann');
    const bo = await addPerson('Bo');
    expect(tracks()).to.have.members([micOf(ann), micOf(bo)]);
    expect(tracks()).to.not.include(call.snapshot.self.sources.microphone.track);
    await until(() => [...elements].every(({ paused }) => !paused));
    expect([...elements].every((element) => !element.isConnected && !element.muted)).to.equal(true);
  });

  it('plays each as loud as wished, also with another track, and not at all at 0', async () => {
    const ann = await addPerson('Ann');
    const bo = await addPerson('Bo');
    const playing = (id: string): HTMLAudioElement | undefined =>
      [...elements].find(({ srcObject }) => (srcObject as MediaStream | null)?.getTracks()[0] === micOf(id));
    await call.setVolume(ann, 0.25);
    expect([playing(ann)?.volume, playing(ann)?.muted, playing(bo)?.volume]).to.deep.equal([0.25, false, 1]);
    await call.setVolume(ann, 0);
    expect([playing(ann)?.muted, playing(bo)?.muted]).to.deep.equal([true, false]);
    await call.setVolume(ann, 1);
    expect([playing(ann)?.volume, playing(ann)?.muted]).to.deep.equal([1, false]);
    for (const [id, volume] of [
      ...[
        [ann, 1.1],
        [ann, -0.1],
        [ann, NaN],
      ],
      ['nobody', 1],
      [call.snapshot.self.id, 1],
    ] as const) {
      expect(await codeOf(call.setVolume(id, volume))).to.equal('not-allowed');
    }
  });

  it('can be heard', async () => {
    const devices = new DrawnDevices({ isTone: true });
    const loud = memory.createCall({ displayName: 'Loud' }, { devices });
    await loud.join();
    await until(() => tracks().length === 1);
    const [element] = elements;
    await until(() => (element?.currentTime ?? 0) > 0);
    await hears(tracks()[0] as MediaStreamTrack, 'sound');
    devices.close();
  });

  it('stops with a participant who leaves, and with the room', async () => {
    await addPerson('Ann');
    await addPerson('Bo');
    await memory.participants[0]?.leave();
    await until(() => tracks().length === 1);
    audio.close();
    audio.close();
    expect(tracks()).to.deep.equal([]);
    expect([...elements].every(({ paused }) => paused)).to.equal(true);
  });

  it('comes out of the chosen speaker, also for later newcomers', async () => {
    const sinks: string[] = [];
    const { setSinkId } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.setSinkId = (id) => {
      sinks.push(id);
      return Promise.resolve();
    };
    try {
      await addPerson('Ann');
      await call.selectDevice('speaker', 'headset-speaker');
      await addPerson('Bo');
      expect(sinks).to.deep.equal(['headset-speaker', 'headset-speaker']);
    } finally {
      HTMLMediaElement.prototype.setSinkId = setSinkId;
    }
  });

  it('goes on after each pause by the system, but not for participants who left', async () => {
    const ann = await addPerson('Ann');
    await addPerson('Bo');
    await until(() => elements.size === 2 && [...elements].every(({ paused }) => !paused));
    const ofAnn = [...elements].find(({ srcObject }) => (srcObject as MediaStream).getTracks()[0] === micOf(ann));
    for (let pause = 0; pause < 2; pause += 1) {
      for (const element of elements) element.pause();
      await until(() => [...elements].every(({ paused }) => !paused));
    }
    expect(blocked).to.deep.equal([]);
    for (const element of elements) element.pause();
    await memory.participants.find(({ id }) => id === ann)?.leave();
    await until(() => [...elements].some(({ paused }) => !paused));
    expect(ofAnn?.paused).to.equal(true);
  });

  it('is reported as refused when the system does not let it go on', async () => {
    await addPerson('Ann');
    const [element] = elements;
    await until(() => element?.paused === false);
    isRefused = true;
    element?.pause();
    await until(() => audio.isBlocked);
    isRefused = false;
    document.dispatchEvent(new KeyboardEvent('keydown'));
    await until(() => !audio.isBlocked);
    expect([element?.paused, blocked]).to.deep.equal([false, [true, false]]);
  });

  it('is over when it is closed, whatever was paused before', async () => {
    await addPerson('Ann');
    const [closed] = elements;
    const another = new RoomAudio(call, () => undefined);
    const [, open] = elements;
    await until(() => closed?.paused === false && open?.paused === false);
    const before = asked.filter((element) => element === closed);
    const isPaused = new Promise((resolve) => open?.addEventListener('pause', resolve, { once: true }));
    for (const element of elements) element.pause();
    await isPaused;
    audio.close();
    await until(() => open?.paused === false);
    another.close();
    expect(asked.filter((element) => element === closed)).to.deep.equal(before);
  });

  it('reports once that the browser refuses it, and plays at the next gesture', async () => {
    isRefused = true;
    await addPerson('Ann');
    await addPerson('Bo');
    await until(() => audio.isBlocked);
    expect(blocked).to.deep.equal([true]);
    isRefused = false;
    document.dispatchEvent(new PointerEvent('pointerup'));
    await until(() => !audio.isBlocked);
    expect(blocked).to.deep.equal([true, false]);
    expect([...elements].every(({ paused }) => !paused)).to.equal(true);
  });

  it('stays refused while a gesture does not help', async () => {
    isRefused = true;
    await addPerson('Ann');
    await until(() => audio.isBlocked);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(blocked).to.deep.equal([true]);
  });
});
