/** As long as a slow camera takes for a frame; in a hidden page none is presented. */
const NO_FRAME_MS = 250;

/** What a tile's stream calls. */
export interface TileStreamHandlers {
  /** The video plays another track from now on; `null` when it plays none. */
  handleTrack: (video: HTMLVideoElement | null) => void;
  /** The track that is shown has ended: `show()` is to be called again. */
  handleEnded: () => void;
}

/**
 * The stream in a tile's video. A track that replaces a live one of the same subject goes into the same stream, when
 * its first frame is there: a new stream would blink. Another subject gets a new stream, so that no frame of one is
 * shown as one of the other; and so does the track after an ended one, of which browsers show a black frame, or none.
 */
export class TileStream {
  readonly #handlers: TileStreamHandlers;
  #subject = '';
  /** The newest track that is to be shown. */
  #wanted: MediaStreamTrack | null = null;
  #shown: MediaStreamTrack | null = null;
  #stream: MediaStream | null = null;
  #stopWaiting: () => void = () => undefined;

  constructor(handlers: TileStreamHandlers) {
    this.#handlers = handlers;
  }

  /** Whether the track that is shown has ended, so that the video has no frame of it any more. */
  get isEnded(): boolean {
    return this.#shown?.readyState === 'ended';
  }

  /** Whether `show()` would begin a new stream for this, so that the video has no frame at first. */
  isNew(subject: string, track: MediaStreamTrack | null): boolean {
    if (track === this.#shown) return false;
    if (track === null || this.#shown === null || this.isEnded) return true;
    return track !== this.#wanted && subject !== this.#subject;
  }

  /**
   * Shows a track: at once in a new stream, or from its first frame on in the present one.
   * @param subject names the participant and the source that the track is of.
   */
  show(video: HTMLVideoElement, subject: string, track: MediaStreamTrack | null): void {
    const isNew = this.isNew(subject, track);
    this.#subject = subject;
    if (track === this.#wanted && !isNew) return;
    this.#wanted = track;
    this.#stopWaiting();
    if (isNew) this.#begin(video, track);
    else if (track !== null && this.#shown !== null && track !== this.#shown) this.#await(video, track, this.#shown);
  }

  #begin(video: HTMLVideoElement, track: MediaStreamTrack | null): void {
    this.#stream = track === null ? null : new MediaStream([track]);
    video.srcObject = this.#stream;
    this.#play(video, track);
  }

  #await(video: HTMLVideoElement, next: MediaStreamTrack, before: MediaStreamTrack): void {
    this.#stopWaiting = whenFramed(next, video.ownerDocument, () => {
      // Right after a frame: until the first one of the next track, the picture then stands no longer than between any two.
      this.#stopWaiting = afterFrame(video, () => {
        exchange(this.#stream, before, next);
        this.#play(video, next);
      });
    });
  }

  #play(video: HTMLVideoElement, track: MediaStreamTrack | null): void {
    const { handleTrack, handleEnded } = this.#handlers;
    this.#shown?.removeEventListener('ended', handleEnded);
    this.#shown = track;
    track?.addEventListener('ended', handleEnded);
    handleTrack(track === null ? null : video);
    // Interrupted by the next track, which then plays itself; phones that save power refuse, and show the first frame.
    if (track !== null) video.play().catch(() => undefined);
  }
}

/**
 * Firefox plays another track only when it is added while none is played, and starts again when the stream has no live
 * track. Chromium does not add a track whose id is in the stream already, and a source that arrives over another
 * connection keeps its id. So the track before is removed first, and a clone of the next one keeps the stream live
 * meanwhile.
 */
function exchange(stream: MediaStream | null, before: MediaStreamTrack, next: MediaStreamTrack): void {
  const keeper = next.clone();
  stream?.addTrack(keeper);
  stream?.removeTrack(before);
  stream?.addTrack(next);
  stream?.removeTrack(keeper);
  keeper.stop();
}

/** Calls back when the first frame of a track is there, also in a hidden page. The returned function gives up. */
function whenFramed(track: MediaStreamTrack, document: Document, handleFrame: () => void): () => void {
  const probe = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
  const end = (): void => {
    probe.onloadeddata = null;
    probe.srcObject = null;
  };
  probe.onloadeddata = () => {
    end();
    handleFrame();
  };
  probe.srcObject = new MediaStream([track]);
  // Rejects when given up or refused: nothing is to be done then.
  probe.play().catch(() => undefined);
  return end;
}

/** Calls back after the next frame that a video presents, or soon where none comes. The returned function gives up. */
function afterFrame(video: HTMLVideoElement, callback: () => void): () => void {
  const timer = setTimeout(done, NO_FRAME_MS);
  // Old browsers go over at any moment.
  const request = 'requestVideoFrameCallback' in video ? video.requestVideoFrameCallback(done) : 0;
  function end(): void {
    clearTimeout(timer);
    if (request !== 0) video.cancelVideoFrameCallback(request);
  }
  function done(): void {
    end();
    callback();
  }
  return end;
}
