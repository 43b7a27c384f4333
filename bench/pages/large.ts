/** What the pages of a large room have, whichever kit calls on them: cameras of one size, a tone, and what is counted. */
import { connections, noteConnections } from './connections.js';
import { epochNow } from './videos.js';

/** Small, so that one machine carries a few pages. */
const CAMERA: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };
const TONE_HZ = 440;

/** What a page has sent and shown so far. */
export interface LargeFigures {
  sentBytes: number;
  frames: number;
}

/** A page of a large room, controlled from outside as `globalThis.large`. */
export interface LargePage {
  /** Counts from now on. */
  watch(): Promise<void>;
  /** The longest time without a new picture of a tile, and without sound, since then, in milliseconds. */
  watched(): Promise<{ pictureMs: number; silenceMs: number }>;
  figures(): Promise<LargeFigures>;
}

const context = new AudioContext({ sampleRate: 48_000 });

/** Gives cameras one size and a tone for a microphone, and notes connections; before anything else on the page. */
export function prepareLargePage(): void {
  const tone = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: TONE_HZ });
  oscillator.connect(tone);
  oscillator.start();
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async ({ video, audio } = {}) => {
    const stream = video ? await open({ video: CAMERA }) : new MediaStream();
    for (const track of audio ? tone.stream.getAudioTracks() : []) stream.addTrack(track.clone());
    return stream;
  };
  noteConnections();
}

/** What the page sends and shows, by the browser's own statistics. */
export async function figures(): Promise<LargeFigures> {
  const reports = await Promise.all(connections.map((connection) => connection.getStats()));
  let sentBytes = 0;
  for (const report of reports) {
    for (const stats of report.values() as Iterable<RTCTransportStats>) {
      if (stats.type === 'transport') sentBytes += stats.bytesSent ?? 0;
    }
  }
  const frames = allVideos(document).map((video) => video.getVideoPlaybackQuality().totalVideoFrames);
  return { sentBytes, frames: frames.reduce((sum, count) => sum + count, 0) };
}

/** The longest time between two presented frames of any of these videos from now on, in milliseconds. */
export function watchPictures(videos: readonly HTMLVideoElement[]): () => number {
  let longestMs = 0;
  const lasts = videos.map((video) => {
    const last = { atMs: epochNow() };
    const follow = (): void => {
      video.requestVideoFrameCallback((_, { presentationTime }) => {
        const atMs = performance.timeOrigin + presentationTime;
        longestMs = Math.max(longestMs, atMs - last.atMs);
        last.atMs = Math.max(last.atMs, atMs);
        follow();
      });
    };
    follow();
    return last;
  });
  // One that stands still until the end has not presented what would tell of it.
  return () => Math.max(longestMs, ...lasts.map(({ atMs }) => epochNow() - atMs));
}

/** All videos in whatever shadow tree. */
export function allVideos(root: ParentNode): HTMLVideoElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element instanceof HTMLVideoElement ? [element] : []),
    ...(element.shadowRoot ? allVideos(element.shadowRoot) : []),
  ]);
}

/** Where what audio elements play is listened to: the longest silence so far is told by the worklet. */
export class Listener {
  readonly #worklet: AudioWorkletNode;

  constructor(worklet: AudioWorkletNode) {
    this.#worklet = worklet;
  }

  /** Listens to every audio element that is given a stream from now on, as loud as it plays it. */
  static async start(): Promise<Listener> {
    const source = URL.createObjectURL(new Blob([SILENCE_METER], { type: 'text/javascript' }));
    await context.audioWorklet.addModule(source);
    const worklet = new AudioWorkletNode(context, 'silence-meter');
    // A node that leads nowhere is not run.
    worklet.connect(new GainNode(context, { gain: 0 })).connect(context.destination);
    tapAudio(worklet);
    return new Listener(worklet);
  }

  restart(): void {
    this.#worklet.port.postMessage('restart');
  }

  /** In milliseconds. */
  longestSilence(): Promise<number> {
    return new Promise((resolve) => {
      this.#worklet.port.onmessage = ({ data }: MessageEvent<number>) => {
        resolve(data);
      };
      this.#worklet.port.postMessage('tell');
    });
  }
}

/** Runs in the audio thread. A tone passes zero too, but for less than half a millisecond. */
const SILENCE_METER = `registerProcessor('silence-meter', class extends AudioWorkletProcessor {
  #run = 0;
  #longest = 0;
  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data === 'tell') this.port.postMessage((this.#longest / sampleRate) * 1000);
      else this.#run = this.#longest = 0;
    };
  }
  process([[samples = new Float32Array(128)]]) {
    for (const sample of samples) {
      this.#run = Math.abs(sample) > 0.002 ? 0 : this.#run + 1;
      this.#longest = Math.max(this.#longest, this.#run);
    }
    return true;
  }
})`;

/** Leads what each audio element plays to a node too, by its volume at any time. */
function tapAudio(node: AudioNode): void {
  const taps = new WeakMap<HTMLMediaElement, { source: AudioNode; gain: GainNode }>();
  const adjust = (element: HTMLMediaElement): void => {
    const tap = taps.get(element);
    if (tap) tap.gain.gain.value = element.muted ? 0 : element.volume;
  };
  override('srcObject', (element, stream) => {
    taps.get(element)?.source.disconnect();
    taps.delete(element);
    if (!(element instanceof HTMLAudioElement) || !(stream instanceof MediaStream)) return;
    const gain = new GainNode(context);
    const source = context.createMediaStreamSource(stream);
    source.connect(gain).connect(node);
    taps.set(element, { source, gain });
    adjust(element);
  });
  override('volume', adjust);
  override('muted', adjust);
}

/** Is told after a property of a media element was set. */
function override(
  name: 'srcObject' | 'volume' | 'muted',
  after: (element: HTMLMediaElement, value: unknown) => void,
): void {
  const original = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name);
  Object.defineProperty(HTMLMediaElement.prototype, name, {
    ...original,
    set(this: HTMLMediaElement, value: unknown) {
      original?.set?.call(this, value);
      after(this, value);
    },
  });
}
