import type { Clock } from '../base/clock.js';

/** A participant who tells nothing for so long is passed over: another one may have what this one does not give. */
const SILENCE_MS = 5000;
/** The longest that one participant is listened to: 200 messages of 4000 characters at 1 Mbit/s take about 20 s. */
const TELLING_MS = 30_000;

/** Where a request for the past tells what it does. */
export interface HistoryHandlers {
  ask: (participantId: string) => void;
  /** What this participant has told so far is not the whole, and nothing more of it is taken. */
  handlePassedOver: (participantId: string) => void;
}

/** What somebody was asked for: all that was written, or what they wrote themselves. */
export type AskedFor = 'all' | 'own';

/**
 * Whom to ask for what was written before, one at a time. Everything is asked of one who was there when the local participant
 * came, or came back over a new connection; another one is asked when that one goes away, or is silent, without having told.
 * Whose connection is made anew is asked for their own messages: those may have been lost with the one before.
 */
export class HistoryRequest {
  readonly #handlers: HistoryHandlers;
  readonly #clock: Clock;
  readonly #elders = new Set<string>();
  readonly #renewed = new Set<string>();
  readonly #reachable = new Set<string>();
  /** Who was reachable before. */
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

  /** Who was in the room when the local participant came. */
  handleAdmitted(participantIds: readonly string[]): void {
    for (const id of participantIds) this.#elders.add(id);
    this.#isAllWanted = true;
    this.#askNext();
  }

  /** Back at the server: a connection that is made anew from now on was lost for longer. */
  handleReturned(): void {
    this.#hasReturned = true;
  }

  /** Data can be sent to a participant, over a connection that was not there before. */
  handleReachable(participantId: string): void {
    this.#reachable.add(participantId);
    if (this.#met.has(participantId)) this.#handleRenewed(participantId);
    this.#met.add(participantId);
    // What was asked over the connection before may have been lost with it.
    if (this.askedFor(participantId) !== null) this.#ask(participantId);
    else this.#askNext();
  }

  handleGone(participantId: string): void {
    this.#reachable.delete(participantId);
    this.#passOver(participantId);
  }

  /** What a participant is asked for now, if anything. */
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
      // They told what they have: over the same connection nobody tells twice.
      this.#elders.clear();
    }
    this.#renewed.delete(id);
    this.#endAsking();
    this.#askNext();
  }

  /** Nothing is asked and waited for any more. May be called twice. */
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
