import type { CallContext } from '../../model/call-context.js';
import { CallError } from '../../base/errors.js';

/** Which ways to others have failed: the error about one stays for as long as it is true. */
export class LinkFailures {
  readonly #context: CallContext;
  /** As they were told, by participant, the newest last. */
  readonly #errors = new Map<string, CallError | null>();

  constructor(context: CallContext) {
    this.#context = context;
  }

  /** @param cause what the browser threw when it was to make a connection, if it did. */
  handleFailed(id: string, cause: unknown): void {
    this.#context.tellError(new CallError('ice-failed', cause === undefined ? {} : { cause, ...hintFor(cause) }));
    this.#errors.delete(id);
    this.#errors.set(id, this.#context.getSnapshot().error);
  }

  /** The way is there again, or nobody needs it any more. */
  handleMended(id: string): void {
    const error = this.#errors.get(id);
    this.#errors.delete(id);
    // What has failed since, of another kind, is not made good by that.
    if (error === undefined || error !== this.#context.getSnapshot().error) return;
    this.#context.apply({ type: 'error', error: [...this.#errors.values()].at(-1) ?? null });
  }

  /** Nobody is left whom there could be a way to. */
  close(): void {
    for (const id of [...this.#errors.keys()]) this.handleMended(id);
  }
}

/** A browser that has too many connections says `UnknownError`; what else it refuses a connection for are its servers. */
function hintFor(cause: unknown): { hint?: string } {
  return cause instanceof Error && cause.name === 'UnknownError'
    ? {}
    : { hint: 'Check the addresses of the ICE servers.' };
}
