import { CallError } from '../../../base/errors.js';
import type { DataFrame } from '../../data-frame.js';
import type { Lane } from '../../data-path.js';

/** How full the buffer of each lane's channel may get, and when more is handed to it. */
const WATER_BYTES: Readonly<Record<Lane, { high: number; low: number }>> = {
  // Chromium closes a channel at 16 MiB of unsent data.
  ordered: { high: 1024 * 1024, low: 256 * 1024 },
  // The two share the buffer of one association, 2 MB in Chromium: one that is full would hold up the other lane.
  bulk: { high: 512 * 1024, low: 256 * 1024 },
};

/** The most that waits for one connection, in bytes or UTF-16 code units, and in messages: beyond it nothing more is taken. */
const MAX_WAITING_LENGTH = 16 * 1024 * 1024;
const MAX_WAITING_MESSAGES = 1000;

interface Waiting {
  readonly frame: DataFrame;
  resolve(): void;
  reject(error: unknown): void;
}

/** What is sent on one data channel of one connection: whole messages, in order, never more at once than the network takes. */
export class DataLane {
  readonly #channel: RTCDataChannel;
  readonly #highWaterBytes: number;
  readonly #queue: Waiting[] = [];
  #waitingLength = 0;
  #isSending = false;

  constructor(channel: RTCDataChannel, lane: Lane) {
    const { high, low } = WATER_BYTES[lane];
    this.#highWaterBytes = high;
    this.#channel = channel;
    this.#channel.bufferedAmountLowThreshold = low;
  }

  /**
   * Sends when the channel is open and its buffer has room, after everything sent before; resolves when handed over.
   * @throws CallError `not-allowed` when the channel closes first (`closeChannel`); `rate-limited` when too much waits already; the
   * reason of `signal` when that is aborted while it waits.
   */
  send(frame: DataFrame, signal?: AbortSignal): Promise<void> {
    const length = typeof frame === 'string' ? frame.length : frame.byteLength;
    return new Promise((resolve, reject) => {
      if (this.#queue.length >= MAX_WAITING_MESSAGES || this.#waitingLength + length > MAX_WAITING_LENGTH) {
        reject(new CallError('rate-limited'));
        return;
      }
      const abort = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        waiting.reject(signal?.reason);
      };
      const end = (): void => {
        this.#waitingLength -= length;
        signal?.removeEventListener('abort', abort);
      };
      const waiting: Waiting = {
        frame,
        resolve: () => {
          end();
          resolve();
        },
        reject: (error: unknown) => {
          end();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a page may abort with any value
          reject(error);
        },
      };
      this.#queue.push(waiting);
      this.#waitingLength += length;
      signal?.addEventListener('abort', abort);
      if (!this.#isSending) void this.#sendAll();
    });
  }

  get #isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    while (this.#queue.length > 0) {
      const isWritable = await this.#whenWritable();
      // The last message may have been aborted meanwhile.
      const waiting = this.#queue.shift();
      if (waiting === undefined) break;
      if (isWritable) this.#hand(waiting);
      else waiting.reject(notConnected());
    }
    this.#isSending = false;
  }

  #hand({ frame, resolve, reject }: Waiting): void {
    try {
      // Two calls because the overloads of `send` do not take a union.
      if (typeof frame === 'string') this.#channel.send(frame);
      else this.#channel.send(frame);
      resolve();
    } catch (error) {
      // Closed since it was found writable: as if it had been found closed.
      reject(this.#isOpen ? error : notConnected());
    }
  }

  /** Resolves to `true` when the next message can be sent, to `false` when the channel is closed. */
  async #whenWritable(): Promise<boolean> {
    while (!(this.#isOpen && this.#channel.bufferedAmount <= this.#highWaterBytes)) {
      if (this.#channel.readyState === 'closing' || this.#channel.readyState === 'closed') return false;
      await firstEvent(this.#channel, this.#isOpen ? ['bufferedamountlow', 'close'] : ['open', 'close']);
    }
    return true;
  }
}

function notConnected(): CallError {
  return new CallError('not-allowed', { message: 'The participant is not connected any more.', hint: '' });
}

/** Resolves at the first of these events. */
function firstEvent(target: EventTarget, types: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const settled = new AbortController();
    for (const type of types) {
      const settle = (): void => {
        settled.abort();
        resolve();
      };
      target.addEventListener(type, settle, { signal: settled.signal });
    }
  });
}
