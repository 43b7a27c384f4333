import { systemClock, type Clock } from '../../core/base/clock.js';
import { CallError, type CallErrorCode } from '../../core/index.js';
import type { DisplayCapture, Displays } from '../../core/devices/displays/displays.js';
import type { Surface } from '../../core/model/sources.js';
import { hearingUntrusted } from '../memory/hearing-untrusted.js';
import { onceStopped } from '../memory/once-stopped.js';
import { drawSlide } from './slide.js';
import { DrawnSound, type Sound } from './drawn-sound.js';

/** Often enough for those who begin to watch: a canvas sends frames only when drawn on. */
const FRAME_MS = 500;
const SIZE = { width: 1280, height: 720 };

/** Options of `DrawnDisplays`. */
export interface DrawnDisplaysOptions {
  clock?: Clock;
  /** Shared by all that is drawn on a page, so that it has one audio context. */
  sound?: Sound;
  /** What is shared; a window by default. */
  surface?: Surface;
  /** Whether it gives its sound too. */
  hasSound?: boolean;
  /** `false` as on a phone. */
  isSupported?: boolean;
}

/** A display that shows a drawn page of a presentation, without a prompt, and that fails on demand. */
export class DrawnDisplays implements Displays {
  readonly isSupported: boolean;
  /** How long the prompt is open, in milliseconds. */
  delayMs = 0;
  readonly #clock: Clock;
  readonly #sound: Sound;
  readonly #surface: Surface;
  readonly #hasSound: boolean;
  readonly #tracks = new Set<MediaStreamTrack>();
  #refusal: CallErrorCode | null = null;

  constructor(options: DrawnDisplaysOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#sound = options.sound ?? new DrawnSound();
    this.#surface = options.surface ?? 'window';
    this.#hasSound = options.hasSound ?? false;
    this.isSupported = options.isSupported ?? true;
  }

  async open(): Promise<DisplayCapture> {
    if (!this.isSupported) throw new CallError('unsupported');
    if (this.delayMs > 0) await new Promise<void>((resolve) => this.#clock.after(this.delayMs, resolve));
    else await Promise.resolve();
    const refusal = this.#refusal;
    this.#refusal = null;
    if (refusal !== null) throw new CallError(refusal);
    const sound = this.#hasSound ? this.#keep(this.#sound.open({ isTone: false })) : null;
    return { screen: this.#keep(this.#film()), 'screen-audio': sound };
  }

  /** The next prompt is refused: `permission-dismissed` is the person's choice of nothing. */
  refuseNext(code: CallErrorCode = 'permission-dismissed'): void {
    this.#refusal = code;
  }

  /** What is captured ends, as by the browser's own "Stop sharing". */
  end(): void {
    for (const track of this.#tracks) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  /** Ends every track that is still open, without an event. */
  close(): void {
    for (const track of this.#tracks) track.stop();
  }

  #film(): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), SIZE);
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream().getVideoTracks();
    if (!context || !track) throw new CallError('unsupported');
    let cancel = (): void => undefined;
    const draw = (): void => {
      drawSlide(context);
      cancel = this.#clock.after(FRAME_MS, draw);
    };
    draw();
    onceStopped(track, () => {
      cancel();
    });
    const getSettings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...getSettings(), displaySurface: this.#surface });
    return track;
  }

  #keep(track: MediaStreamTrack): MediaStreamTrack {
    this.#tracks.add(track);
    onceStopped(track, () => {
      this.#tracks.delete(track);
    });
    track.addEventListener = hearingUntrusted(track);
    return track;
  }
}
