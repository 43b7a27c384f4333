import { CallError } from '../base/errors.js';
import { MAX_FRAME_BYTES } from './data-limits.js';

export { MAX_FRAME_BYTES } from './data-limits.js';

/** Text or bytes for other participants, on a channel named by the caller. */
export interface PlaneData {
  readonly channel: string;
  readonly data: string | Uint8Array;
}

const MAX_CHANNEL_BYTES = 64;
const SEPARATOR = '\n';

/** One message as it is handed to a data channel. */
export type DataFrame = string | Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Writes text or bytes on a channel as one data channel message. Text: `channel "\n" text`. Bytes: one byte with the channel
 * name's length, the name in UTF-8, the bytes.
 * @throws CallError `message-too-large` beyond 256 KiB; `internal` for a channel name that is empty, longer than 64 bytes or has a line break.
 */
export function encodeFrame({ channel, data }: PlaneData): DataFrame {
  const name = encoder.encode(channel);
  if (name.length === 0 || name.length > MAX_CHANNEL_BYTES || channel.includes(SEPARATOR)) {
    throw new CallError('internal', {
      message: 'The data channel has no valid name.',
      hint: 'Use 1 to 64 bytes on one line.',
    });
  }
  const dataBytes = typeof data === 'string' ? utf8Length(data) : data.byteLength;
  if (name.length + 1 + dataBytes > MAX_FRAME_BYTES) {
    throw new CallError('message-too-large', {
      hint: `Send at most ${String(MAX_FRAME_BYTES / 1024 - 1)} KiB at once.`,
    });
  }
  if (typeof data === 'string') return channel + SEPARATOR + data;
  const frame = new Uint8Array(1 + name.length + data.byteLength);
  frame[0] = name.length;
  frame.set(name, 1);
  frame.set(data, 1 + name.length);
  return frame;
}

/** Reads one data channel message; `null` when it is none of ours. Bytes are a view of the message: each copy of a large one costs time. */
export function decodeFrame(message: unknown): PlaneData | null {
  if (typeof message === 'string') {
    const end = message.indexOf(SEPARATOR);
    if (end < 1 || end > MAX_CHANNEL_BYTES) return null;
    return { channel: message.slice(0, end), data: message.slice(end + 1) };
  }
  if (!(message instanceof ArrayBuffer)) return null;
  const bytes = new Uint8Array(message);
  const nameLength = bytes[0] ?? 0;
  if (nameLength === 0 || nameLength > MAX_CHANNEL_BYTES || bytes.length < 1 + nameLength) return null;
  return { channel: decoder.decode(bytes.subarray(1, 1 + nameLength)), data: bytes.subarray(1 + nameLength) };
}

/** Bytes of a text in UTF-8, without encoding what is too long anyway. */
function utf8Length(text: string): number {
  return text.length > MAX_FRAME_BYTES ? text.length : encoder.encode(text).length;
}
