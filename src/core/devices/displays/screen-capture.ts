import { toCallError, type CallError } from '../../base/errors.js';
import { DISPLAY_SOURCES, NO_CAPTURE, type DisplaySource, type SourceState } from '../../model/sources.js';
import { captureFactsOf } from '../capture-facts.js';
import type { DisplayCapture, Displays } from './displays.js';

/**
 * What encoders are to preserve: letters rather than smooth movement, and music as it is.
 * @see https://w3c.github.io/mst-content-hint/
 */
const CONTENT_HINTS: Readonly<Record<DisplaySource, string>> = { screen: 'text', 'screen-audio': 'music' };

/** What a screen capture calls. */
export interface ScreenCaptureHandlers {
  /** These sources have changed, together. */
  handleSources(sources: readonly DisplaySource[]): void;
  /** A display could not be captured. Not called when the person chose none, or when it was no longer wanted. */
  handleError(error: CallError): void;
}

/**
 * The local screen and its sound: captured in one prompt, and stopped together. The newest wish counts, whatever was
 * answered in the prompt: a prompt cannot be withdrawn, and what it gives after `stop()` is stopped at once. A screen
 * that is wanted again while the prompt is open waits for that prompt.
 */
export class ScreenCapture {
  readonly #displays: Displays;
  readonly #handlers: ScreenCaptureHandlers;
  readonly #tracks = new Map<DisplaySource, MediaStreamTrack>();
  #isWanted = false;
  /** The prompt that is open. */
  #asking: Promise<void> | null = null;

  constructor(displays: Displays, handlers: ScreenCaptureHandlers) {
    this.#displays = displays;
    this.#handlers = handlers;
  }

  /** The present state of a source. */
  getState(source: DisplaySource): SourceState {
    const track = this.#tracks.get(source) ?? null;
    const pending = source === 'screen' && this.#isWanted && this.#asking !== null;
    const facts = track === null ? NO_CAPTURE : captureFactsOf(source, track);
    return { on: track !== null, track, pending, interrupted: false, ...facts };
  }

  /**
   * Asks for a display in this task, unless one is captured or a prompt is open. Resolves when that was answered, also
   * when the person chose none.
   * @throws CallError when it cannot be captured.
   */
  start(): Promise<void> {
    this.#isWanted = true;
    if (this.#tracks.has('screen')) return Promise.resolve();
    this.#asking ??= this.#settle(this.#displays.open());
    const asking = this.#asking;
    this.#handlers.handleSources(['screen']);
    return asking;
  }

  /** Stops the sound alone, or everything. May be called twice; usable again. */
  stop(source: DisplaySource = 'screen'): void {
    const stopped: readonly DisplaySource[] = source === 'screen' ? DISPLAY_SOURCES : [source];
    if (source === 'screen') this.#isWanted = false;
    for (const each of stopped) {
      const track = this.#tracks.get(each);
      track?.removeEventListener('ended', this.#handleEnded);
      track?.removeEventListener('configurationchange', this.#handleConfigured);
      track?.stop();
      this.#tracks.delete(each);
    }
    this.#handlers.handleSources(stopped);
  }

  /** "Stop sharing" of the browser's own bar, or the window was closed. `stop()` does not come here. */
  readonly #handleEnded = ({ target }: Event): void => {
    for (const [source, track] of this.#tracks) if (track === target) this.stop(source);
  };

  /** Another tab was chosen in the browser's own bar: the track goes on, with another surface. */
  readonly #handleConfigured = (): void => {
    this.#handlers.handleSources(['screen']);
  };

  async #settle(opened: Promise<DisplayCapture>): Promise<void> {
    try {
      const capture = await opened;
      this.#asking = null;
      this.#adopt(capture);
    } catch (thrown) {
      this.#asking = null;
      const error = toCallError(thrown);
      const matters = this.#isWanted && error.code !== 'permission-dismissed';
      this.stop();
      if (!matters) return;
      this.#handlers.handleError(error);
      throw error;
    }
  }

  #adopt(capture: DisplayCapture): void {
    for (const source of DISPLAY_SOURCES) {
      const track = capture[source];
      if (track === null || track.readyState === 'ended') continue;
      if ('contentHint' in track) track.contentHint = CONTENT_HINTS[source];
      this.#tracks.set(source, track);
      track.addEventListener('ended', this.#handleEnded);
      track.addEventListener('configurationchange', this.#handleConfigured);
    }
    // Turned off while the prompt was open, or over already: the rest of it goes too.
    if (this.#isWanted && this.#tracks.has('screen')) this.#handlers.handleSources(DISPLAY_SOURCES);
    else this.stop();
  }
}
