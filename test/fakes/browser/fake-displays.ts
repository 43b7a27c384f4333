import { CallError, type CallErrorCode } from '../../../src/core/base/errors.js';
import type { DisplayCapture, Displays } from '../../../src/core/devices/displays/displays.js';
import { createTrack } from './tracks.js';

/** Displays that are captured at once, with sound, unless a test scripts another answer or holds the prompt open. */
export class FakeDisplays implements Displays {
  isSupported = true;
  hasSound = true;
  /** Whether the pictures have ended by the time they are given: the window was closed. */
  isClosed = false;
  /** How many prompts there were. */
  prompts = 0;
  /** What the next prompts are answered with; `null` gives a display. */
  refusal: CallErrorCode | null = null;
  /** Every track given, in order. */
  readonly tracks: MediaStreamTrack[] = [];
  #held: (() => void)[] | null = null;

  get liveTracks(): readonly MediaStreamTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  open(): Promise<DisplayCapture> {
    this.prompts += 1;
    const answer = (): DisplayCapture => {
      if (this.refusal !== null) throw new CallError(this.refusal);
      const screen = createTrack('camera', { displaySurface: 'window' });
      const sound = this.hasSound ? createTrack('microphone') : null;
      if (this.isClosed) screen.stop();
      this.tracks.push(screen, ...(sound === null ? [] : [sound]));
      return { screen, 'screen-audio': sound };
    };
    const held = this.#held;
    if (held === null) return Promise.resolve().then(answer);
    return new Promise<void>((resolve) => held.push(resolve)).then(answer);
  }

  /** From now on prompts stay open until `release()`. */
  hold(): void {
    this.#held ??= [];
  }

  /** Answers the open prompts. */
  release(): void {
    for (const answer of this.#held?.splice(0) ?? []) answer();
    this.#held = null;
  }
}
