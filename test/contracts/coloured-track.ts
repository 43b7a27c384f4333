/** Colours that survive a video codec, by name. */
const COLOURS = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255] } as const;

/** A colour that a track can show. */
export type Colour = keyof typeof COLOURS;

/** A video track that shows one colour until it is stopped. */
export function createColouredTrack(colour: Colour): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream().getVideoTracks();
  if (!context || !track) throw new Error('This browser cannot capture a canvas.');
  const paint = (): void => {
    if (track.readyState === 'ended') {
      clearInterval(timer);
      return;
    }
    context.fillStyle = colour;
    context.fillRect(0, 0, canvas.width, canvas.height);
  };
  // Repeatedly: a still picture sends no frames to later viewers.
  const timer = setInterval(paint, 50);
  paint();
  return track;
}

/** Plays any track, and tells when a decoded frame of a colour is seen. */
export class ColourEye {
  readonly #video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  readonly #canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  #track: MediaStreamTrack | null = null;

  look(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#video.srcObject = track && new MediaStream([track]);
    // Playing another track interrupts the earlier one; only the last counts.
    if (track) this.#video.play().catch(() => undefined);
  }

  async sees(colour: Colour): Promise<void> {
    while (!this.#shows(colour)) {
      await new Promise((resolve) => {
        this.#video.requestVideoFrameCallback(resolve);
      });
    }
  }

  close(): void {
    this.look(null);
  }

  #shows(colour: Colour): boolean {
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
    context.drawImage(this.#video, 0, 0, 1, 1);
    const seen = context.getImageData(0, 0, 1, 1).data;
    return COLOURS[colour].every((value, index) => Math.abs(value - (seen[index] ?? 0)) < 80);
  }
}
