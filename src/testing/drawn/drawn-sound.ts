import { CallError } from '../../core/index.js';
import { onceStopped } from '../memory/once-stopped.js';

/** Where drawn microphones get their tracks. */
export interface Sound {
  open(wanted: { isTone: boolean }): MediaStreamTrack;
}

/** A tone for tests that listen, in hertz and as a share of full scale. */
const TONE = { frequencyHz: 440, gain: 0.25 };

/**
 * The context plays nothing itself, so that it needs no loudspeaker, which a machine may lack (Web Audio API, §1.2).
 */
const UNHEARD: AudioContextOptions & { sinkId: { type: 'none' } } = { sinkId: { type: 'none' } };

/**
 * Microphones that hear nothing, or a tone. One audio context serves all of them and is closed with the last; while the
 * browser keeps it suspended (no gesture yet) the tracks are live all the same, and silent.
 */
export class DrawnSound implements Sound {
  #context: AudioContext | null = null;
  #tracks = 0;

  open({ isTone }: { isTone: boolean }): MediaStreamTrack {
    if (typeof AudioContext === 'undefined') throw new CallError('unsupported');
    const context = (this.#context ??= new AudioContext(UNHEARD));
    const destination = context.createMediaStreamDestination();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new CallError('unsupported');
    const oscillator = isTone ? startTone(context, destination) : null;
    this.#tracks += 1;
    onceStopped(track, () => {
      oscillator?.stop();
      destination.disconnect();
      this.#release();
    });
    return track;
  }

  #release(): void {
    this.#tracks -= 1;
    if (this.#tracks > 0) return;
    void this.#context?.close();
    this.#context = null;
  }
}

function startTone(context: AudioContext, destination: AudioNode): OscillatorNode {
  const oscillator = new OscillatorNode(context, { frequency: TONE.frequencyHz });
  oscillator.connect(new GainNode(context, { gain: TONE.gain })).connect(destination);
  oscillator.start();
  return oscillator;
}
