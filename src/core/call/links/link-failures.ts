import type { CallContext } from '../../model/call-context.js';
import { CallError } from '../../base/errors.js';

/** The links that have failed: the error about one stays in the snapshot for as long as it is true. */
export class LinkFailures {
  readonly #context: CallContext;
  /** The errors as they were told, by participant, the newest last. */
  readonly #errors = new Map<string, CallError | null>();

  constructor(context: CallContext) {
    this.#context = context;
  }

  /** @param cause what creating the connection threw, if it did. */
  handleFailed(id: string, cause: unknown): void {
    this.#context.tellError(new CallError('ice-failed', cause === undefined ? {} : { cause, ...hintFor(cause) }));
    this.#errors.delete(id);
    this.#errors.set(id, this.#context.getSnapshot().error);
  }

  /** The link is connected again, or the participant has left. */
  handleRestored(id: string): void {
    const error = this.#errors.get(id);
    this.#errors.delete(id);
    // Another failure since then is still true.
    if (error === undefined || error !== this.#context.getSnapshot().error) return;
    this.#context.apply({ type: 'error', error: [...this.#errors.values()].at(-1) ?? null });
  }

  /** There are no links any more. */
  close(): void {
    for (const id of [...this.#errors.keys()]) this.handleRestored(id);
  }
}

/** A browser that has too many connections throws `UnknownError`; any other error is about the ICE servers. */
function hintFor(cause: unknown): { hint?: string } {
  return cause instanceof Error && cause.name === 'UnknownError'
    ? {}
    : { hint: 'Check the addresses of the ICE servers.' };
}
