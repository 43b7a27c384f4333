import { toCallError } from '../base/errors.js';
import type { TypedEventTarget } from '../base/typed-events.js';
import type { PlaneData } from './data-frame.js';

/**
 * What data is for: `ordered` comes in the order in which it was sent, `bulk` too, among itself, and stands before nothing that is
 * `ordered`. What of a single message is under way is not interrupted: pieces of up to 64 KiB keep the other lane quick.
 */
export type Lane = 'ordered' | 'bulk';

/** How data is sent. */
export interface DataOptions {
  /** `ordered` by default. */
  readonly lane?: Lane;
  /** What still waits when it is aborted is not sent. */
  readonly signal?: AbortSignal;
}

/**
 * What became of data for one recipient: it was handed to the network; there was no way to them when it was sent (they get it as soon
 * as there is one), or they have left; or the plane cannot know, because it goes through a server. Nobody says that it arrived.
 */
export type DataFate = 'handed-over' | 'unreachable' | 'unknown';

/** A participant sent text or bytes; `from` is who the connection belongs to, never what the sender claims. */
export class DataReceivedEvent extends Event {
  readonly from: string;
  readonly channel: string;
  readonly data: string | Uint8Array;

  constructor(from: string, { channel, data }: PlaneData) {
    super('data-received');
    this.from = from;
    this.channel = channel;
    this.data = data;
  }
}

/** Data can be sent to a participant, over a way that was not there before. */
export class DataReachableEvent extends Event {
  readonly participantId: string;

  constructor(participantId: string) {
    super('data-reachable');
    this.participantId = participantId;
  }
}

/** What a data path tells. */
export interface DataEvents {
  'data-received': DataReceivedEvent;
  'data-reachable': DataReachableEvent;
}

/** How text and bytes travel between participants, beside their media. */
export interface DataPath extends TypedEventTarget<DataEvents> {
  /** Whether what is sent to this participant now goes on its way at once. */
  canSend(id: string): boolean;

  /**
   * Sends to one participant, and resolves when it is handed over; or to everybody who is there, where nobody who cannot be reached is
   * waited for. Says what became of it for each recipient. The data is copied at once.
   * @throws CallError `message-too-large` beyond the plane's `maxMessageBytes`; `internal` for a channel without a valid name;
   * `rate-limited` when too much waits for a recipient already (the others get it); `not-allowed` when the one that it is for is
   * unknown, or goes away before; what `signal` was aborted with.
   */
  send(to: string | null, data: PlaneData, options?: DataOptions): Promise<ReadonlyMap<string, DataFate>>;
}

/**
 * Sends to each of these, and gives what became of it. Of those who cannot be reached nobody hears more than that: they may be gone
 * before there is a way.
 * @throws what sending to one who can be reached throws, unless they have left.
 */
export async function sendToEach(
  ids: readonly string[],
  canSend: (id: string) => boolean,
  send: (id: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, DataFate>> {
  const fates = ids.map(async (id): Promise<[string, DataFate]> => {
    const isReachable = canSend(id);
    const sending = send(id);
    if (!isReachable) {
      sending.catch(() => undefined);
      return [id, 'unreachable'];
    }
    try {
      await sending;
      return [id, 'handed-over'];
    } catch (error) {
      // A participant who leaves while everybody is told is no failure.
      if (toCallError(error).code !== 'not-allowed') throw error;
      return [id, 'unreachable'];
    }
  });
  return new Map(await Promise.all(fates));
}
