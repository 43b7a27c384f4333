import type { Clock } from '../clock.js';

/** An elder who tells nothing for so long is passed over: another one may have what it does not give. */
const SILENCE_MS = 5000;
/** The longest that one elder is listened to: 200 messages of 4000 characters at 1 Mbit/s take about 20 s. */
const TELLING_MS = 30_000;

/** Where a request for the past tells what it does. */
export interface HistoryHandlers {
  ask: (participantId: string) => void;
  /** What this participant has told so far is not the whole, and nothing more of it is taken. */
  handlePassedOver: (participantId: string) => void;
}

/**
 * Whom a late joiner asks for what was said before: one of those who were there already, and another one when that
 * one goes away, or is silent, without having told.
 */
export class HistoryRequest {
  readonly #handlers: HistoryHandlers;
  readonly #clock: Clock;
  readonly #elders = new Set<string>();
  readonly #reachable = new Set<string>();
  #asked: string | null = null;
  #isDone = false;
  #cancelSilence: () => void = () => undefined;
  #cancelTelling: () => void = () => undefined;

  constructor(handlers: HistoryHandlers, clock: Clock) {
    this.#handlers = handlers;
    this.#clock = clock;
  }

  /** Who was in the room when one came. */
  handleAdmitted(participantIds: readonly string[]): void {
    for (const id of participantIds) this.#elders.add(id);
    this.#askNext();
  }

  /** Data can be sent to a participant. */
  handleReachable(participantId: string): void {
    this.#reachable.add(participantId);
    // Reachable anew: what was asked over the connection before may have been lost with it.
    if (this.isAsked(participantId)) this.#ask(participantId);
    else this.#askNext();
  }

  handleGone(participantId: string): void {
    this.#reachable.delete(participantId);
    this.#passOver(participantId);
  }

  /** Whether a history that came from this participant was asked for. */
  isAsked(participantId: string): boolean {
    return !this.#isDone && this.#asked === participantId;
  }

  /** A part of what was asked for came. */
  handlePart(): void {
    this.#awaitMore();
  }

  handleDone(): void {
    this.#isDone = true;
    this.#stopWaiting();
  }

  /** Nothing is waited for any more. May be called twice. */
  close(): void {
    this.handleDone();
  }

  #askNext(): void {
    if (this.#isDone || this.#asked !== null) return;
    const elder = [...this.#elders].find((id) => this.#reachable.has(id));
    if (elder === undefined) return;
    this.#asked = elder;
    this.#cancelTelling = this.#clock.after(TELLING_MS, () => {
      this.#passOver(elder);
    });
    this.#ask(elder);
  }

  #ask(elder: string): void {
    this.#awaitMore();
    this.#handlers.ask(elder);
  }

  #awaitMore(): void {
    const elder = this.#asked;
    this.#cancelSilence();
    if (elder === null) return;
    this.#cancelSilence = this.#clock.after(SILENCE_MS, () => {
      this.#passOver(elder);
    });
  }

  #passOver(participantId: string): void {
    this.#elders.delete(participantId);
    if (this.#isDone || this.#asked !== participantId) return;
    this.#stopWaiting();
    this.#asked = null;
    this.#handlers.handlePassedOver(participantId);
    this.#askNext();
  }

  #stopWaiting(): void {
    this.#cancelSilence();
    this.#cancelTelling();
  }
}
