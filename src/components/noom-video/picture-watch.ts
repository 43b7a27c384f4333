import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Long enough for a frame of the slowest camera, short enough for a picture that stays black to be noticed soon. */
const INTERVAL_MS = 1000;

/**
 * Tells of each second in which a video could be seen (its element in the window, the page in the foreground, the video playing) whether
 * a frame of it was presented. A browser that cannot say so is not asked.
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
  /** Of the callback that waits for the next frame. */
  #request = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, tell: (isPresented: boolean) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    // Of the window that the element is in: it may have been moved into another one.
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
    // It takes a second that was seen from its beginning to its end; a frame is proof of itself.
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
