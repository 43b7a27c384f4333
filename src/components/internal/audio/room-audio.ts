import { AUDIO_SOURCES, sourceKey, type CallController, type CallSnapshot } from '../../../core/index.js';

/** The user gestures after which a page that was refused sound may try again. */
const GESTURES = ['pointerup', 'keydown'] as const;

/**
 * The delay before sound that the system has paused (a phone call, unplugged headphones) is played again: long enough
 * that repeated attempts cost little.
 */
const PLAY_AGAIN_MS = 1000;

/**
 * Plays the sound of the remote participants, through elements outside the document: it does not depend on the tiles.
 */
export class RoomAudio {
  readonly #elements = new Map<string, HTMLAudioElement>();
  readonly #onBlockedChange: (isBlocked: boolean) => void;
  readonly #unsubscribe: () => void;
  #speakerId = '';
  #isBlocked = false;
  #playingAgain: ReturnType<typeof setTimeout> | undefined;

  /** @param onBlockedChange called when the browser refuses sound until a gesture, and when it no longer does. */
  constructor(call: CallController, onBlockedChange: (isBlocked: boolean) => void) {
    this.#onBlockedChange = onBlockedChange;
    this.#unsubscribe = call.subscribe((snapshot) => {
      this.#apply(snapshot);
    });
    this.#apply(call.snapshot);
  }

  /** Whether the browser refuses sound until a user gesture. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** Plays what does not play; allowed by the browser when called from a gesture. */
  readonly resume = (): void => {
    for (const audio of this.#elements.values()) void this.#play(audio);
  };

  /** Stops all sound, permanently. May be called twice. */
  close(): void {
    this.#unsubscribe();
    for (const key of [...this.#elements.keys()]) this.#remove(key);
    this.#setBlocked(false);
    clearTimeout(this.#playingAgain);
  }

  /** The kit pauses no element in the list: this was the system. */
  readonly #handlePause = (): void => {
    this.#playingAgain ??= setTimeout(() => {
      this.#playingAgain = undefined;
      this.resume();
    }, PLAY_AGAIN_MS);
  };

  #apply({ participants, devices }: CallSnapshot): void {
    const tracks = new Map<string, readonly [track: MediaStreamTrack, volume: number]>();
    for (const { id, isLocal, sources, volume } of participants) {
      if (isLocal) continue;
      for (const source of AUDIO_SOURCES) {
        const { track } = sources[sourceKey(source)];
        if (track) tracks.set(`${id} ${source}`, [track, volume]);
      }
    }
    for (const key of [...this.#elements.keys()]) if (!tracks.has(key)) this.#remove(key);
    const isSpeakerChanged = this.#speakerId !== devices.selected.speaker;
    this.#speakerId = devices.selected.speaker;
    for (const [key, [track, volume]] of tracks) setVolume(this.#set(key, track), volume);
    if (isSpeakerChanged) for (const audio of this.#elements.values()) this.#setSink(audio);
    if (this.#elements.size === 0) this.#setBlocked(false);
  }

  #set(key: string, track: MediaStreamTrack): HTMLAudioElement {
    const known = this.#elements.get(key);
    const stream = known?.srcObject;
    if (known && stream instanceof MediaStream && stream.getTracks()[0] === track) return known;
    const audio: HTMLAudioElement = known ?? document.createElement('audio');
    this.#elements.set(key, audio);
    audio.addEventListener('pause', this.#handlePause);
    if (!known && this.#speakerId) this.#setSink(audio);
    audio.srcObject = new MediaStream([track]);
    void this.#play(audio);
    return audio;
  }

  #remove(key: string): void {
    const audio = this.#elements.get(key);
    this.#elements.delete(key);
    if (!audio) return;
    audio.removeEventListener('pause', this.#handlePause);
    audio.pause();
    audio.srcObject = null;
  }

  #setSink(audio: HTMLAudioElement): void {
    // If the speaker was unplugged since, the element keeps the one it has. Safari before 18.4 has no `setSinkId`.
    if ('setSinkId' in audio) audio.setSinkId(this.#speakerId).catch(() => undefined);
  }

  async #play(audio: HTMLAudioElement): Promise<void> {
    if (!audio.paused) return;
    try {
      await audio.play();
      if ([...this.#elements.values()].every(({ paused }) => !paused)) this.#setBlocked(false);
    } catch (error) {
      // An AbortError means that the track was replaced or removed meanwhile.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#setBlocked(true);
    }
  }

  #setBlocked(isBlocked: boolean): void {
    if (isBlocked === this.#isBlocked) return;
    this.#isBlocked = isBlocked;
    for (const gesture of GESTURES) {
      if (isBlocked) document.addEventListener(gesture, this.resume, true);
      else document.removeEventListener(gesture, this.resume, true);
    }
    this.#onBlockedChange(isBlocked);
  }
}

/** Where the system owns the volume (iOS), only silence can be had: by `muted`. */
function setVolume(audio: HTMLAudioElement, volume: number): void {
  audio.volume = volume;
  audio.muted = volume === 0;
}
