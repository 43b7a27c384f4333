import type { Clock } from '../base/clock.js';

/** A participant who sends nothing for so long is passed over, and another one is asked. */
const SILENCE_MS = 5000;
/** The longest that one participant may take: 200 messages of 4000 characters at 1 Mbit/s take about 20 s. */
const TELLING_MS = 30_000;

/** What a `HistoryRequest` calls. */
export interface HistoryHandlers {
  ask: (participantId: string) => void;
  /** What this participant has sent so far is incomplete, and no more is taken. */
  handlePassedOver: (participantId: string) => void;
}

/** What a participant was asked for: all messages, or only those they wrote. */
export type AskedFor = 'all' | 'own';

/**
 * Asks for the history, one participant at a time. All messages are asked of a participant who was there when the local
 * participant joined, or returned over a new connection; if that one leaves, or is silent, another one is asked. A
 * participant whose connection was renewed is asked for the messages they wrote: those may have been lost with the old
 * one.
 */
export class HistoryRequest {
  readonly #handlers: HistoryHandlers;
  readonly #clock: Clock;
  readonly #elders = new Set<string>();
  readonly #renewed = new Set<string>();
  readonly #reachable = new Set<string>();
  /** Participants who were reachable before. */
  readonly #met = new Set<string>();
  #asked: { readonly id: string; readonly what: AskedFor } | null = null;
  #isAllWanted = false;
  #hasReturned = false;
  #isClosed = false;
  #cancelSilence: () => void = () => undefined;
  #cancelTelling: () => void = () => undefined;

  constructor(handlers: HistoryHandlers, clock: Clock) {
    this.#handlers = handlers;
    this.#clock = clock;
  }

  /** The local participant has joined; these participants were there before. */
  handleAdmitted(participantIds: readonly string[]): void {
    for (const id of participantIds) this.#elders.add(id);
    this.#isAllWanted = true;
    this.#askNext();
  }

  /**
   * The server is reachable again. If a connection is renewed after this, the local participant was away for longer.
   */
  handleReturned(): void {
    this.#hasReturned = true;
  }

  /** Data can be sent to a participant, over a connection that was not there before. */
  handleReachable(participantId: string): void {
    this.#reachable.add(participantId);
    if (this.#met.has(participantId)) this.#handleRenewed(participantId);
    this.#met.add(participantId);
    // The request over the previous connection may have been lost with it.
    if (this.askedFor(participantId) !== null) this.#ask(participantId);
    else this.#askNext();
  }

  handleGone(participantId: string): void {
    this.#reachable.delete(participantId);
    this.#passOver(participantId);
  }

  /** What a participant is being asked for; `null` for nothing. */
  askedFor(participantId: string): AskedFor | null {
    return this.#asked?.id === participantId ? this.#asked.what : null;
  }

  /** A part of what was asked for came. */
  handlePart(): void {
    this.#awaitMore();
  }

  handleDone(): void {
    if (this.#asked === null) return;
    const { id, what } = this.#asked;
    if (what === 'all') {
      this.#isAllWanted = false;
      // Done: over the same connection no participant sends the history twice.
      this.#elders.clear();
    }
    this.#renewed.delete(id);
    this.#endAsking();
    this.#askNext();
  }

  /** Stops asking and waiting. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#endAsking();
  }

  #handleRenewed(participantId: string): void {
    this.#renewed.add(participantId);
    if (!this.#hasReturned) return;
    this.#hasReturned = false;
    this.#isAllWanted = true;
    this.#elders.add(participantId);
  }

  #askNext(): void {
    if (this.#isClosed || this.#asked !== null) return;
    const elder = this.#isAllWanted ? this.#firstReachable(this.#elders) : undefined;
    const id = elder ?? this.#firstReachable(this.#renewed);
    if (id === undefined) return;
    this.#asked = { id, what: elder === undefined ? 'own' : 'all' };
    this.#cancelTelling = this.#clock.after(TELLING_MS, () => {
      this.#passOver(id);
    });
    this.#ask(id);
  }

  #firstReachable(ids: ReadonlySet<string>): string | undefined {
    return [...ids].find((id) => this.#reachable.has(id));
  }

  #ask(id: string): void {
    this.#awaitMore();
    this.#handlers.ask(id);
  }

  #awaitMore(): void {
    this.#cancelSilence();
    const id = this.#asked?.id;
    if (id === undefined) return;
    this.#cancelSilence = this.#clock.after(SILENCE_MS, () => {
      this.#passOver(id);
    });
  }

  #passOver(participantId: string): void {
    this.#elders.delete(participantId);
    this.#renewed.delete(participantId);
    if (this.#asked?.id !== participantId) return;
    this.#endAsking();
    this.#handlers.handlePassedOver(participantId);
    this.#askNext();
  }

  #endAsking(): void {
    this.#asked = null;
    this.#cancelSilence();
    this.#cancelTelling();
  }
}
