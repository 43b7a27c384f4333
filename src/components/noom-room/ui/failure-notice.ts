import type { ReactiveControllerHost } from 'lit';
import type { CallError } from '../../../core/index.js';

/** A failure that the call survives: shown over the call until it is dismissed, or the call has recovered. */
export class FailureNotice {
  readonly #host: ReactiveControllerHost;
  readonly #tell: (error: CallError) => void;
  readonly #reported = new WeakSet<CallError>();
  #error: CallError | null = null;

  /** @param tell called once for each failure. */
  constructor(host: ReactiveControllerHost, tell: (error: CallError) => void) {
    this.#host = host;
    this.#tell = tell;
  }

  /** The failure that is shown. */
  get error(): CallError | null {
    return this.#error;
  }

  /**
   * @param isShown whether there is a call to show it over, and no tag shows it by itself. The call has told the failure
   * of a wish by then, so that it may be shown already: it is taken back in the same task, before it is seen.
   */
  report(error: CallError, isShown: boolean): void {
    if (!isShown && error === this.#error) this.dismiss();
    if (this.#reported.has(error)) return;
    this.#reported.add(error);
    if (isShown) this.#show(error);
    this.#tell(error);
  }

  readonly dismiss = (): void => {
    this.#show(null);
  };

  #show(error: CallError | null): void {
    if (error === this.#error) return;
    this.#error = error;
    this.#host.requestUpdate();
  }
}
