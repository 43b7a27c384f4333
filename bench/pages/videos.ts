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
  /** When each frame was presented, once that is recorded. */
  #times: number[] | null = null;

  readonly show = (track: MediaStreamTrack): void => {
    const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
    video.srcObject = new MediaStream([track]);
    this.#elements.push(video);
    this.firstFrames.push(firstFrameOf(video));
    this.#follow(video);
    document.body.append(video);
    for (const look of this.#waiting.splice(0)) look();
  };

  /** When the last of that many remote videos showed its first frame. */
  async all(count: number): Promise<number> {
    while (this.firstFrames.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return Math.max(...(await Promise.all(this.firstFrames.slice(0, count))));
  }

  /** Records from now on when frames are presented: a callback for each, which other measurements do without. */
  record(): void {
    this.#times = [];
    this.#elements.forEach((video) => {
      this.#follow(video);
    });
  }

  /** When each frame since `record()` was presented, in milliseconds since the epoch. */
  get times(): readonly number[] {
    return this.#times ?? [];
  }

  /** When the first recorded frame after a moment is presented. */
  async frameAfter(moment: number): Promise<number> {
    for (;;) {
      const found = this.times.find((time) => time > moment);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Frames shown so far, over all remote videos. */
  get frames(): number {
    return this.#elements.reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0);
  }

  #follow(video: HTMLVideoElement): void {
    const times = this.#times;
    if (times === null) return;
    video.requestVideoFrameCallback(() => {
      times.push(epochNow());
      this.#follow(video);
    });
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
