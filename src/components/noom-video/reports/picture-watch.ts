import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SeenWatch } from '../../internal/observe/seen-watch.js';

/** Long enough for a frame of the slowest camera, short enough to notice a black picture soon. */
const INTERVAL_MS = 1000;

/**
 * Reports for each second in which a video was visible (its element seen, the video playing) whether a frame of it was presented. Does nothing without `requestVideoFrameCallback`.
 */
export class PictureWatch implements ReactiveController {
  readonly #seen: Pick<SeenWatch, 'isSeen'>;
  readonly #tell: (isPresented: boolean) => void;
  #video: HTMLVideoElement | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wasSeen = false;
  #isPresented = false;
  /** The id of the callback for the next frame. */
  #request = 0;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    seen: Pick<SeenWatch, 'isSeen'>,
    tell: (isPresented: boolean) => void,
  ) {
    this.#seen = seen;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#look, INTERVAL_MS);
    this.#await();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#wasSeen = false;
    this.#video?.cancelVideoFrameCallback(this.#request);
  }

  /** Whether it is visible may have changed. */
  handleSeen(): void {
    this.#wasSeen &&= this.#seen.isSeen;
  }

  /** Watches this video from now on, from its next frame. */
  follow(video: HTMLVideoElement | null): void {
    this.#video?.cancelVideoFrameCallback(this.#request);
    this.#video = video !== null && 'requestVideoFrameCallback' in video ? video : null;
    this.#wasSeen = false;
    this.#await();
  }

  readonly #look = (): void => {
    const video = this.#video;
    if (video === null) return;
    const isSeen = this.#seen.isSeen && !video.paused;
    // Without a frame, only a second counts in which the video was visible from beginning to end.
    if (this.#isPresented || (isSeen && this.#wasSeen)) this.#tell(this.#isPresented);
    this.#wasSeen = isSeen;
    this.#await();
  };

  /** One frame a second is enough. */
  #await(): void {
    this.#isPresented = false;
    this.#video?.cancelVideoFrameCallback(this.#request);
    this.#request =
      this.#video?.requestVideoFrameCallback(() => {
        this.#isPresented = true;
      }) ?? 0;
  }
}
