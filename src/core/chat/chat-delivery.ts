import type { MessageState } from '../model/snapshot.js';
import type { Clock } from '../base/clock.js';
import { CallError, toCallError } from '../base/errors.js';
import { createSettlable } from '../base/settlable.js';
import { RelayQueue } from './relay-queue.js';

/** An acknowledgement that takes longer will hardly come over that connection. */
const PATIENCE_MS = 3000;
/** So long a server keeps a message for those who lost their seat with their connection, and writes for them. */
const KEPT_MS = 600_000;
/** How many of one's own messages are followed at one time. */
const MAX_FOLLOWED = 200;

/** A message of one's own. */
export interface OwnMessage {
  readonly id: string;
  readonly text: string;
  /** Whom it is for; `null` is everybody. */
  readonly to: string | null;
  readonly at: number;
}

/** What delivering needs of what is around it. */
export interface DeliverySurroundings {
  /** Hands a message to a participant's connection; whether there was one to take it. */
  hand(to: string, message: OwnMessage): Promise<boolean>;
  /** Gives it to the server. @throws CallError when the server does not take it. */
  relay(message: OwnMessage): Promise<unknown>;
  /** Whether a participant's page says what has arrived. */
  canAcknowledge(id: string): boolean;
  /** Who is in the room. */
  getPresentIds(): readonly string[];
  handleState(id: string, state: MessageState, error?: CallError): void;
  /** Something failed for which nobody waits any more. */
  tellError(error: CallError): void;
  clock: Clock;
}

interface Followed {
  readonly message: OwnMessage;
  /** Who has not acknowledged it. */
  readonly owed: Set<string>;
  state: MessageState;
  /** Somebody has acknowledged it. */
  isArrived: boolean;
  /** The server has it, and keeps it for those who lost their seat. */
  isKept: boolean;
  /** It waits to be given to the server. */
  isQueued: boolean;
  error: CallError | null;
  cancel: () => void;
  /** What came of the attempt under way; `null` when nobody waits for that any more. */
  attempt: ReturnType<typeof createSettlable> | null;
}

/**
 * Who is still owed which of one's own messages: each is handed to every connection, given to the server where that is
 * not acknowledged in time, and followed until everybody has it.
 */
export class ChatDelivery {
  readonly #around: DeliverySurroundings;
  /** The eldest first. */
  readonly #followed = new Map<string, Followed>();
  /** Who lost their seat with their connection a while ago, and what ends waiting for each. */
  readonly #lost = new Map<string, () => void>();
  readonly #queue: RelayQueue;
  #isClosed = false;

  constructor(surroundings: DeliverySurroundings) {
    this.#around = surroundings;
    this.#queue = new RelayQueue(surroundings.clock);
  }

  /** Who is not here and is written for all the same. */
  get lostIds(): readonly string[] {
    return [...this.#lost.keys()];
  }

  /**
   * Sends a message; resolves when it was handed to each connection, or the server has it.
   * @throws CallError what the server refused it with.
   */
  send(message: OwnMessage, addressees: readonly string[]): Promise<void> {
    const followed: Followed = {
      ...{ message, owed: new Set(addressees), state: 'sending', isArrived: false, isKept: false, isQueued: false },
      ...{ error: null, cancel: () => undefined, attempt: null },
    };
    this.#followed.set(message.id, followed);
    const [oldest] = this.#followed.values();
    if (oldest && this.#followed.size > MAX_FOLLOWED) this.#giveUp(oldest, new CallError('rate-limited'));
    return this.#attempt(followed);
  }

  /** Sends a message that failed to those who are still owed it; `null` when it is not followed any more. */
  retry(id: string): Promise<void> | null {
    const followed = this.#followed.get(id);
    if (followed?.state !== 'failed') return null;
    followed.error = null;
    followed.state = 'sending';
    this.#around.handleState(id, 'sending');
    return this.#attempt(followed);
  }

  /** A participant says that a message has arrived; it is heeded when it was for them. */
  handleAcknowledged(from: string, id: string): void {
    const followed = this.#followed.get(id);
    if (followed?.owed.delete(from) !== true) return;
    followed.isArrived = true;
    this.#update(followed);
  }

  /** There is a new connection to a participant: what went over the one before may be lost. */
  handleReachable(id: string): void {
    for (const followed of this.#owedTo(id)) void this.#hand(followed, id);
  }

  /** A participant lost the seat with the connection: the server keeps messages for them. */
  handleLost(id: string): void {
    this.#lost.get(id)?.();
    const cancel = this.#around.clock.after(KEPT_MS, () => this.#lost.delete(id));
    this.#lost.set(id, cancel);
    for (const followed of this.#owedTo(id)) {
      if (followed.isKept) this.#awaitEnd(followed);
      else this.#relay(followed);
      this.#update(followed);
    }
  }

  /** A participant left, or was put out: nothing of what they are owed will arrive. */
  handleGone(id: string): void {
    this.#lost.get(id)?.();
    this.#lost.delete(id);
    for (const followed of this.#owedTo(id)) this.#forgive(followed, id);
  }

  /** Back at the server, which may have been started anew: it gets again what it had and nobody acknowledged. */
  handleReturned(): void {
    for (const followed of this.#followed.values()) {
      if (!followed.isKept) continue;
      followed.isKept = false;
      this.#relay(followed);
    }
  }

  /** The call is over: what nobody has yet is given to the server without waiting. May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue.close();
    for (const cancel of this.#lost.values()) cancel();
    const isAlone = this.#around.getPresentIds().length === 0;
    for (const followed of [...this.#followed.values()]) {
      if (followed.state === 'sending') this.#around.relay(followed.message).catch(() => undefined);
      // What the server keeps ends with the last participant.
      if (followed.state === 'sending' || (followed.state === 'sent' && isAlone)) {
        this.#giveUp(followed, new CallError('not-allowed', { message: 'The call ended before the message arrived.' }));
      } else followed.cancel();
    }
    this.#followed.clear();
  }

  #attempt(followed: Followed): Promise<void> {
    const attempt = createSettlable();
    followed.attempt = attempt;
    followed.cancel();
    followed.cancel = this.#around.clock.after(PATIENCE_MS, () => {
      this.#relay(followed);
    });
    const handing = [...followed.owed].map((id) => this.#hand(followed, id));
    void Promise.all(handing).then((reached) => {
      if (reached.every(Boolean)) this.#settle(followed, null);
      else this.#relay(followed);
    });
    this.#update(followed);
    return attempt.promise;
  }

  async #hand(followed: Followed, id: string): Promise<boolean> {
    const isHanded = await this.#around.hand(id, followed.message);
    // An older page says nothing: that it was handed over is all there is to know.
    if (isHanded && !this.#around.canAcknowledge(id)) this.handleAcknowledged(id, followed.message.id);
    return isHanded;
  }

  /** Gives a message to the server, after older ones that somebody is owed as well. */
  #relay(followed: Followed): void {
    for (const each of this.#followed.values()) {
      const isOwed = [...each.owed].some((id) => followed.owed.has(id));
      if (isOwed && !each.isKept && !each.isQueued && each.state !== 'failed') {
        void this.#giveToServer(each);
      }
      if (each === followed) return;
    }
  }

  async #giveToServer(followed: Followed): Promise<void> {
    const { message, owed } = followed;
    followed.isQueued = true;
    try {
      const ask = (): Promise<unknown> => this.#around.relay(message);
      followed.isKept = await this.#queue.give(ask, () => owed.size > 0);
    } catch (thrown) {
      this.#fail(followed, toCallError(thrown));
      return;
    } finally {
      followed.isQueued = false;
    }
    if (followed.isKept) this.#handleKept(followed);
    this.#settle(followed, null);
  }

  #handleKept(followed: Followed): void {
    this.#awaitEnd(followed);
    for (const id of followed.owed) {
      if (!this.#around.canAcknowledge(id)) this.handleAcknowledged(id, followed.message.id);
    }
    this.#update(followed);
  }

  /** Whoever is not back when the server keeps it no longer does not get it. */
  #awaitEnd(followed: Followed): void {
    followed.cancel();
    if (!this.#followed.has(followed.message.id)) return;
    followed.cancel = this.#around.clock.after(KEPT_MS, () => {
      const present = this.#around.getPresentIds();
      for (const id of followed.owed) if (!present.includes(id)) this.#forgive(followed, id);
    });
  }

  #forgive(followed: Followed, id: string): void {
    followed.owed.delete(id);
    if (followed.message.to === null) {
      this.#update(followed);
      return;
    }
    const message = 'The participant was gone before the message arrived.';
    this.#fail(followed, new CallError('not-allowed', { message, hint: 'Write again when they are back.' }));
  }

  #fail(followed: Followed, error: CallError): void {
    if (this.#isClosed) return;
    followed.error = error;
    // Whoever waits for the attempt tells of it.
    if (followed.attempt === null) this.#around.tellError(error);
    this.#settle(followed, error);
    this.#update(followed);
  }

  #giveUp(followed: Followed, error: CallError): void {
    const { message, state } = followed;
    this.#forget(followed);
    if (state !== 'sending' && !this.#isClosed) return;
    this.#settle(followed, error);
    this.#around.handleState(message.id, 'failed', error);
  }

  #settle(followed: Followed, error: CallError | null): void {
    followed.attempt?.settle(error);
    followed.attempt = null;
  }

  #update(followed: Followed): void {
    if (!this.#followed.has(followed.message.id)) return;
    const state = this.#findState(followed);
    // What was once said of it is not taken back, but for a failure.
    if (state !== followed.state && state !== 'sending' && followed.state !== 'delivered') {
      followed.state = state;
      const error = state === 'failed' ? (followed.error ?? undefined) : undefined;
      this.#around.handleState(followed.message.id, state, error);
    }
    if (followed.owed.size === 0) this.#forget(followed);
  }

  #findState({ message, owed, isArrived, isKept, error }: Followed): MessageState {
    const isDone = owed.size === 0;
    const present = this.#around.getPresentIds();
    const isAwaited = [...owed].some((id) => message.to !== null || present.includes(id));
    if (!isAwaited && isArrived && (isKept || isDone)) return 'delivered';
    if (error !== null) return 'failed';
    return isKept || isDone ? 'sent' : 'sending';
  }

  #forget(followed: Followed): void {
    followed.cancel();
    this.#followed.delete(followed.message.id);
  }

  #owedTo(id: string): Followed[] {
    return [...this.#followed.values()].filter(({ owed }) => owed.has(id));
  }
}
