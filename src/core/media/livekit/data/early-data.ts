import type { Clock } from '../../../base/clock.js';

/** For longer than signaling takes to tell who came. */
const KEPT_MS = 10_000;
const MAX_PACKETS = 200;
const MAX_BYTES = 1024 * 1024;

interface Early {
  readonly from: string;
  readonly piece: Uint8Array;
  readonly atMs: number;
}

/**
 * Data of participants of whom the call has not told yet: the media server and the signaling server tell of them
 * independently. Bounded, because anyone with a token for the room can send it.
 */
export class EarlyData {
  readonly #clock: Clock;
  #kept: readonly Early[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(from: string, piece: Uint8Array): void {
    const now = this.#clock.monotonic();
    const recent = this.#kept.filter(({ atMs }) => now - atMs < KEPT_MS);
    const bytes = recent.reduce((sum, each) => sum + each.piece.length, piece.length);
    const hasRoom = recent.length < MAX_PACKETS && bytes <= MAX_BYTES;
    this.#kept = hasRoom ? [...recent, { from, piece, atMs: now }] : recent;
  }

  /** What a participant has sent before they were known, in its order. */
  take(from: string): readonly Uint8Array[] {
    const now = this.#clock.monotonic();
    const theirs = this.#kept.filter((each) => each.from === from && now - each.atMs < KEPT_MS);
    this.#kept = this.#kept.filter((each) => each.from !== from);
    return theirs.map(({ piece }) => piece);
  }
}
