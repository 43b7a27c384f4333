import type { Clock } from '../../../base/clock.js';
import type { SentShape } from '../../sent-shape.js';

/** The pause after each failed attempt; one failure more is reported, and left until the next wish. */
const RETRY_PAUSES_MS = [50, 250, 1000, 4000];

const NO_LIMITS = { scaleResolutionDownBy: undefined, maxFramerate: undefined, maxBitrate: undefined };

/** What a sender is to send. */
export interface SenderState {
  readonly track: MediaStreamTrack | null;
  /** How much smaller than the track's its pictures are at least, 1 for the whole size; `null` leaves that to the shape. */
  readonly scale: number | null;
  /** By default, the browser's own. */
  readonly shape?: SentShape;
  /** What the encoded frames go through. It takes effect only when it is there before the first of them. */
  readonly transform?: RTCRtpSenderTransform;
  /** Has the last word on the parameters; another function is another wish. */
  readonly override?: EncodingOverride;
}

/** Changes the parameters that a shape makes. Returns what is asked for together with them. */
export type EncodingOverride = (parameters: RTCRtpSendParameters) => RTCSetParameterOptions | undefined;

/** What a control needs of its surroundings. */
export interface SenderControlOptions {
  clock: Clock;
  /**
   * The sender could not be brought to what is wanted. Not called after `close()`.
   * @param isUnsent whether nothing is sent although something is wanted.
   */
  handleError: (error: unknown, isUnsent: boolean) => void;
}

interface Encodings {
  readonly isActive: boolean;
  readonly scale: number | null;
  readonly shape: SentShape | undefined;
  readonly override: EncodingOverride | undefined;
}

interface Change {
  isDue: () => boolean;
  make: () => Promise<void>;
}

/**
 * The one owner of what an `RTCRtpSender` sends. Wishes may come at any time: one change is made at a time, and the newest wish is what
 * it ends with. What is wanted is compared with what was asked for last, never with the sender, whose `track` changes only when a
 * `replaceTrack` is done. Where a track cannot be replaced, the encodings are stopped: nothing is sent that should not be. So are
 * those of pictures when there are none: Firefox would send the last one again every second.
 */
export class SenderControl {
  readonly #sender: RTCRtpSender;
  readonly #options: SenderControlOptions;
  #wanted: SenderState;
  /** What was asked for last; `undefined` while that is not done, and when it failed. */
  #track: MediaStreamTrack | null | undefined;
  #encodings: Encodings | undefined;
  /** Whether the encodings are started, as far as is known. */
  #isActive = true;
  /** Whether the last track was one of pictures. */
  #hasPictures: boolean;
  /** In the order in which they are made when both are due. */
  readonly #changes: readonly Change[] = [
    { isDue: () => this.#track !== this.#wanted.track, make: () => this.#replaceTrack() },
    { isDue: () => !isSame(this.#encodings, this.#wantedEncodings), make: () => this.#setEncodings() },
  ];
  /** What failed since the last wish or pause: it keeps nothing else from being done. */
  readonly #failed = new Set<Change>();
  #failures = 0;
  #isChanging = false;
  #isClosed = false;
  #cancelRetry: () => void = () => undefined;

  /** @param initial what the sender was made with. */
  constructor(sender: RTCRtpSender, initial: SenderState, options: SenderControlOptions) {
    this.#sender = sender;
    this.#options = options;
    this.#wanted = initial;
    this.#track = initial.track;
    this.#encodings = this.#wantedEncodings;
    this.#hasPictures = isOfPictures(initial.track);
  }

  /** Called by `close()`. */
  handleClosed?: () => void;

  /** What the sender is to send. */
  get wanted(): SenderState {
    return this.#wanted;
  }

  /** Brings the sender to this, at once unless another change is under way. */
  want(state: Partial<SenderState>): void {
    this.#wanted = { ...this.#wanted, ...state };
    // In the same task: there may be a frame in the next one.
    if (state.transform) this.#sender.transform = state.transform;
    this.#failures = 0;
    this.#begin();
  }

  /** Nothing is changed any more. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.handleClosed?.();
  }

  #begin(): void {
    this.#cancelRetry();
    this.#failed.clear();
    if (!this.#isChanging) void this.#change();
  }

  async #change(): Promise<void> {
    this.#isChanging = true;
    let lastError: unknown;
    for (let change = this.#next(); change !== undefined; change = this.#next()) {
      try {
        await change.make();
      } catch (error) {
        this.#failed.add(change);
        lastError = error;
      }
    }
    this.#isChanging = false;
    if (this.#failed.size > 0 && !this.#isClosed) this.#retry(lastError);
  }

  #next(): Change | undefined {
    if (this.#isClosed) return undefined;
    return this.#changes.find((change) => !this.#failed.has(change) && change.isDue());
  }

  #retry(error: unknown): void {
    const { clock, handleError } = this.#options;
    const pauseMs = RETRY_PAUSES_MS[this.#failures];
    this.#failures += 1;
    if (pauseMs === undefined) handleError(error, this.#isUnsent);
    else
      this.#cancelRetry = clock.after(pauseMs, () => {
        this.#begin();
      });
  }

  async #replaceTrack(): Promise<void> {
    const { track } = this.#wanted;
    this.#track = undefined;
    await this.#sender.replaceTrack(track);
    this.#track = track;
    if (track !== null) this.#hasPictures = isOfPictures(track);
  }

  async #setEncodings(): Promise<void> {
    const encodings = this.#wantedEncodings;
    const { isActive, scale, shape, override } = encodings;
    const { degradationPreference, ...limits } = shape ?? {};
    this.#encodings = undefined;
    const parameters = this.#sender.getParameters();
    for (const encoding of parameters.encodings) {
      // A limit that is undefined is as good as absent, and one that was set before goes.
      Object.assign(
        encoding,
        NO_LIMITS,
        limits,
        { active: isActive },
        scale !== null && { scaleResolutionDownBy: scale },
      );
    }
    if (degradationPreference !== undefined) parameters.degradationPreference = degradationPreference;
    await this.#sender.setParameters(parameters, override?.(parameters));
    this.#encodings = encodings;
    this.#isActive = isActive;
  }

  get #isUnsent(): boolean {
    const { track, shape } = this.#wanted;
    return track !== null && shape?.active !== false && (this.#track !== track || !this.#isActive);
  }

  get #wantedEncodings(): Encodings {
    const isSending = this.#track !== undefined && (this.#track !== null || !this.#hasPictures);
    const { scale, shape, override } = this.#wanted;
    const { active = true, scaleResolutionDownBy } = shape ?? {};
    return {
      isActive: isSending && active,
      scale: scaleResolutionDownBy === undefined ? scale : Math.max(scaleResolutionDownBy, scale ?? 1),
      shape,
      override,
    };
  }
}

function isOfPictures(track: MediaStreamTrack | null): boolean {
  return track?.kind === 'video';
}

function isSame(one: Encodings | undefined, other: Encodings): boolean {
  return (
    one?.isActive === other.isActive &&
    one.scale === other.scale &&
    one.shape === other.shape &&
    one.override === other.override
  );
}
