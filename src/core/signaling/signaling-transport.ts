import type { Reply, RequestName, RequestPayload, ServerEvent } from '../../protocol/protocol.js';

/** The events of a transport. */
export interface SignalingEvents {
  /** The connection to the server is open, also after a drop: a seat has to be asked back. */
  'signaling-connected': Event;
  /** The connection to the server is lost; the transport reconnects. */
  'signaling-disconnected': Event;
  /** One parsed event of the server. */
  'signaling-message': SignalingMessageEvent;
}

/** One parsed event of the server. */
export interface SignalingMessageEvent extends Event {
  readonly message: ServerEvent;
}

/**
 * The connection to the signaling server: requests and events. Knows nothing of rooms, media or descriptions.
 * Everything it delivers was parsed by `protocol.ts`.
 */
export interface SignalingTransport {
  readonly isConnected: boolean;

  /** Starts connecting, and keeps reconnecting until closed. Harmless when open; opens again after `close()`. */
  open(): void;

  /**
   * Sends one request, at once or as soon as there is a connection, and resolves to the reply.
   * @throws CallError with the server's code when it refused; `signaling-unreachable` when the connection dropped,
   * `close()` was called, or no answer came within 10 s; the reason of `signal` when that is aborted.
   */
  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>>;

  /**
   * Looks now whether the connection is alive, and makes another one if the server does not answer in 3 s; one that is
   * lost is tried again at once. Absent where a connection cannot die unnoticed.
   */
  check?(): Promise<void>;

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
