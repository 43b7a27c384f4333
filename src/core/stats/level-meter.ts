/** Nothing is heard of it: no output is opened where that can be said (Chromium), and is served seldom where it cannot. */
const SILENT: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};

/** Measures how loud one's own microphone is, also while it is captured but not sent. */
export class LevelMeter {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(0);
  #track: MediaStreamTrack | null = null;

  /** Measures `track` from now on; `null` measures nothing. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#disconnect();
    this.#track = track;
  }

  /** The loudness of the last 20 ms or so as the root of the mean square, 0 to 1; 0 while the browser forbids measuring. */
  get level(): number {
    const analyser = this.#analyser ?? this.#connect();
    if (analyser === null) return 0;
    analyser.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, sample) => total + sample * sample, 0);
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  /** May be called twice; usable again. */
  close(): void {
    this.setTrack(null);
    void this.#context?.close();
    this.#context = null;
  }

  #connect(): AnalyserNode | null {
    // An audio context that is made before any gesture starts suspended, and Chromium warns of it on the console.
    if (this.#track === null || !hasBeenUsed()) return null;
    this.#context ??= new AudioContext(SILENT);
    if (this.#context.state === 'suspended') void this.#context.resume();
    this.#source = this.#context.createMediaStreamSource(new MediaStream([this.#track]));
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source.connect(this.#analyser);
    return this.#analyser;
  }

  #disconnect(): void {
    this.#source?.disconnect();
    this.#source = null;
    this.#analyser = null;
  }
}

/** Whether the person has clicked or typed in this page; where that cannot be asked, one may try. */
function hasBeenUsed(): boolean {
  return (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive ?? true;
}
