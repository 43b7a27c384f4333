import { CallError, type ErrorText } from './errors.js';

/** Translates errors into the page's language, where the page gives texts. */
export class ErrorWords {
  readonly #find: (error: CallError) => ErrorText | undefined;
  readonly #described = new WeakMap<CallError, CallError>();

  constructor(find: (error: CallError) => ErrorText | undefined) {
    this.#find = find;
  }

  /** The error with the page's text; the same object each time it is asked for one error. */
  describe(error: CallError): CallError {
    const words = this.#find(error);
    if (words === undefined) return error;
    const { code, fatal, cause } = error;
    const described = this.#described.get(error) ?? new CallError(code, { ...words, fatal, cause });
    this.#described.set(error, described);
    return described;
  }
}
