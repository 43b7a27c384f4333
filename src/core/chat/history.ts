/**
 * Whom a late joiner asks for what was said before: one of those who were there already, and another one when that
 * one goes away without having told.
 */
export class HistoryRequest {
  readonly #ask: (participantId: string) => void;
  readonly #elders = new Set<string>();
  readonly #reachable = new Set<string>();
  #asked: string | null = null;
  #isDone = false;

  constructor(ask: (participantId: string) => void) {
    this.#ask = ask;
  }

  /** Who was in the room when one came. */
  handleAdmitted(participantIds: readonly string[]): void {
    for (const id of participantIds) this.#elders.add(id);
    this.#askSomebody();
  }

  /** Data can be sent to a participant. */
  handleReachable(participantId: string): void {
    this.#reachable.add(participantId);
    this.#askSomebody();
  }

  handleGone(participantId: string): void {
    this.#elders.delete(participantId);
    this.#reachable.delete(participantId);
    if (this.#asked === participantId) this.#asked = null;
    this.#askSomebody();
  }

  /** Whether a history that came from this participant was asked for. */
  isAsked(participantId: string): boolean {
    return !this.#isDone && this.#asked === participantId;
  }

  handleDone(): void {
    this.#isDone = true;
  }

  #askSomebody(): void {
    if (this.#isDone || this.#asked !== null) return;
    const elder = [...this.#elders].find((id) => this.#reachable.has(id));
    if (elder === undefined) return;
    this.#asked = elder;
    this.#ask(elder);
  }
}
