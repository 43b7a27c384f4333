/** The format of reactions over data channels. */
import { emojiShape } from '../../../protocol/emoji.js';
import { boundedText, object, read, type OutputOf } from '../../../protocol/shapes.js';

/** In UTF-16 units: several times what a reaction needs, also where each unit of it is escaped. */
const MAX_FRAME_LENGTH = 1024;

const reactionShape = object({ id: boundedText(64, 1), emoji: emojiShape });
/** A reaction; who reacted is known from the connection. */
export type Reaction = OutputOf<typeof reactionShape>;

/** Reads a reaction, of the server too; `null` when it is invalid. */
export function readReaction(value: unknown): Reaction | null {
  return read(reactionShape, value);
}

/** Reads a reaction that came over a data channel; `null` when it is invalid, or longer than any. */
export function parseReaction(data: string | Uint8Array): Reaction | null {
  if (typeof data !== 'string' || data.length > MAX_FRAME_LENGTH) return null;
  try {
    return readReaction(JSON.parse(data));
  } catch {
    // Not JSON: from another implementation, or a hostile participant.
    return null;
  }
}
