import { CallError } from '../../../base/errors.js';
import type { Lane } from '../../data-path.js';
import { cut, MAX_PACKET_BYTES, type Outgoing } from './data-pieces.js';

/** The most that waits for one recipient, as in a mesh: beyond it nothing more is taken. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
const MAX_WAITING_MESSAGES = 1000;
/** So many recipients are named in one packet. */
const MAX_RECIPIENTS = 150;
/** What naming a recipient takes beside the bytes of the id. */
const RECIPIENT_BYTES = 4;

interface Settle {
  resolve(): void;
  reject(error: unknown): void;
}

interface Message {
  readonly outgoing: Outgoing;
  /** Those who have not been sent it. */
  readonly waiting: Map<string, Settle>;
  readonly end: () => void;
}

/** What a lane sends through. */
export interface LaneOptions {
  readonly lane: Lane;
  readonly isReachable: (id: string) => boolean;
  /** Hands a packet over; rejects when there is no room, or it is over. */
  readonly transmit: (piece: Uint8Array<ArrayBuffer>, ids: readonly string[]) => Promise<void>;
  /** Resolves when another piece may be handed over. */
  readonly whenFree: () => Promise<void>;
}

/** Messages of one urgency: each recipient gets them whole and in their order, and no one waits for another one. */
export class OutgoingLane {
  readonly #options: LaneOptions;
  readonly #queue: Message[] = [];
  #isSending = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /**
   * Sends to each of these, now or when they can be reached. Returns what settles for each, as `DataPath.send` does for
   * one.
   */
  push(ids: readonly string[], outgoing: Outgoing, signal?: AbortSignal): ReadonlyMap<string, Promise<void>> {
    const waiting = new Map<string, Settle>();
    const sent = new Map<string, Promise<void>>();
    const abort = (): void => {
      this.#settle(message, [...waiting.keys()], signal?.reason);
    };
    const end = (): void => {
      signal?.removeEventListener('abort', abort);
    };
    const message: Message = { outgoing, waiting, end };
    for (const id of ids) {
      const settled = new Promise<void>((resolve, reject) => {
        if (this.#isFull(id, outgoing)) reject(new CallError('rate-limited'));
        else waiting.set(id, { resolve, reject });
      });
      sent.set(id, settled);
    }
    if (waiting.size > 0) {
      signal?.addEventListener('abort', abort);
      this.#queue.push(message);
      this.pump();
    }
    return sent;
  }

  /** Someone may be reachable who was not before. */
  pump(): void {
    if (!this.#isSending) void this.#sendAll();
  }

  /** What waits for a participant is refused: they have left. */
  forget(id: string): void {
    for (const message of [...this.#queue]) {
      if (message.waiting.has(id)) this.#settle(message, [id], gone());
    }
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let next = this.#next(); next !== null; next = this.#next()) await this.#send(next.message, next.ids);
    this.#isSending = false;
  }

  /**
   * The first message that anyone who can be reached waits for, and who those are. Nothing earlier waits for them, so
   * that each gets everything in its order.
   */
  #next(): { readonly message: Message; readonly ids: readonly string[] } | null {
    for (const message of this.#queue) {
      const ids = [...message.waiting.keys()].filter((id) => this.#options.isReachable(id)).slice(0, MAX_RECIPIENTS);
      if (ids.length > 0) return { message, ids };
    }
    return null;
  }

  async #send(message: Message, ids: readonly string[]): Promise<void> {
    const { lane, transmit, whenFree } = this.#options;
    const names = ids.reduce((sum, { length }) => sum + length + RECIPIENT_BYTES, 0);
    try {
      for (const piece of cut(message.outgoing, lane, MAX_PACKET_BYTES - names)) {
        await whenFree();
        await transmit(piece, ids);
      }
      this.#settle(message, ids);
    } catch (cause) {
      // Those who are out of reach by now get it from its beginning when they are back; this cannot end otherwise.
      const failed = ids.filter((id) => this.#options.isReachable(id));
      this.#settle(message, failed, new CallError('internal', { cause }));
    }
  }

  #settle(message: Message, ids: readonly string[], error?: unknown): void {
    for (const id of ids) {
      const settle = message.waiting.get(id);
      message.waiting.delete(id);
      if (error === undefined) settle?.resolve();
      else settle?.reject(error);
    }
    if (message.waiting.size > 0) return;
    message.end();
    const place = this.#queue.indexOf(message);
    if (place >= 0) this.#queue.splice(place, 1);
  }

  #isFull(id: string, { bytes }: Outgoing): boolean {
    const waiting = this.#queue.filter((message) => message.waiting.has(id));
    const waitingBytes = waiting.reduce((sum, { outgoing }) => sum + outgoing.bytes.length, bytes.length);
    return waiting.length >= MAX_WAITING_MESSAGES || waitingBytes > MAX_WAITING_BYTES;
  }
}

/** Why data for a participant who is not there is refused. */
export function gone(): CallError {
  return new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
}
