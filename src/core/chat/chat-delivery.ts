import type { MessageState } from '../model/snapshot.js';
import type { Clock } from '../base/clock.js';
import { CallError, toCallError } from '../base/errors.js';
import { createSettlable } from '../base/settlable.js';
import type { LocalMessage } from './chat-log.js';
import { RelayQueue } from './relay-queue.js';

/** After this, an acknowledgement is not expected over that connection any more. */
const PATIENCE_MS = 3000;
/** How long the server keeps a message for a participant who lost the seat with the connection. */
const KEPT_MS = 600_000;
/** The most local messages whose delivery is followed at one time. */
const MAX_FOLLOWED = 200;

/** What delivery needs of the call. */
export interface DeliverySurroundings {
  /** Hands a message to the connection to a participant. Resolves to whether there was one. */
  hand(to: string, message: LocalMessage): Promise<boolean>;
  /** Gives a message to the server. @throws CallError when the server refuses it. */
  relay(message: LocalMessage): Promise<unknown>;
  /** Whether a participant's page sends acknowledgements. */
  canAcknowledge(id: string): boolean;
  /** The other participants in the room. */
  getPresentIds(): readonly string[];
  handleState(id: string, state: MessageState, error?: CallError): void;
  /** Reports a failure that no pending promise rejects with. */
  tellError(error: CallError): void;
  clock: Clock;
}

interface Followed {
  readonly message: LocalMessage;
  /** The addressees who have not acknowledged it. */
  readonly owed: Set<string>;
  state: MessageState;
  /** An addressee has acknowledged it. */
  isArrived: boolean;
  /** The server has it, and keeps it for participants who lost their seat. */
  isKept: boolean;
  /** It waits to be given to the server. */
  isQueued: boolean;
  error: CallError | null;
  cancel: () => void;
  /** The promise of the attempt under way; `null` when it is settled. */
  attempt: ReturnType<typeof createSettlable> | null;
}

/**
 * Delivers local messages: each is handed to the connection to every addressee, given to the server if one of them does
 * not acknowledge it in time, and followed until all addressees have it.
 */
export class ChatDelivery {
  readonly #around: DeliverySurroundings;
  /** The oldest first. */
  readonly #followed = new Map<string, Followed>();
  /** Participants who lost their seat with their connection, and what cancels the wait for each. */
  readonly #lost = new Map<string, () => void>();
  readonly #queue: RelayQueue;
  #isClosed = false;

  constructor(surroundings: DeliverySurroundings) {
    this.#around = surroundings;
    this.#queue = new RelayQueue(surroundings.clock);
  }

  /** Participants who are not in the room and get messages nevertheless. */
  get lostIds(): readonly string[] {
    return [...this.#lost.keys()];
  }

  /**
   * Sends a message; resolves when it was handed to each connection, or the server has it.
   * @throws CallError what the server refused it with.
   */
  send(message: LocalMessage, addressees: readonly string[]): Promise<void> {
    const followed: Followed = {
      ...{ message, owed: new Set(addressees), state: 'sending', isArrived: false, isKept: false, isQueued: false },
      ...{ error: null, cancel: () => undefined, attempt: null },
    };
    this.#followed.set(message.id, followed);
    const [oldest] = this.#followed.values();
    if (oldest && this.#followed.size > MAX_FOLLOWED) this.#giveUp(oldest, new CallError('rate-limited'));
    return this.#attempt(followed);
  }

  /** Sends a failed message to the addressees who are still owed it; `null` when it is not followed any more. */
  retry(id: string): Promise<void> | null {
    const followed = this.#followed.get(id);
    if (followed?.state !== 'failed') return null;
    followed.error = null;
    followed.state = 'sending';
    this.#around.handleState(id, 'sending');
    return this.#attempt(followed);
  }

  /** A message is being deleted: it is sent no more. Returns whether it was not delivered yet. */
  withdraw(id: string): boolean {
    const followed = this.#followed.get(id);
    if (!followed) return false;
    followed.owed.clear();
    this.#forget(followed);
    this.#settle(followed, null);
    return followed.state !== 'delivered';
  }

  /** A participant acknowledges a message; ignored when they were not owed it. */
  handleAcknowledged(from: string, id: string): void {
    const followed = this.#followed.get(id);
    if (followed?.owed.delete(from) !== true) return;
    followed.isArrived = true;
    this.#update(followed);
  }

  /** There is a new connection to a participant: messages over the previous one may be lost. */
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

  /** A participant left, or was removed: what they are owed will not arrive. */
  handleGone(id: string): void {
    this.#lost.get(id)?.();
    this.#lost.delete(id);
    for (const followed of this.#owedTo(id)) this.#forgive(followed, id);
  }

  /** The connection to the server is back. The server may have restarted: it gets the unacknowledged messages again. */
  handleReturned(): void {
    for (const followed of this.#followed.values()) {
      if (!followed.isKept) continue;
      followed.isKept = false;
      this.#relay(followed);
    }
  }

  /** The call is over: messages in `sending` are given to the server without waiting. May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue.close();
    for (const cancel of this.#lost.values()) cancel();
    const isAlone = this.#around.getPresentIds().length === 0;
    for (const followed of [...this.#followed.values()]) {
      if (followed.state === 'sending') this.#around.relay(followed.message).catch(() => undefined);
      // The server keeps messages only until the last participant leaves.
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
    // An older page does not acknowledge: handed over counts as arrived.
    if (isHanded && !this.#around.canAcknowledge(id)) this.handleAcknowledged(id, followed.message.id);
    return isHanded;
  }

  /** Gives a message to the server, after older ones that are owed to the same participants. */
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
      // All have it by now, or it was deleted: the server is not needed any more.
      if (this.#followed.has(message.id)) this.#fail(followed, toCallError(thrown));
      this.#settle(followed, null);
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

  /** A participant who is not back when the server stops keeping the message does not get it. */
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
    // If an attempt is pending, its caller reports the error.
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
    // The state never goes back, except to `failed`.
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
