import { decodeFrame, MAX_FRAME_BYTES, type DataFrame, type PlaneData } from '../../data-frame.js';
import type { Lane } from '../../data-path.js';

/**
 * A packet may have 64,000 bytes with its envelope, which names the recipients: tried, 63,950 bytes for one recipient
 * go and 63,990 do not.
 */
export const MAX_PACKET_BYTES = 60_000;

/** The first byte of each piece. */
const IS_FIRST = 1;
const IS_LAST = 2;
const IS_TEXT = 4;
const IS_BULK = 8;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A message as it is sent: its bytes, and what they are. Copied. */
export interface Outgoing {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isText: boolean;
}

/** The bytes of a frame. */
export function toOutgoing(frame: DataFrame): Outgoing {
  return typeof frame === 'string'
    ? { bytes: encoder.encode(frame), isText: true }
    : { bytes: frame.slice(), isText: false };
}

/** Cuts a message into pieces of at most `pieceBytes`, each with a byte that says which it is. */
export function* cut({ bytes, isText }: Outgoing, lane: Lane, pieceBytes: number): Generator<Uint8Array<ArrayBuffer>> {
  const room = pieceBytes - 1;
  const kind = (isText ? IS_TEXT : 0) | (lane === 'bulk' ? IS_BULK : 0);
  for (let start = 0; start === 0 || start < bytes.length; start += room) {
    const end = Math.min(start + room, bytes.length);
    const piece = new Uint8Array(1 + end - start);
    piece[0] = kind | (start === 0 ? IS_FIRST : 0) | (end === bytes.length ? IS_LAST : 0);
    piece.set(bytes.subarray(start, end), 1);
    yield piece;
  }
}

interface Partial {
  readonly pieces: Uint8Array[];
  length: number;
}

/**
 * Joins the pieces of one sender: those of each lane come in their order, and those of the two lanes may alternate. What
 * is incomplete, because the sender or the connection was away, is dropped when the next message begins.
 */
export class PieceJoiner {
  readonly #partials = new Map<Lane, Partial>();

  /** The message that this piece completes; `null` when there is more to come, or it is none of ours. */
  join(piece: Uint8Array): PlaneData | null {
    const kind = piece[0] ?? 0;
    const lane: Lane = (kind & IS_BULK) === 0 ? 'ordered' : 'bulk';
    if ((kind & IS_FIRST) !== 0) this.#partials.set(lane, { pieces: [], length: 0 });
    const partial = this.#partials.get(lane);
    if (partial === undefined || piece.length === 0) return null;
    partial.pieces.push(piece.subarray(1));
    partial.length += piece.length - 1;
    const isTooLong = partial.length > MAX_FRAME_BYTES;
    if (isTooLong || (kind & IS_LAST) !== 0) this.#partials.delete(lane);
    if (isTooLong || (kind & IS_LAST) === 0) return null;
    const bytes = new Uint8Array(partial.length);
    let place = 0;
    for (const each of partial.pieces) {
      bytes.set(each, place);
      place += each.length;
    }
    return decodeFrame((kind & IS_TEXT) === 0 ? bytes.buffer : decoder.decode(bytes));
  }
}
