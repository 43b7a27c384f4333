import type { Clock } from '../base/clock.js';
import type { ChatMessage } from '../model/snapshot.js';
import { MAX_HISTORY_MESSAGES, parseHistoryFrame, toHistoryFrames, type PastMessage } from './chat-wire.js';
import { HistoryRequest } from './history.js';

const HISTORY_CHANNEL = 'noom:history';
const HISTORY_REQUEST_CHANNEL = 'noom:history-request';

/** What the exchange needs of the call. */
export interface PastSurroundings {
  sendData(participantId: string, data: { channel: string; data: string }): Promise<unknown>;
  getMessages(): readonly ChatMessage[];
  handlePast(messages: readonly PastMessage[]): void;
  clock: Clock;
}

/** The history: asked of a participant who was there, and told to newcomers. */
export class PastExchange {
  readonly #around: PastSurroundings;
  readonly #history: HistoryRequest;
  /** The participants who got the history over their present connection: it is sent once. */
  readonly #told = new Set<string>();
  #past: PastMessage[] = [];

  constructor(surroundings: PastSurroundings) {
    this.#around = surroundings;
    this.#history = new HistoryRequest(
      {
        ask: (id) => {
          surroundings.sendData(id, { channel: HISTORY_REQUEST_CHANNEL, data: '' }).catch(() => {
            // `HistoryRequest` repeats a request that failed.
          });
        },
        handlePassedOver: () => {
          this.#past = [];
        },
      },
      surroundings.clock,
    );
  }

  handleAdmitted(participantIds: readonly string[]): void {
    this.#history.handleAdmitted(participantIds);
  }

  handleReturned(): void {
    this.#history.handleReturned();
  }

  handleReachable(id: string): void {
    this.#told.delete(id);
    this.#history.handleReachable(id);
  }

  handleGone(id: string): void {
    this.#told.delete(id);
    this.#history.handleGone(id);
  }

  /** Handles data on a channel of the history; ignores other channels. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    if (channel === HISTORY_REQUEST_CHANNEL) void this.#tell(from);
    else if (channel === HISTORY_CHANNEL) this.#handleFrame(from, data);
  }

  /** Stops waiting. May be called twice. */
  close(): void {
    this.#history.close();
  }

  /** Each frame is made when the previous one was handed over: a participant who does not read costs no memory. */
  async #tell(to: string): Promise<void> {
    if (this.#told.has(to)) return;
    this.#told.add(to);
    const messages = this.#around
      .getMessages()
      .filter(({ to: only, state, isDeleted }) => only === null && state !== 'failed' && isDeleted !== true);
    try {
      for (const frame of toHistoryFrames(messages)) {
        await this.#around.sendData(to, { channel: HISTORY_CHANNEL, data: JSON.stringify(frame) });
      }
    } catch {
      // The connection broke: the newcomer asks again over the next one, or asks another participant.
    }
  }

  #handleFrame(from: string, data: string | Uint8Array): void {
    const frame = parseHistoryFrame(data);
    const asked = this.#history.askedFor(from);
    if (frame === null || asked === null) return;
    this.#past.push(...frame.messages);
    this.#history.handlePart();
    // Bounded: a hostile participant might never send a last part.
    if (!frame.isLast && this.#past.length < MAX_HISTORY_MESSAGES) return;
    // Asked after a renewed connection: only messages of that participant can be missing, so no others are taken.
    const past = asked === 'all' ? this.#past : this.#past.filter((message) => message.from === from);
    this.#past = [];
    this.#around.handlePast(past);
    this.#history.handleDone();
  }
}
