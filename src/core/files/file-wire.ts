/** The format of files over data channels: shapes, limits, reading and writing. */
import {
  boolean,
  boundedText,
  list,
  number,
  object,
  oneOf,
  optional,
  read,
  wholeNumber,
  type OutputOf,
  type Shape,
} from '../../protocol/shapes.js';
import { nameShape } from '../../protocol/texts.js';
import { DIGEST_BYTES } from './digests.js';
import { toFileName, toFileType } from './file-name.js';
import { countPieces, MAX_FILE_BYTES, PIECE_BYTES } from './piece-plan.js';

/** Text is what is agreed about files, as JSON; bytes are their pieces, on the lane for large data, and so is their end. */
export const FILE_CHANNEL = 'noom:file';

/** The most files of one participant that another is offered at the same time: more are declined. */
export const MAX_OFFERED_FILES = 50;
/** The most files of participants who have left that a newcomer is told of. */
export const MAX_PAST_FILES = 50;
/** Longer text is no message about a file: the longest has 50 files with names of 80 characters. */
const MAX_MESSAGE_LENGTH = 64 * 1024;

/* @__NO_SIDE_EFFECTS__ */
function cleaned(clean: (text: string) => string): Shape<string> {
  const shape = boundedText(8192);
  return (value) => clean(shape(value));
}

const idShape = boundedText(64, 1);
const pieceShape = wholeNumber(countPieces(MAX_FILE_BYTES));
const factShapes = {
  id: idShape,
  name: cleaned(toFileName),
  sizeBytes: wholeNumber(MAX_FILE_BYTES),
  type: cleaned(toFileType),
  at: number,
};

/** Why a file does not come: it is not wanted, a person stopped it, or it failed. */
const STOP_REASONS = ['declined', 'stopped', 'unreadable', 'too-large', 'no-room', 'damaged', 'silent'] as const;
/** Why a file does not come. */
export type StopReason = (typeof STOP_REASONS)[number];

const offerShape = object({ ...factShapes, isPrivate: optional(boolean) });
/** What is offered. The sender is known from the connection. */
export type FileOffer = OutputOf<typeof offerShape>;

const pastFileShape = object({ ...factShapes, from: idShape, sender: nameShape });
/** A file that was there: its sender has left. */
export type PastFile = OutputOf<typeof pastFileShape>;

const messageShape = object({
  /** A file is offered. */
  offer: optional(offerShape),
  /** The receiver wants a file, from this piece on. */
  want: optional(object({ id: idShape, piece: pieceShape })),
  /** The receiver has kept so many pieces. */
  kept: optional(object({ id: idShape, pieces: pieceShape })),
  /** All pieces were sent; the digest over their digests. */
  end: optional(object({ id: idShape, digest: boundedText(DIGEST_BYTES * 2, DIGEST_BYTES * 2) })),
  /** The receiver has the whole file, and the digests are right. */
  received: optional(object({ id: idShape })),
  /** Either side stops. */
  stop: optional(object({ id: idShape, reason: oneOf(STOP_REASONS) })),
  /** A newcomer asks which files were there. */
  ask: optional(boolean),
  /** The files of those who have left. */
  past: optional(list<unknown>((value) => value, MAX_PAST_FILES)),
});
/** A message about files: one of its fields is set. */
export type FileMessage = Omit<OutputOf<typeof messageShape>, 'past'> & { past?: PastFile[] };

/** Reads a message about files; `null` when it is invalid. Invalid files of the past are left out. */
export function parseFileMessage(data: string): FileMessage | null {
  if (data.length > MAX_MESSAGE_LENGTH) return null;
  try {
    const { past, ...message } = messageShape(JSON.parse(data));
    if (past === undefined) return message;
    return { past: past.map((file) => read(pastFileShape, file)).filter((file) => file !== null) };
  } catch {
    // From another implementation, or a hostile participant.
    return null;
  }
}

/** Writes a message about files. */
export function toFileMessage(message: FileMessage): string {
  return JSON.stringify(message);
}

/** A piece of a file. */
export interface Piece {
  readonly id: string;
  readonly index: number;
  readonly digest: Uint8Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Writes a piece: one byte with the length of the file's id, the id in UTF-8, the index in 4 bytes (big endian), the digest, the bytes. */
export function toPieceFrame({ id, index, digest, bytes }: Piece): Uint8Array {
  const name = encoder.encode(id);
  const frame = new Uint8Array(1 + name.length + 4 + DIGEST_BYTES + bytes.length);
  frame[0] = name.length;
  frame.set(name, 1);
  new DataView(frame.buffer).setUint32(1 + name.length, index);
  frame.set(digest, 5 + name.length);
  frame.set(bytes, 5 + name.length + DIGEST_BYTES);
  return frame;
}

/** Reads a piece; `null` when it is none. */
export function parsePiece(data: Uint8Array): Piece | null {
  const nameLength = data[0] ?? 0;
  const digestAt = 5 + nameLength;
  const bytesAt = digestAt + DIGEST_BYTES;
  if (nameLength === 0 || data.length <= bytesAt || data.length > bytesAt + PIECE_BYTES) return null;
  return {
    id: decoder.decode(data.subarray(1, 1 + nameLength)),
    index: new DataView(data.buffer, data.byteOffset).getUint32(1 + nameLength),
    // Kept to the end, without the rest of the frame.
    digest: data.slice(digestAt, bytesAt),
    // Not copied: nothing else has this message, and no data path has shared memory.
    bytes: data.subarray(bytesAt) as Uint8Array<ArrayBuffer>,
  };
}
