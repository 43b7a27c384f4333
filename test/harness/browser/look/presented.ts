/**
 * A picture in the page, as a tile has one, and how many frames of it were presented: decoding alone proves nothing.
 */
export class Screen {
  readonly #video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
  #track: MediaStreamTrack | null = null;
  #frames = 0;
  #isOver = false;

  constructor() {
    document.body.append(this.#video);
    this.#count();
  }

  /** Shows this track from now on. */
  show(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#video.srcObject = track && new MediaStream([track]);
  }

  /** Resolves when that many frames more have been presented. */
  async presents(count = 5): Promise<void> {
    const goal = this.#frames + count;
    while (this.#frames < goal) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  close(): void {
    this.#isOver = true;
    this.show(null);
    this.#video.remove();
  }

  #count(): void {
    this.#video.requestVideoFrameCallback(() => {
      this.#frames += 1;
      if (!this.#isOver) this.#count();
    });
  }
}
