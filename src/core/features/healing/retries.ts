import type { CallContext } from '../../model/call-context.js';

/** After this, a connection that is made anew by hand counts as failed once more. */
const PATIENCE_MS = 20_000;

/** What `Retries` acts by. */
export interface RetriesOptions extends Pick<CallContext, 'getSnapshot' | 'apply' | 'clock'> {
  renew: (id: string) => void;
}

/** Links that are tried again by hand: each is shown as under way until it is up, or has failed once more. */
export class Retries {
  readonly #options: RetriesOptions;
  readonly #cancels = new Map<string, () => void>();
  /** What has to wait for the server. */
  readonly #held = new Set<string>();

  constructor(options: RetriesOptions) {
    this.#options = options;
  }

  /** Tries a link again: now, or as soon as the server can be reached. */
  begin(id: string): void {
    const { getSnapshot, apply, renew } = this.#options;
    apply({ type: 'connection', id, connection: 'interrupted' });
    if (getSnapshot().state === 'joined') {
      this.#await(id);
      renew(id);
    } else this.#held.add(id);
  }

  /** The server can be reached again. */
  handleAdmitted(): void {
    for (const id of this.#held) this.begin(id);
    this.#held.clear();
  }

  /** The participant has left. */
  forget(id: string): void {
    this.#held.delete(id);
    this.#cancels.get(id)?.();
    this.#cancels.delete(id);
  }

  /** May be called twice. */
  close(): void {
    this.#held.clear();
    for (const id of [...this.#cancels.keys()]) this.forget(id);
  }

  #await(id: string): void {
    const { getSnapshot, apply, clock } = this.#options;
    this.#cancels.get(id)?.();
    const cancel = clock.after(PATIENCE_MS, () => {
      this.#cancels.delete(id);
      const participant = getSnapshot().participants.find((each) => each.id === id);
      if (participant?.connection === 'interrupted') apply({ type: 'connection', id, connection: 'failed' });
    });
    this.#cancels.set(id, cancel);
  }
}
