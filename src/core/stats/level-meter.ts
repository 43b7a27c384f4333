import { systemClock, type Clock } from '../base/clock.js';

/** Nothing is heard of it: no output is opened where that can be said (Chromium), and is served seldom where it cannot. */
const SILENT: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};
/** How long the browser has to measure (again) before the next attempt, which makes everything anew: seldom enough to cost nothing. */
const PATIENCE_MS = 2000;

/**
 * Measures how loud the local microphone is, also while it is off: that disables its track, and so a clone is measured. A system that is busy with a phone call
 * suspends the measuring without a word, and a browser may refuse it: the level is 0 then, and it is tried again.
 */
export class LevelMeter {
  readonly #clock: Clock;
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(0);
  #track: MediaStreamTrack | null = null;
  /** The clone that is measured. */
  #ear: MediaStreamTrack | null = null;
  /** When measuring was begun or asked to go on and has not yet; by the monotonic clock. */
  #triedAt: number | null = null;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Measures `track` from now on; `null` measures nothing. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#disconnect();
    this.#track = track;
    this.#triedAt = null;
  }

  /** The loudness of the last 20 ms or so as the root of the mean square, 0 to 1; 0 while it cannot be measured. Never throws. */
  get level(): number {
    // An audio context that is made before any gesture starts suspended, and Chromium warns of it on the console.
    if (this.#track === null || !hasBeenUsed()) return 0;
    if (!this.#isMeasuring) this.#try(this.#track);
    if (!this.#isMeasuring || this.#analyser === null) return 0;
    this.#triedAt = null;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, sample) => total + sample * sample, 0);
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  /** May be called twice; usable again. */
  close(): void {
    this.setTrack(null);
    this.#dropContext();
  }

  get #isMeasuring(): boolean {
    return this.#analyser !== null && this.#context?.state === 'running';
  }

  #try(track: MediaStreamTrack): void {
    const now = this.#clock.monotonic();
    if (this.#triedAt !== null && now - this.#triedAt < PATIENCE_MS) return;
    // Asked to go on before, without success, or closed from outside.
    if (this.#triedAt !== null || this.#context?.state === 'closed') this.#dropContext();
    this.#triedAt = now;
    try {
      this.#connect(track);
    } catch {
      // No sound system, too many contexts, or a sample rate that Firefox does not take: the next attempt may fare better.
    }
  }

  #connect(track: MediaStreamTrack): void {
    this.#context ??= new AudioContext(SILENT);
    if (this.#context.state !== 'running') {
      this.#context.resume().catch(() => {
        // Closed meanwhile.
      });
    }
    if (this.#analyser !== null) return;
    this.#ear = track.clone();
    this.#ear.enabled = true;
    this.#source = this.#context.createMediaStreamSource(new MediaStream([this.#ear]));
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#samples = new Float32Array(analyser.fftSize);
    this.#source.connect(analyser);
    this.#analyser = analyser;
  }

  #disconnect(): void {
    this.#source?.disconnect();
    // The device stays open as long as any track of it lives.
    this.#ear?.stop();
    this.#ear = null;
    this.#source = null;
    this.#analyser = null;
  }

  #dropContext(): void {
    this.#disconnect();
    this.#context?.close().catch(() => {
      // Closed already, from outside.
    });
    this.#context = null;
  }
}

/** Whether the person has clicked or typed in this page; where that cannot be asked, one may try. */
function hasBeenUsed(): boolean {
  return (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive ?? true;
}
