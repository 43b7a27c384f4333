import { CallError, toCallError, type CallErrorCode } from '../base/errors.js';
import { parseName } from '../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** After this time, a server that refused a name as `rate-limited` accepts one again. */
const PAUSE_MS = 2_000;
/** What says nothing of the name: too many changes, or a connection that was lost before the answer. */
const PASSING: readonly CallErrorCode[] = ['rate-limited', 'signaling-unreachable'];

/** Changes the local participant's name during a call: one request at a time, always with the newest name. */
export class LocalNameFeature implements SessionFeature {
  readonly #context: FeatureContext;
  #wanted: string | null = null;
  #isTelling = false;
  #isClosed = false;
  #stopPause: () => void = () => undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /** Changes the name as soon as there is a seat; a failure is told as `invalid-name`, or with the server's refusal. */
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
    // A newer name may have come meanwhile.
    void this.#tell();
  }

  #handleRefused(name: string, error: CallError): void {
    // The room was left meanwhile: the failure does not matter.
    if (this.#isClosed) return;
    if (!PASSING.includes(error.code)) {
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
