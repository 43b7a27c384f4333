/** The format of chat over data channels: shapes, limits, reading and writing. */
import {
  boolean,
  boundedText,
  list,
  number,
  object,
  optional,
  read,
  type OutputOf,
  type Shape,
} from '../../protocol/shapes.js';
import { messageShape } from '../../protocol/messages.js';
import { nameShape } from '../../protocol/texts.js';

/** The most messages of the history that a newcomer gets. */
export const MAX_HISTORY_MESSAGES = 200;
/** The most JSON of one frame, in UTF-16 code units: at 3 bytes each it stays below 256 KiB. */
const MAX_HISTORY_FRAME_CHARACTERS = 64 * 1024;

const idSchema = boundedText(64, 1);
const referenceSchema = object({ id: idSchema, from: idSchema });

const chatFrameSchema = object({
  id: idSchema,
  text: messageShape,
  at: number,
  isPrivate: optional(boolean),
  replyTo: optional(referenceSchema),
});
/** A live message. The sender is known from the connection. */
export type ChatFrame = OutputOf<typeof chatFrameSchema>;

const ackSchema = object({ ack: idSchema });

const pastMessageSchema = object({
  id: idSchema,
  from: idSchema,
  name: nameShape,
  text: messageShape,
  at: number,
  replyTo: optional(referenceSchema),
});
/** A message of the history, as a participant who was there sends it. */
export type PastMessage = OutputOf<typeof pastMessageSchema>;

const historyFrameSchema = object({
  messages: list<unknown>((value) => value, MAX_HISTORY_MESSAGES),
  isLast: boolean,
});
/** A part of the history, oldest part first. */
export interface HistoryFrame {
  messages: PastMessage[];
  isLast: boolean;
}

/** Reads a live message; `null` when it is invalid. */
export function parseChatFrame(data: string | Uint8Array): ChatFrame | null {
  return parseJson(chatFrameSchema, data);
}

/** Writes a live message. */
export function toChatFrame({ id, text, at, isPrivate, replyTo }: ChatFrame): string {
  return JSON.stringify({ id, text, at, isPrivate, replyTo });
}

/** Reads the id of an acknowledged message; `null` when the data is no acknowledgement. */
export function parseAck(data: string | Uint8Array): string | null {
  return parseJson(ackSchema, data)?.ack ?? null;
}

/** Writes the acknowledgement of a message. */
export function toAck(id: string): string {
  return JSON.stringify({ ack: id });
}

/** Reads a part of the history; `null` when it is invalid. Invalid messages in it are left out. */
export function parseHistoryFrame(data: string | Uint8Array): HistoryFrame | null {
  const frame = parseJson(historyFrameSchema, data);
  if (frame === null) return null;
  const messages = frame.messages.map((message) => read(pastMessageSchema, message));
  return { messages: messages.filter((message) => message !== null), isLast: frame.isLast };
}

/** The newest of `messages` in as many frames as needed; one empty frame when there are none. */
export function toHistoryFrames(messages: readonly PastMessage[]): readonly HistoryFrame[] {
  const frames: PastMessage[][] = [[]];
  let characters = 0;
  for (const { id, from, name, text, at, replyTo } of messages.slice(-MAX_HISTORY_MESSAGES)) {
    const message = { id, from, name, text, at, ...(replyTo && { replyTo }) };
    // The length as JSON, where a control character takes six.
    const { length } = JSON.stringify(message);
    characters += length;
    if (characters > MAX_HISTORY_FRAME_CHARACTERS) {
      frames.push([]);
      characters = length;
    }
    frames.at(-1)?.push(message);
  }
  return frames.map((part, index) => ({ messages: part, isLast: index === frames.length - 1 }));
}

function parseJson<Output>(schema: Shape<Output>, data: string | Uint8Array): Output | null {
  if (typeof data !== 'string') return null;
  try {
    return read(schema, JSON.parse(data));
  } catch {
    // Not JSON: from another implementation, or a hostile participant.
    return null;
  }
}
