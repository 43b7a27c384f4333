import { CallError, toCallError } from '../base/errors.js';
import { parseName } from '../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** After this time a server that had too much of one takes a name again. */
const PAUSE_MS = 2_000;

/** The local participant's name, changed during a call: told one after the other, and of those that came meanwhile the newest alone. */
export class OwnNameFeature implements SessionFeature {
  readonly #context: FeatureContext;
  #wanted: string | null = null;
  #isTelling = false;
  #isClosed = false;
  #stopPause: () => void = () => undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /** Changes the name as soon as there is a seat; what cannot be is told as `invalid-name`, or with the server's refusal. */
  want(text: string): void {
    const name = parseName('name', text);
    if (name === null) {
      this.#context.tellError(new CallError('invalid-name'));
      return;
    }
    this.#wanted = name;
    void this.#tell();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopPause();
  }

  async #tell(): Promise<void> {
    const { getSnapshot, changeSelf, handleRenamed } = this.#context;
    const name = this.#wanted;
    if (this.#isTelling || this.#isClosed || name === null) return;
    this.#isTelling = true;
    this.#wanted = null;
    try {
      if (name !== getSnapshot().self.name) await changeSelf({ name });
      handleRenamed(name);
    } catch (thrown) {
      this.#handleRefused(name, toCallError(thrown));
    }
    this.#isTelling = false;
    // What came meanwhile.
    void this.#tell();
  }

  #handleRefused(name: string, error: CallError): void {
    // Left meanwhile: there is nobody to tell.
    if (this.#isClosed) return;
    if (error.code !== 'rate-limited') {
      this.#context.tellError(error);
      return;
    }
    const newest = this.#wanted ?? name;
    this.#wanted = null;
    this.#stopPause();
    this.#stopPause = this.#context.clock.after(PAUSE_MS, () => {
      this.#wanted ??= newest;
      void this.#tell();
    });
  }
}
