import { NO_CAPTURE, type CaptureFacts } from '../../model/sources.js';

/** What is known of the local microphone or camera. */
export interface CaptureSlot {
  /** Whether the person wants it on. */
  isWanted: boolean;
  /** Whether the capture is kept: a camera as long as it is wanted, a microphone until everything is closed. */
  isKept: boolean;
  track: MediaStreamTrack | null;
  /** What the browser reported when the device was captured. */
  facts: CaptureFacts;
  /** Whether the track gives no sound or picture for now, although it is live. */
  isInterrupted: boolean;
  /** How often it was reopened because it gave no frames. */
  reopenings: number;
  /** When it was reopened last, by the monotonic clock. */
  reopenedAt: number;
  /** The newest opening; the late result of an older one is stopped. */
  opening: Promise<void> | null;
  /** The device that the opening asks for by default; `null` when it swaps. */
  openingId: string | null;
  /** Begins the newest swap again, as long as it has come to no end: turning the source off cuts it short. */
  swapAgain: (() => Promise<void>) | null;
  stopFollowing: () => void;
}

/** Nothing captured. */
export function createSlot(): CaptureSlot {
  return {
    isWanted: false,
    isKept: false,
    track: null,
    facts: NO_CAPTURE,
    isInterrupted: false,
    reopenings: 0,
    reopenedAt: -Infinity,
    opening: null,
    openingId: null,
    swapAgain: null,
    stopFollowing: () => undefined,
  };
}
