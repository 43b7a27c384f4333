/** Milliseconds since the epoch, finer than `Date.now()` and the same in every page of a machine. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The remote videos of a page, each in a `<video>`, and when the first frame of each was presented. */
export class Videos {
  /** In order of arrival. */
  readonly firstFrames: Promise<number>[] = [];
  readonly #elements: HTMLVideoElement[] = [];
  readonly #waiting: (() => void)[] = [];

  readonly show = (track: MediaStreamTrack): void => {
    const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
    video.srcObject = new MediaStream([track]);
    this.#elements.push(video);
    this.firstFrames.push(firstFrameOf(video));
    document.body.append(video);
    for (const look of this.#waiting.splice(0)) look();
  };

  /** When the last of that many remote videos showed its first frame. */
  async all(count: number): Promise<number> {
    while (this.firstFrames.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return Math.max(...(await Promise.all(this.firstFrames.slice(0, count))));
  }

  /** Frames shown so far, over all remote videos. */
  get frames(): number {
    return this.#elements.reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0);
  }
}

/** When a video presents its next frame, in milliseconds since the epoch. */
export function firstFrameOf(video: HTMLVideoElement): Promise<number> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => {
      resolve(epochNow());
    });
  });
}
