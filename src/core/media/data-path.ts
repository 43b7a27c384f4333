import type { TypedEventTarget } from '../base/typed-events.js';
import type { PlaneData } from './data-frame.js';

/**
 * How urgent data is. Each lane keeps its own order, and `bulk` does not delay `ordered`. A single message that is being transmitted is
 * not interrupted: send bulk in pieces of up to 64 KiB, so that the other lane stays quick.
 */
export type Lane = 'ordered' | 'bulk';

/** How data is sent. */
export interface DataOptions {
  /** `ordered` by default. */
  readonly lane?: Lane;
  /** The caller leaves the bytes as they are from now on: they are not copied for a second try. */
  readonly isFixed?: boolean;
  /** Data that still waits when this is aborted is not sent. */
  readonly signal?: AbortSignal;
}

/**
 * What became of data for one recipient. `handed-over`: it was handed to the network. `unreachable`: there was no connection to them
 * when it was sent (they get it when there is one), or they have left. `unknown`: the plane cannot know, because the data goes through
 * a server. None of them means that it has arrived.
 */
export type DataFate = 'handed-over' | 'unreachable' | 'unknown';

/** A participant sent text or bytes; `from` is the participant that the connection leads to, never what the sender claims. */
export interface DataReceivedEvent extends Event {
  readonly from: string;
  readonly channel: string;
  readonly data: string | Uint8Array;
}

/** Data can be sent to a participant over a connection that was not there before. */
export interface DataReachableEvent extends Event {
  readonly participantId: string;
}

/** The events of a data path. */
export interface DataEvents {
  'data-received': DataReceivedEvent;
  'data-reachable': DataReachableEvent;
}

/** How text and bytes travel between participants, beside their media. */
export interface DataPath extends TypedEventTarget<DataEvents> {
  /** Whether data for this participant would be transmitted at once. */
  canSend(id: string): boolean;

  /**
   * Sends to one participant, and resolves when the data is handed over; or, with `null`, to all participants, without waiting for those
   * who cannot be reached. Resolves to what became of it for each recipient. The data is copied at once, unless it
   * `isFixed`.
   * @throws CallError `message-too-large` beyond the plane's `maxMessageBytes`; `internal` for a channel without a valid name;
   * `rate-limited` when too much waits for a recipient already (the others get it); `not-allowed` when the single recipient is unknown,
   * or leaves before it is handed over; the reason of `signal` when that is aborted.
   */
  send(to: string | null, data: PlaneData, options?: DataOptions): Promise<ReadonlyMap<string, DataFate>>;
}
