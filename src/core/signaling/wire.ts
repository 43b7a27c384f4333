/** Where a wire's facts go. */
export interface WireHandlers {
  handleOpen(): void;
  /** It was open and is lost, or closed. */
  handleLost(): void;
  /** The server said something nobody asked for. */
  handleEvent(name: string, payload: unknown): void;
}

/** What carries Socket.IO's events and answers; knows nothing of what they mean. Comes back by itself until it is closed. */
export interface Wire {
  readonly isOpen: boolean;

  /** Harmless when open; opens again after `close()`. */
  open(): void;

  /** Lets go of the connection, or of the attempt to make one, and makes another at once. Harmless when not opened. */
  reopen(): void;

  /**
   * Asks, in this very turn, and gives the answer as it came. Only while open.
   * @throws Error when the wire is lost first, or no answer comes in time.
   */
  request(name: string, payload: unknown): Promise<unknown>;

  /** What was asked before still goes out. May be called twice. */
  close(): void;
}

/** A server that has not answered by then never will, or the answer is of no use any more. */
export const REPLY_TIMEOUT_MS = 10_000;

/** How long to wait before coming back, at first and at most, doubling in between: a call cannot wait. */
export const RECONNECTION_MS = { first: 250, most: 2000 };
