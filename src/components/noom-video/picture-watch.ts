import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Long enough for a frame of the slowest camera, short enough to notice a black picture soon. */
const INTERVAL_MS = 1000;

/**
 * Reports for each second in which a video was visible (its element in the viewport, the page visible, the video
 * playing) whether a frame of it was presented. Does nothing without `requestVideoFrameCallback`.
 */
export class PictureWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #tell: (isPresented: boolean) => void;
  #video: HTMLVideoElement | null = null;
  #observer: IntersectionObserver | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isInWindow = false;
  #wasSeen = false;
  #isPresented = false;
  /** The id of the callback for the next frame. */
  #request = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, tell: (isPresented: boolean) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    // The observer of the element's window: it may have been moved to another one.
    const { IntersectionObserver } = this.#host.ownerDocument.defaultView ?? globalThis;
    this.#observer = new IntersectionObserver((entries) => {
      this.#isInWindow = entries.at(-1)?.isIntersecting ?? false;
      this.#wasSeen &&= this.#isInWindow;
    });
    this.#observer.observe(this.#host);
    this.#timer = setInterval(this.#look, INTERVAL_MS);
    this.#await();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    clearInterval(this.#timer);
    this.#wasSeen = false;
    this.#video?.cancelVideoFrameCallback(this.#request);
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
    const isSeen = this.#isInWindow && this.#host.ownerDocument.visibilityState === 'visible' && !video.paused;
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
