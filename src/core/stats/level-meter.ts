import { systemClock, type Clock } from '../base/clock.js';

/** The context is silent: it opens no output in Chromium, and elsewhere fills its buffers seldom. */
const SILENT: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};
/**
 * How long the browser has to begin measuring before the next attempt, with a new context: seldom enough to cost
 * nothing.
 */
const PATIENCE_MS = 2000;

/**
 * Measures how loud the local microphone is, also while it is off: that disables its track, and so a clone is measured.
 * During a phone call the system may suspend the audio context without an event, and a browser may refuse one: the
 * level is 0 then, and it is tried again.
 */
export class LevelMeter {
  readonly #clock: Clock;
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(0);
  #track: MediaStreamTrack | null = null;
  /** The clone that is measured. */
  #clone: MediaStreamTrack | null = null;
  /** When starting or resuming was tried without effect so far, by the monotonic clock. */
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

  /** The root mean square of the last 20 ms or so, 0 to 1; 0 while it cannot be measured. Never throws. */
  get level(): number {
    // An audio context made before any user gesture starts suspended, and Chromium logs a warning.
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
    // The last attempt had no effect, or the context was closed by the browser.
    if (this.#triedAt !== null || this.#context?.state === 'closed') this.#dropContext();
    this.#triedAt = now;
    try {
      this.#connect(track);
    } catch {
      // No sound system, too many contexts, or a sample rate that Firefox does not take: the next attempt may succeed.
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
    this.#clone = track.clone();
    this.#clone.enabled = true;
    this.#source = this.#context.createMediaStreamSource(new MediaStream([this.#clone]));
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#samples = new Float32Array(analyser.fftSize);
    this.#source.connect(analyser);
    this.#analyser = analyser;
  }

  #disconnect(): void {
    this.#source?.disconnect();
    // The device stays open as long as any track of it lives.
    this.#clone?.stop();
    this.#clone = null;
    this.#source = null;
    this.#analyser = null;
  }

  #dropContext(): void {
    this.#disconnect();
    this.#context?.close().catch(() => {
      // Closed already, by the browser.
    });
    this.#context = null;
  }
}

/** Whether the person has clicked or typed in this page; true where the browser cannot tell. */
function hasBeenUsed(): boolean {
  return (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive ?? true;
}
