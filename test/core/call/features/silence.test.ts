import { expect } from '@open-wc/testing';
import type { CallController } from '../../../../src/core/index.js';
import { other, otherTrack, RealRoom, until } from '../../../harness/browser/real-call.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a participant who is no longer heard', () => {
  const Browser = RTCPeerConnection;
  let room: RealRoom;
  let connections: RTCPeerConnection[];
  const player = new Audio();
  let sound: AudioContext;

  beforeEach(() => {
    room = new RealRoom();
    connections = [];
    sound = new AudioContext();
    window.RTCPeerConnection = class extends Browser {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
  afterEach(async () => {
    window.RTCPeerConnection = Browser;
    player.srcObject = null;
    await room.close();
    await sound.close();
  });

  /** A sound that goes on: fake microphones are silent at times. */
  function createTone(): MediaStreamTrack {
    const oscillator = sound.createOscillator();
    const destination = sound.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (track === undefined) throw new Error('There is no tone.');
    return track;
  }

  /** Ann and Bob, whom Ann hears. */
  async function meet(): Promise<{ ann: CallController; id: string }> {
    const ann = await room.join('Ann', { microphone: false, camera: false });
    await room.join('Bob', { camera: false });
    // Levels are known of audio that is played.
    Object.assign(player, { muted: true, srcObject: new MediaStream([await otherTrack(ann, 'Bob', 'microphone')]) });
    await player.play();
    const senders = connections.flatMap((connection) => connection.getSenders());
    const tone = createTone();
    await Promise.all(
      senders.filter(({ track }) => track?.kind === 'audio').map((sender) => sender.replaceTrack(tone)),
    );
    const { id } = await other(ann, 'Bob');
    await until(ann, ({ participants }) => participants.some((one) => one.id === id && one.isSpeaking));
    return { ann, id };
  }

  it('is silent within two seconds, though the connection is up and the microphone on', async () => {
    const { ann, id } = await meet();
    const senders = connections.flatMap((connection) => connection.getSenders());
    // The level of the tone is the last one that is heard.
    while (ann.levels.get(id) < 0.05) await pause(5);
    await Promise.all(senders.map((sender) => sender.replaceTrack(null)));
    await pause(2000);
    for (let look = 0; look < 20; look += 1) {
      expect(ann.levels.get(id)).to.equal(0);
      await pause(100);
    }
    const { connection, isSpeaking, sources } = await other(ann, 'Bob');
    expect([connection, isSpeaking, sources.microphone.on]).to.deep.equal(['connected', false, true]);
  });
});
