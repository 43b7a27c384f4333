import { CallError } from '../../base/errors.js';
import { decodeFrame, type DataFrame, type PlaneData } from '../data-frame.js';

/** Above this much unsent data, in bytes, the next message waits. Chromium closes a channel at 16 MiB. */
const HIGH_WATER_BYTES = 1024 * 1024;
/** Sending goes on below this, in bytes. */
const LOW_WATER_BYTES = 256 * 1024;

/** The most that waits for one connection, in bytes or UTF-16 code units, and in messages: beyond it nothing more is taken. */
const MAX_WAITING_LENGTH = 16 * 1024 * 1024;
const MAX_WAITING_MESSAGES = 1000;

/** One data channel of one connection: whole messages, in order, never more at once than the network takes. */
export class DataLane {
  readonly #channel: RTCDataChannel;
  #tail: Promise<unknown> = Promise.resolve();
  #waitingMessages = 0;
  #waitingLength = 0;

  /** The channel is negotiated in advance (id 0 on both sides), so that opening it costs no round trip. */
  constructor(pc: RTCPeerConnection, handlers: { handleOpen: () => void; handleData: (data: PlaneData) => void }) {
    this.#channel = pc.createDataChannel('noom', { negotiated: true, id: 0 });
    this.#channel.binaryType = 'arraybuffer';
    this.#channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
    this.#channel.onopen = handlers.handleOpen;
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const frame = decodeFrame(data);
      if (frame !== null) handlers.handleData(frame);
    };
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  /**
   * Sends when the channel is open and its buffer has room, after everything sent before; resolves when handed over.
   * @throws CallError `not-allowed` when the channel closes first; `rate-limited` when too much waits already.
   */
  async send(frame: DataFrame): Promise<void> {
    const length = typeof frame === 'string' ? frame.length : frame.byteLength;
    if (this.#waitingMessages >= MAX_WAITING_MESSAGES || this.#waitingLength + length > MAX_WAITING_LENGTH) {
      const hint = 'Send less, or wait until the connection is back.';
      throw new CallError('rate-limited', { message: 'Too much data waits for this participant.', hint });
    }
    this.#waitingMessages += 1;
    this.#waitingLength += length;
    const sent = this.#tail.then(async () => {
      await this.#whenWritable();
      // Two calls because the overloads of `send` do not take a union.
      if (typeof frame === 'string') this.#channel.send(frame);
      else this.#channel.send(frame);
    });
    // Whoever comes next waits for its turn, not for this one's success.
    this.#tail = sent.catch(() => undefined);
    try {
      await sent;
    } finally {
      this.#waitingMessages -= 1;
      this.#waitingLength -= length;
    }
  }

  /** Messages that still wait are refused. May be called twice. */
  close(): void {
    this.#channel.onopen = null;
    this.#channel.onmessage = null;
    this.#channel.close();
    this.#channel.dispatchEvent(new Event('close'));
  }

  async #whenWritable(): Promise<void> {
    while (!(this.isOpen && this.#channel.bufferedAmount <= HIGH_WATER_BYTES)) {
      if (this.#channel.readyState === 'closing' || this.#channel.readyState === 'closed') {
        throw new CallError('not-allowed', { message: 'The participant is not connected any more.', hint: '' });
      }
      await firstEvent(this.#channel, this.isOpen ? ['bufferedamountlow', 'close'] : ['open', 'close']);
    }
  }
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
