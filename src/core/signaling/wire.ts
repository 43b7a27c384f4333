/** What a wire calls. */
export interface WireHandlers {
  handleOpen(): void;
  /** It was open, and was lost or closed. */
  handleLost(): void;
  /** The server sent an event. */
  handleEvent(name: string, payload: unknown): void;
}

/** Carries Socket.IO's events and answers, without knowing what they mean. Reconnects until it is closed. */
export interface Wire {
  readonly isOpen: boolean;

  /** Harmless when open; opens again after `close()`. */
  open(): void;

  /** Drops the connection, or the attempt to make one, and makes another at once. Harmless when not opened. */
  reopen(): void;

  /**
   * Sends a request in the same task, and resolves to the unparsed answer. Only while open.
   * @throws Error when the wire is lost first, or no answer comes in time.
   */
  request(name: string, payload: unknown): Promise<unknown>;

  /** Requests made before still go out. May be called twice. */
  close(): void;
}

/** After this, an answer is not expected any more. */
export const REPLY_TIMEOUT_MS = 10_000;

/** The delay before reconnecting, doubling from the first to the most: short, because a call cannot wait. */
export const RECONNECTION_MS = { first: 250, most: 2000 };
