import { CallError, toCallError } from '../base/errors.js';
import type { Clock } from '../base/clock.js';
import type { ChatMessage, MessageReference } from '../model/snapshot.js';
import type { RequestPayload } from '../../protocol/protocol.js';
import { keyOf } from './chat-log.js';
import { RelayQueue } from './relay-queue.js';

/** How many deleted messages are remembered, so that a copy that arrives later is not shown. */
const MOST_REMEMBERED = 1000;

/** What deleting needs of the call. */
export interface DeletionSurroundings {
  getMessages(): readonly ChatMessage[];
  getSelfId(): string;
  /** Asks the server to have a message deleted. @throws CallError when it refuses. */
  ask(deletion: RequestPayload<'chat:delete'>): Promise<unknown>;
  /** Ends the delivery of a local message. Returns whether it was not delivered yet. */
  withdraw(id: string): boolean;
  /** A withdrawn message is not deleted after all. */
  handleKept(id: string, error: CallError): void;
  handleDeleted(message: MessageReference): void;
  clock: Clock;
}

/**
 * Messages that are deleted for all. The server vouches for who deletes, and tells those who are away when they are
 * back. A data channel may bring a message after its deletion, so these are remembered.
 */
export class Deletions {
  readonly #around: DeletionSurroundings;
  readonly #queue: RelayQueue;
  readonly #deleted = new Set<string>();

  constructor(surroundings: DeletionSurroundings) {
    this.#around = surroundings;
    this.#queue = new RelayQueue(surroundings.clock);
  }

  /** Whether a message was deleted. */
  has(message: MessageReference): boolean {
    return this.#deleted.has(keyOf(message));
  }

  /**
   * Deletes a message for all; resolves when the server has told the others, or will tell them when they are back. A
   * message that is being sent is withdrawn first. Waits while the server cannot be reached.
   * @throws CallError `not-allowed` when there is no such message, the local participant may not, or the call ends
   * first; what the server refuses it with.
   */
  async delete(id: string): Promise<void> {
    const { getMessages, ask, withdraw, handleKept } = this.#around;
    const found = getMessages().filter((message) => message.id === id && message.isDeleted !== true);
    const message = found.find(({ isLocal }) => isLocal) ?? found[0];
    if (message === undefined) {
      throw new CallError('not-allowed', { message: 'There is no such message.', hint: 'It may be deleted already.' });
    }
    const { from, to, isLocal } = message;
    // A private message concerns one other participant: its addressee, or its author.
    const other = to === null ? {} : { to: isLocal ? to : from };
    const isWithdrawn = isLocal && withdraw(id);
    try {
      const isDone = await this.#queue.give(
        () => ask({ id, from, ...other }),
        () => true,
      );
      if (!isDone) throw new CallError('not-allowed', { message: 'The call ended before the message was deleted.' });
    } catch (thrown) {
      const error = toCallError(thrown);
      if (isWithdrawn) handleKept(id, error);
      throw error;
    }
    this.handleDeleted(message);
  }

  /** A message was deleted, whether it has arrived or not. */
  handleDeleted(message: MessageReference): void {
    // By a moderator, while it is still being sent.
    if (message.from === this.#around.getSelfId()) this.#around.withdraw(message.id);
    this.#deleted.add(keyOf(message));
    const [oldest] = this.#deleted;
    if (oldest !== undefined && this.#deleted.size > MOST_REMEMBERED) this.#deleted.delete(oldest);
    this.#around.handleDeleted(message);
  }

  /** Stops asking. May be called twice. */
  close(): void {
    this.#queue.close();
  }
}
