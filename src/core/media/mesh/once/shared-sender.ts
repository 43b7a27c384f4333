import type { Clock } from '../../../base/clock.js';
import type { EncodingOverride, SenderControl } from '../link/sender-control.js';
import { CARRIER_LINES, type FrameExchange } from './frame-worker.js';
import type { GroupFacts } from './groups.js';
import { KeyFrames } from './key-frames.js';
import { nextPath, NEW_PATH, type PathState } from './uplink-budget.js';

/** What is shared, and whether a frame of it may be left out. Of others, key frames would have to be aligned. */
const MAY_SKIP: Readonly<Record<string, boolean | undefined>> = { 'video/h264': true, 'video/vp8': false };
/** The states of a path that is there. */
const UP: readonly unknown[] = ['connected', 'completed'];
/** The highest default of libwebrtc for one encoder, of 1280x720 (`GetMaxDefaultVideoBitrateKbps`). */
const DEFAULT_MAX_BPS = 2_500_000;
/** Chosen: less is no change of the limit. */
const CHANGE = 0.1;
/** Chosen: an encoder that stood still does not lead again before. */
const STILL_MS = 10_000;
/** Chosen: so often within so long frames are left out before it gets an encoder of its own, for as long again three times. */
const MAX_LOSSES = 3;
const LOSSES_MS = 10_000;
const APART_MS = 30_000;
/** A source that was asked for a key frame and has made none in so long is asked again. */
const KEY_FRAME_MS = 1000;

/** What a shared sender is made with. */
export interface SharedSenderOptions {
  readonly sender: RTCRtpSender;
  readonly control: SenderControl;
  readonly clock: Clock;
  readonly exchange: FrameExchange;
}

/** One sender of the camera: what is known of it, and its steps to an encoder of another one and back. */
export class SharedSender {
  readonly id: number;
  readonly keyFrames: KeyFrames;
  readonly #options: SharedSenderOptions;
  #isSeen = false;
  /** Whose data it is to send, and whose it sends by now; its own: `null`. */
  #leader: SharedSender | null = null;
  #source: number | null = null;
  #orderedAtMs = 0;
  /** Read once a second: reading it waits for another thread. */
  #codec: RTCRtpCodecParameters | undefined;
  #path: PathState = NEW_PATH;
  #availableBps: number | undefined;
  /** How much was sent until the last measurement, and when that was. */
  #sent: { readonly bytes: number; readonly atMs: number } | null = null;
  #stillUntilMs = 0;
  #losses: readonly number[] = [];
  #apartUntilMs = 0;
  /** What counts in place of the sender's own shape; and whether a key frame is still to be asked for. */
  #encoding: Readonly<Partial<RTCRtpEncodingParameters>> | null = null;
  #isKeyWanted = false;

  constructor(id: number, options: SharedSenderOptions) {
    this.id = id;
    this.#options = options;
    this.keyFrames = new KeyFrames(options.clock, () => {
      this.#isKeyWanted = true;
      this.#override();
    });
    options.control.want({ transform: options.exchange.createTransform(id) });
  }

  /** What the path is estimated at. */
  get availableBps(): number | undefined {
    return this.#availableBps;
  }

  /** What its pictures may take at most. */
  get wantedBps(): number {
    return this.#options.control.wanted.shape?.maxBitrate ?? DEFAULT_MAX_BPS;
  }

  toFacts(nowMs: number): GroupFacts {
    const isApart = this.#path.isNarrow || nowMs < this.#apartUntilMs;
    return {
      id: this.id,
      kind: this.#isSeen && !isApart ? this.#kind : null,
      isEncoding: this.#source === null,
      canLead: nowMs >= this.#stillUntilMs,
    };
  }

  handleSeen(): void {
    this.#isSeen = true;
  }

  handleFollows(source: number | null): void {
    this.#source = source;
  }

  /** Its encoder has made nothing while others did. */
  handleStill(): void {
    this.#stillUntilMs = this.#options.clock.monotonic() + STILL_MS;
  }

  /** Frames of its leader could not be sent. */
  handleLost(): void {
    const nowMs = this.#options.clock.monotonic();
    this.#losses = [...this.#losses.filter((at) => nowMs - at < LOSSES_MS), nowMs];
    if (this.#losses.length < MAX_LOSSES) return;
    this.#losses = [];
    this.#apartUntilMs = nowMs + APART_MS;
  }

  /** Sends what this one encodes, from its next key frame on; `null`: what it encodes itself, from its own. */
  follow(leader: SharedSender | null): void {
    const { clock, exchange } = this.#options;
    const isNew = leader !== this.#leader;
    this.#leader = leader;
    if (isNew) {
      const maySkip = this.#codec !== undefined && maySkipIn(this.#codec) === true;
      exchange.order({ id: this.id, follows: leader?.id ?? null, maySkip });
      if (leader === null) this.encodeAlone();
    }
    if (this.#source === (leader?.id ?? null)) return;
    const nowMs = clock.monotonic();
    if (!isNew && nowMs - this.#orderedAtMs < KEY_FRAME_MS) return;
    this.#orderedAtMs = nowMs;
    (leader ?? this).keyFrames.want();
  }

  /** Encodes by its own shape, for its own receiver. */
  encodeAlone(): void {
    this.#encode(null);
  }

  /** Encodes for others: no more than their paths take. */
  lead(mostBps: number, budgetBps: number | null): void {
    const maxBitrate = Math.min(mostBps, budgetBps ?? Infinity);
    const { maxBitrate: before = Infinity } = this.#encoding ?? {};
    if (Math.abs(maxBitrate - before) >= CHANGE * before || before > mostBps) this.#encode({ maxBitrate });
  }

  /** Encodes as little as can be, once its frames have another one's data. */
  carry(mostBps: number): void {
    if (this.#source === null || this.#leader === null) return;
    const { track } = this.#options.control.wanted;
    const { width = 0, height = 0 } = track?.getSettings() ?? {};
    const lines = Math.min(width, height);
    // Of a camera whose size is not known: the smaller one is right for each.
    const scaleResolutionDownBy = Math.max(1, (lines || 1080) / CARRIER_LINES);
    const { scaleResolutionDownBy: scale, maxBitrate } = this.#encoding ?? {};
    if (scale === scaleResolutionDownBy && maxBitrate === mostBps) return;
    // The bitrate that the path is probed for.
    this.#encode({ scaleResolutionDownBy, maxBitrate: mostBps });
  }

  /** Looks at what the browser estimates of the path. */
  async measure(): Promise<void> {
    const { sender, clock } = this.#options;
    let bytes: number | undefined;
    try {
      const report: ReadonlyMap<string, PathStats> = await sender.getStats();
      const entries = [...report.values()];
      this.#availableBps = entries.find(
        (each) => each.availableOutgoingBitrate !== undefined,
      )?.availableOutgoingBitrate;
      bytes = entries.find(({ type }) => type === 'outbound-rtp')?.bytesSent;
    } catch {
      // The connection was closed meanwhile.
      return;
    }
    [this.#codec] = sender.getParameters().codecs;
    const nowMs = clock.monotonic();
    const sentBps = this.#rateOf(bytes, nowMs);
    this.#path = nextPath(this.#path, this.#availableBps, { wantedBps: this.wantedBps, sentBps }, nowMs);
  }

  /** May be called twice. */
  close(): void {
    this.keyFrames.close();
    this.#options.exchange.order({ id: this.id, follows: 'gone' });
  }

  /** What is encoded for it; `null` while nothing is sent, or nothing that can be shared. */
  get #kind(): string | null {
    const { sender, control } = this.#options;
    const { track, shape, scale } = control.wanted;
    const codec = this.#codec;
    if (track === null || shape?.active === false || codec === undefined || maySkipIn(codec) === undefined) return null;
    if (!UP.includes(sender.transport?.iceTransport.state)) return null;
    const size = Math.max(shape?.scaleResolutionDownBy ?? 1, scale ?? 1);
    return JSON.stringify([codec.mimeType, codec.sdpFmtpLine, size, shape?.maxFramerate, track.id]);
  }

  /** In bits a second, since the last time; `undefined` where there was none, and while nothing is sent. */
  #rateOf(bytes: number | undefined, atMs: number): number | undefined {
    const before = this.#sent;
    this.#sent = bytes === undefined ? null : { bytes, atMs };
    if (bytes === undefined || before === null || bytes <= before.bytes || atMs <= before.atMs) return undefined;
    return ((bytes - before.bytes) * 8000) / (atMs - before.atMs);
  }

  #encode(encoding: Partial<RTCRtpEncodingParameters> | null): void {
    if (encoding === this.#encoding) return;
    this.#encoding = encoding;
    this.#override();
  }

  #override(): void {
    const encoding = this.#encoding;
    const { control } = this.#options;
    const override: EncodingOverride = ({ encodings }) => {
      // Where nothing counts in place of its shape, that does again: also what it leaves to the browser.
      const { maxBitrate } = control.wanted.shape ?? {};
      for (const each of encodings) Object.assign(each, { maxBitrate }, encoding);
      return this.#takeOptions();
    };
    control.want({ override });
  }

  #takeOptions(): { encodingOptions: { keyFrame: boolean }[] } | undefined {
    if (!this.#isKeyWanted) return undefined;
    this.#isKeyWanted = false;
    return { encodingOptions: [{ keyFrame: true }] };
  }
}

function maySkipIn({ mimeType }: RTCRtpCodecParameters): boolean | undefined {
  return MAY_SKIP[mimeType.toLowerCase()];
}

interface PathStats {
  readonly type?: string;
  readonly bytesSent?: number;
  readonly availableOutgoingBitrate?: number;
}
