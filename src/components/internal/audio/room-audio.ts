import { AUDIO_SOURCES, sourceKey, type CallController, type CallSnapshot } from '../../../core/index.js';

/** The user gestures after which a page that was refused sound may try again. */
const GESTURES = ['pointerup', 'keydown'] as const;

/**
 * The delay before sound that the system has paused (a phone call, unplugged headphones) is played again: long enough
 * that repeated attempts cost little.
 */
const PLAY_AGAIN_MS = 1000;

/** Chosen: in seconds, so much of a track is played in silence before it takes the place of another one that sounds. */
const WARM_S = 0.2;
/** After so long the next track is heard, whatever it is. */
const LONGEST_WAIT_MS = 1200;

/**
 * Plays the sound of the remote participants, through elements outside the document: it does not depend on the tiles.
 */
export class RoomAudio {
  readonly #elements = new Map<string, HTMLAudioElement>();
  /** What is heard in place of the element of the same key, whose track has just begun; and how that ends. */
  readonly #former = new Map<string, { readonly audio: HTMLAudioElement; readonly end: () => void }>();
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
    for (const audio of this.#all) void this.#play(audio);
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
    for (const [key, [track, volume]] of tracks) {
      this.#set(key, track);
      this.#setVolume(key, volume);
    }
    if (isSpeakerChanged) for (const audio of this.#all) this.#setSink(audio);
    if (this.#elements.size === 0) this.#setBlocked(false);
  }

  get #all(): readonly HTMLAudioElement[] {
    return [...this.#elements.values(), ...[...this.#former.values()].map(({ audio }) => audio)];
  }

  #set(key: string, track: MediaStreamTrack): void {
    const known = this.#elements.get(key);
    if (known && trackOf(known) === track) return;
    const heard = this.#former.get(key)?.audio ?? known;
    this.#former.get(key)?.end();
    if (heard && trackOf(heard) === track) {
      // Withdrawn before the next one was heard.
      this.#elements.set(key, heard);
      if (known) this.#end(known);
      return;
    }
    if (known && known !== heard) this.#end(known);
    const audio = document.createElement('audio');
    this.#elements.set(key, audio);
    audio.addEventListener('pause', this.#handlePause);
    if (this.#speakerId) this.#setSink(audio);
    audio.srcObject = new MediaStream([track]);
    // One whose track has ended is silent already.
    if (heard && trackOf(heard)?.readyState === 'live') this.#await(key, audio, heard);
    else if (heard) this.#end(heard);
    void this.#play(audio);
  }

  /**
   * Has the element that sounds go on until the next one plays: a track begins with a moment of silence, and so does
   * an element.
   */
  #await(key: string, next: HTMLAudioElement, heard: HTMLAudioElement): void {
    const over = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      over.abort();
      this.#former.delete(key);
    };
    const change = (): void => {
      end();
      // In one task, so that there is neither a pause nor an echo.
      next.volume = heard.volume;
      next.muted = heard.muted;
      this.#end(heard);
    };
    const timer = setTimeout(change, LONGEST_WAIT_MS);
    const { signal } = over;
    trackOf(heard)?.addEventListener('ended', change, { signal });
    const look = (): void => {
      if (next.currentTime >= WARM_S) change();
    };
    next.addEventListener('timeupdate', look, { signal });
    this.#former.set(key, { audio: heard, end });
  }

  #setVolume(key: string, volume: number): void {
    const audio = this.#elements.get(key);
    const heard = this.#former.get(key)?.audio;
    if (!audio) return;
    setVolume(audio, volume);
    if (!heard) return;
    setVolume(heard, volume);
    // Not muted: one that is might not be allowed to sound later.
    audio.volume = 0;
  }

  #remove(key: string): void {
    const heard = this.#former.get(key);
    heard?.end();
    const audio = this.#elements.get(key);
    this.#elements.delete(key);
    if (heard) this.#end(heard.audio);
    if (audio) this.#end(audio);
  }

  #end(audio: HTMLAudioElement): void {
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
      if (this.#all.every(({ paused }) => !paused)) this.#setBlocked(false);
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

function trackOf({ srcObject }: HTMLAudioElement): MediaStreamTrack | undefined {
  return srcObject instanceof MediaStream ? srcObject.getTracks()[0] : undefined;
}
