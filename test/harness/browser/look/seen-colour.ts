import type { Colour } from '../../../contracts/coloured-track.js';

/** What a pixel of a picture is seen as; `none` is a video without a frame. */
export type Seen = Colour | 'none' | 'black' | 'something else';

/** Reads the colour of what a video shows now. */
export class ColourReader {
  readonly #context: CanvasRenderingContext2D;

  constructor() {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('This browser draws nothing.');
    this.#context = context;
  }

  read(video: HTMLVideoElement): Seen {
    this.#context.clearRect(0, 0, 1, 1);
    this.#context.drawImage(video, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = this.#context.getImageData(0, 0, 1, 1).data;
    const isNear = (...wanted: number[]): boolean =>
      [red, green, blue].every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < 80);
    if (alpha === 0) return 'none';
    if (isNear(255, 0, 0)) return 'red';
    if (isNear(0, 255, 0)) return 'lime';
    if (isNear(0, 0, 255)) return 'blue';
    return isNear(0, 0, 0) ? 'black' : 'something else';
  }
}

/** Checks each frame of the page from now on, and keeps each colour that differs from the one before. */
export class Watcher<Thing> {
  readonly seen: Thing[] = [];
  readonly #look: () => Thing;
  #isOver = false;

  constructor(look: () => Thing) {
    this.#look = look;
    this.#watch();
  }

  /** Resolves when this is seen. */
  async sees(thing: Thing): Promise<void> {
    while (this.seen.at(-1) !== thing) await new Promise(requestAnimationFrame);
  }

  /** Forgets what has been seen, and checks at once. */
  restart(): void {
    this.seen.splice(0, this.seen.length, this.#look());
  }

  close(): void {
    this.#isOver = true;
  }

  readonly #watch = (): void => {
    if (this.#isOver) return;
    const thing = this.#look();
    if (thing !== this.seen.at(-1)) this.seen.push(thing);
    requestAnimationFrame(this.#watch);
  };
}
