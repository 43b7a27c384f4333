import { CallError, toCallError } from '../../../base/errors.js';
import type { DataFrame } from '../../data-frame.js';
import type { DataOptions, Lane } from '../../data-path.js';
import type { DataChannels } from './data-channels.js';
import type { DataLane } from './data-lane.js';

/** The most messages that wait for another connection; more are refused. */
const MAX_WAITING_MESSAGES = 1000;

/** What the data for one participant is sent with. */
export interface PeerDataOptions {
  /** Those of the present connection; `null` while the browser does not make one. */
  getChannels(): DataChannels | null;
  getLane(channel: RTCDataChannel, lane: Lane): Pick<DataLane, 'send'>;
  readonly hasBulkLane: boolean;
}

/** Data for one participant: sent over the present connection, or over the one that replaces it first. */
export class PeerData {
  readonly #options: PeerDataOptions;
  /** Messages that wait for the next connection. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(options: PeerDataOptions) {
    this.#options = options;
  }

  /** Resolves when handed over. @throws as `DataPath.send` does. */
  async send(frame: DataFrame, { lane = 'ordered', signal }: DataOptions): Promise<void> {
    const { getChannels, getLane, hasBulkLane } = this.#options;
    const used = hasBulkLane ? lane : 'ordered';
    while (!this.#isClosed) {
      const channels = getChannels();
      try {
        if (channels !== null) {
          await getLane(channels[used], used).send(frame, signal);
          return;
        }
      } catch (error) {
        signal?.throwIfAborted();
        // The other side may have closed its end before this side hears of the next connection.
        if (toCallError(error).code !== 'not-allowed') throw error;
      }
      if (channels === getChannels()) await this.#whenReplaced(signal);
    }
    throw new CallError('not-allowed', { message: 'The participant is not connected any more.' });
  }

  /** There is another connection. */
  handleReplaced(): void {
    for (const release of [...this.#waiting]) release();
  }

  /** Messages that still wait are refused. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.handleReplaced();
  }

  /** Resolves when there is another connection, or no more will come. @throws what `signal` is aborted with before. */
  async #whenReplaced(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isClosed) return;
    // Aborted already: there is no event to wait for.
    signal?.throwIfAborted();
    if (this.#waiting.size >= MAX_WAITING_MESSAGES) throw new CallError('rate-limited');
    await new Promise<void>((resolve) => {
      const release = (): void => {
        signal?.removeEventListener('abort', release);
        this.#waiting.delete(release);
        resolve();
      };
      this.#waiting.add(release);
      signal?.addEventListener('abort', release);
    });
    signal?.throwIfAborted();
  }
}
