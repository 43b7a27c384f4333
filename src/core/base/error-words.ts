import { CallError, type ErrorText } from './errors.js';

/** Errors in the page's language, where it has words of its own. */
export class ErrorWords {
  readonly #find: (error: CallError) => ErrorText | undefined;
  readonly #described = new WeakMap<CallError, CallError>();

  constructor(find: (error: CallError) => ErrorText | undefined) {
    this.#find = find;
  }

  /** The error in those words; for one error always the same one. */
  describe(error: CallError): CallError {
    const words = this.#find(error);
    if (words === undefined) return error;
    const { code, fatal, cause } = error;
    const described = this.#described.get(error) ?? new CallError(code, { ...words, fatal, cause });
    this.#described.set(error, described);
    return described;
  }
}
