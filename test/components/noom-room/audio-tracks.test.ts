import { expect } from '@open-wc/testing';
import type { CallController } from '../../../src/core/index.js';
import { RoomAudio } from '../../../src/components/internal/audio/room-audio.js';
import { until } from '../../harness/until.js';

const { play } = HTMLMediaElement.prototype;

describe('sound that arrives by another track', () => {
  let elements: Set<HTMLAudioElement>;
  let context: AudioContext;
  let shown: MediaStreamTrack | null;
  let volume: number;
  let tell: () => void;
  let room: RoomAudio;

  beforeEach(() => {
    elements = new Set();
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (this instanceof HTMLAudioElement) elements.add(this);
      return play.call(this);
    };
    context = new AudioContext();
    [shown, volume, tell] = [null, 1, () => undefined];
    const snapshot = (): unknown => ({
      participants: [
        {
          id: 'ann',
          isLocal: false,
          volume,
          sources: { microphone: { track: shown }, screenAudio: { track: null } },
        },
      ],
      devices: { selected: { speaker: '' } },
    });
    const stub = {
      get snapshot() {
        return snapshot();
      },
      subscribe: (listener: (value: unknown) => void) => {
        tell = () => {
          listener(snapshot());
        };
        return () => undefined;
      },
    };
    room = new RoomAudio(stub as unknown as CallController, () => undefined);
  });
  afterEach(async () => {
    room.close();
    HTMLMediaElement.prototype.play = play;
    await context.close();
  });

  function tone(): MediaStreamTrack {
    const destination = context.createMediaStreamDestination();
    const oscillator = context.createOscillator();
    oscillator.connect(destination);
    oscillator.start();
    return destination.stream.getAudioTracks()[0] as MediaStreamTrack;
  }
  function show(track: MediaStreamTrack | null): void {
    shown = track;
    tell();
  }
  const playing = (): HTMLAudioElement[] => [...elements].filter(({ paused }) => !paused);
  /** What is heard, by the tracks that sound. */
  const heard = (): (MediaStreamTrack | undefined)[] =>
    playing()
      .filter(({ volume: loud, muted }) => loud > 0 && !muted)
      .map(({ srcObject }) => (srcObject as MediaStream | null)?.getTracks()[0]);

  it('is heard by the one before until the next one plays, and by one at each moment', async () => {
    await context.resume();
    const [one, two] = [tone(), tone()];
    show(one);
    await until(() => playing().some(({ currentTime }) => currentTime > 0.1));
    show(two);
    const seen = new Set<MediaStreamTrack | undefined>();
    while (!seen.has(two)) {
      expect(heard()).to.have.length(1);
      seen.add(heard()[0]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect([...seen]).to.deep.equal([one, two]);
    expect(playing().map(({ currentTime }) => currentTime >= 0.2)).to.deep.equal([true]);
  });

  it('is as loud as is wished meanwhile, and after it', async () => {
    await context.resume();
    const [one, two] = [tone(), tone()];
    show(one);
    await until(() => playing().length === 1);
    show(two);
    volume = 0.5;
    tell();
    expect(playing().map((element) => element.volume)).to.deep.equal([0.5, 0]);
    await until(() => heard()[0] === two);
    expect(playing().map((element) => element.volume)).to.deep.equal([0.5]);
  });

  it('goes on by the one before when the next one is withdrawn', async () => {
    await context.resume();
    const [one, two] = [tone(), tone()];
    show(one);
    await until(() => playing().length === 1);
    const [before] = playing();
    show(two);
    show(one);
    expect([playing(), heard()]).to.deep.equal([[before], [one]]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([playing().length, heard()]).to.deep.equal([1, [one]]);
  });

  it('is heard by the next one at once where the one before has ended, or was turned off', async () => {
    await context.resume();
    const [one, two, three] = [tone(), tone(), tone()];
    show(one);
    await until(() => playing().length === 1);
    one.stop();
    show(two);
    await until(() => playing().length === 1);
    expect(heard()).to.deep.equal([two]);
    show(three);
    show(null);
    expect(playing()).to.have.length(0);
  });

  it('is heard in any case after a moment', async () => {
    await context.resume();
    const pc = new RTCPeerConnection();
    const cold = pc.addTransceiver('audio').receiver.track;
    show(tone());
    await until(() => playing().length === 1);
    show(cold);
    await until(() => heard()[0] === cold);
    expect(playing()).to.have.length(1);
    pc.close();
  });
});
