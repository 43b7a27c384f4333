/** The picture whose track has ended is shown for no longer than this while nothing comes of the one after it. */
const MAX_WAIT_MS = 3000;

/**
 * The stream in a tile's video. A track that takes the place of another one of the same subject comes into the same stream, and does so
 * when its first frame is there: a new stream would blink. Another subject has a stream of its own, so that no frame of one is ever
 * shown as one of the other.
 */
export class TileStream {
  readonly #handleChange: (video: HTMLVideoElement | null) => void;
  #subject = '';
  /** The newest one that is to be shown. */
  #wanted: MediaStreamTrack | null = null;
  #shown: MediaStreamTrack | null = null;
  #stream: MediaStream | null = null;
  #isExchanged = false;
  #stopWaiting: () => void = () => undefined;

  /** @param handleChange told when the video plays another track from now on, or none. */
  constructor(handleChange: (video: HTMLVideoElement | null) => void) {
    this.#handleChange = handleChange;
  }

  /** Whether the stream has had another track before: Firefox then empties the video for a moment, and goes on. */
  get isExchanged(): boolean {
    return this.#isExchanged;
  }

  /**
   * Shows a track from now on, or from its first frame on.
   * @param subject whose track it is, and of what.
   */
  show(video: HTMLVideoElement, subject: string, track: MediaStreamTrack | null): void {
    const isSame = subject === this.#subject;
    this.#subject = subject;
    if (track === this.#wanted) return;
    this.#wanted = track;
    this.#stopWaiting();
    if (track === this.#shown) return;
    if (track === null || this.#shown === null || !isSame) this.#begin(video, track);
    else this.#await(video, track, this.#shown);
  }

  #begin(video: HTMLVideoElement, track: MediaStreamTrack | null): void {
    this.#shown = track;
    this.#isExchanged = false;
    this.#stream = track === null ? null : new MediaStream([track]);
    video.srcObject = this.#stream;
    this.#play(video);
  }

  #await(video: HTMLVideoElement, next: MediaStreamTrack, before: MediaStreamTrack): void {
    const swap = (): void => {
      this.#stopWaiting();
      exchange(this.#stream, before, next);
      this.#shown = next;
      this.#isExchanged = true;
      this.#play(video);
    };
    const giveUp = whenThere(next, video.ownerDocument, swap);
    const timer = setTimeout(() => {
      if (before.readyState === 'ended') swap();
    }, MAX_WAIT_MS);
    this.#stopWaiting = () => {
      clearTimeout(timer);
      giveUp();
    };
  }

  #play(video: HTMLVideoElement): void {
    this.#handleChange(this.#shown === null ? null : video);
    // Interrupted by the next track, which then plays itself; phones that save power refuse, and show the first frame.
    if (this.#shown !== null) video.play().catch(() => undefined);
  }
}

/**
 * Firefox plays another track only when it is added while none is played, and begins anew when the stream has none that is live; Chromium
 * takes no track by an id that is there, and a source that comes over another connection has the same. So the next track is added when
 * the one before is gone, and a clone of it keeps the stream live meanwhile.
 */
function exchange(stream: MediaStream | null, before: MediaStreamTrack, next: MediaStreamTrack): void {
  const keeper = next.clone();
  stream?.addTrack(keeper);
  stream?.removeTrack(before);
  stream?.addTrack(next);
  stream?.removeTrack(keeper);
  keeper.stop();
}

/** Calls back when the first frame of a track is there, also in a page that is hidden. The returned function gives up. */
function whenThere(track: MediaStreamTrack, document: Document, handleThere: () => void): () => void {
  const probe = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
  const end = (): void => {
    probe.onloadeddata = null;
    probe.srcObject = null;
  };
  probe.onloadeddata = () => {
    end();
    handleThere();
  };
  probe.srcObject = new MediaStream([track]);
  // Given up, or refused: then it is not waited for.
  probe.play().catch(() => undefined);
  return end;
}
