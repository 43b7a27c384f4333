import type { Reply, RequestName, RequestPayload, ServerEvent } from '../../protocol/protocol.js';

/** What a transport tells. */
export interface SignalingEvents {
  /** The way to the server is open; after a drop too. Whoever had a seat asks for it again. */
  'signaling-connected': Event;
  /** The way to the server is lost; the transport is trying again. */
  'signaling-disconnected': Event;
  /** One parsed event of the server. */
  'signaling-message': SignalingMessageEvent;
}

/** One parsed event of the server. */
export class SignalingMessageEvent extends Event {
  readonly message: ServerEvent;

  constructor(message: ServerEvent) {
    super('signaling-message');
    this.message = message;
  }
}

/**
 * The way to the signaling server: opens, asks, tells, closes. Knows nothing of rooms, media or descriptions.
 * Whatever it tells was parsed by `protocol.ts`.
 */
export interface SignalingTransport {
  readonly isConnected: boolean;

  /** Starts connecting, and keeps reconnecting until closed. Harmless when open; opens again after `close()`. */
  open(): void;

  /**
   * Sends one request when connected (at once, or as soon as it is) and gives the reply.
   * @throws CallError with the server's code when it refused; `signaling-unreachable` when the connection dropped, `close()`
   * was called, or no answer came within 10 s; what `signal` was aborted with.
   */
  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>>;

  /** Closes the connection; requests under way fail. May be called twice. */
  close(): void;

  addEventListener<Type extends keyof SignalingEvents>(
    type: Type,
    listener: (event: SignalingEvents[Type]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof SignalingEvents>(
    type: Type,
    listener: (event: SignalingEvents[Type]) => void,
  ): void;
}
