import type { CallSession } from './call-session.js';
import type { Clock } from '../base/clock.js';
import { CallError, toCallError } from '../base/errors.js';
import { parseName } from '../../protocol/protocol.js';

/** After this time a server that had too much of one takes a name again. */
const PAUSE_MS = 2_000;

/** What changing one's name needs of the call around it. */
export interface OwnNameSurroundings {
  getSession(): CallSession | null;
  getName(): string;
  tellError(error: CallError): void;
  /** The server has taken it. */
  handleTaken(name: string): void;
  clock: Clock;
}

/** One's own name, changed during a call: told to the server one after the other, and of those that came meanwhile the newest alone. */
export class OwnName {
  readonly #call: OwnNameSurroundings;
  #wanted: string | null = null;
  #isTelling = false;
  #stopPause: () => void = () => undefined;

  constructor(surroundings: OwnNameSurroundings) {
    this.#call = surroundings;
  }

  /** Changes the name as soon as there is a seat; what cannot be is told as `invalid-name`, or with the server's refusal. */
  want(text: string): void {
    const name = parseName('name', text);
    if (name === null) {
      this.#call.tellError(new CallError('invalid-name'));
      return;
    }
    this.#wanted = name;
    void this.#tell();
  }

  /** Nothing is to be changed any more. May be called twice. */
  close(): void {
    this.#wanted = null;
    this.#stopPause();
  }

  readonly #tell = async (): Promise<void> => {
    const session = this.#call.getSession();
    const name = this.#wanted;
    if (this.#isTelling || name === null || session === null) return;
    this.#isTelling = true;
    this.#wanted = null;
    try {
      if (name !== this.#call.getName()) await session.changeSelf({ name });
      if (session === this.#call.getSession()) this.#call.handleTaken(name);
    } catch (thrown) {
      this.#handleRefused(session, name, toCallError(thrown));
    }
    this.#isTelling = false;
    // What came meanwhile.
    void this.#tell();
  };

  #handleRefused(session: CallSession, name: string, error: CallError): void {
    // Left meanwhile: there is nobody to tell.
    if (session !== this.#call.getSession()) return;
    if (error.code !== 'rate-limited') {
      this.#call.tellError(error);
      return;
    }
    const newest = this.#wanted ?? name;
    this.#wanted = null;
    this.#stopPause();
    this.#stopPause = this.#call.clock.after(PAUSE_MS, () => {
      this.#wanted ??= newest;
      void this.#tell();
    });
  }
}
