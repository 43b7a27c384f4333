/** The largest file, in bytes: what a participant can be expected to wait for, and a disk to have room for. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** The largest file where the browser has no private disk for pages, in bytes: it stays in memory. */
export const MAX_MEMORY_FILE_BYTES = 20 * 1024 * 1024;

/** The bytes of a piece: with its head it stays below 64 KiB, so that it holds up a chat message for a moment only. */
export const PIECE_BYTES = 64_000;

/** How many pieces a sender sends ahead of what the receiver says that it has kept: 4 MB for each file under way. */
export const WINDOW_PIECES = 64;

/** A receiver says what it has kept once in so many pieces: often enough that a sender never waits for it. */
export const PIECES_A_REPORT = 16;

/** How many pieces a file of that size has; an empty file has none. */
export function countPieces(sizeBytes: number): number {
  return Math.ceil(sizeBytes / PIECE_BYTES);
}

/** The first byte of a piece, and the one after its last. */
export function rangeOf(index: number, sizeBytes: number): { start: number; end: number } {
  const start = index * PIECE_BYTES;
  return { start, end: Math.min(start + PIECE_BYTES, sizeBytes) };
}
