import type { ChatChannel } from '../chat/chat-channel.js';
import { CallError } from '../base/errors.js';

/** Who cannot fetch the chat and gets more than this meanwhile is flooded; beyond it nothing is kept. */
const MAX_WAITING = 1000;
/** As much as one participant may say in ten seconds once it is there; in characters or bytes. */
const MAX_WAITING_CHARACTERS = 4 * 1024 * 1024;

/**
 * The chat of one stay in a room, before it is there: joining does not wait for its code, which is fetched with the first fact
 * that concerns it. What comes before that waits, in its order; what could not be fetched is tried again at the next occasion.
 */
export class LateChat {
  readonly #fetch: () => Promise<ChatChannel>;
  readonly #waiting: ((chat: ChatChannel) => void)[] = [];
  #waitingCharacters = 0;
  #chat: ChatChannel | null = null;
  #fetching: Promise<ChatChannel> | null = null;
  #isClosed = false;

  constructor(fetch: () => Promise<ChatChannel>) {
    this.#fetch = fetch;
  }

  /**
   * Hands a fact to the chat: now, or when it is there; it is fetched unless the fact is no reason to. `characters` is how much of
   * what others wrote the fact holds.
   */
  handle(fact: (chat: ChatChannel) => void, { isReason = true, characters = 0 } = {}): void {
    if (this.#chat !== null) {
      fact(this.#chat);
      return;
    }
    const isKept = this.#waiting.length < MAX_WAITING && this.#waitingCharacters + characters <= MAX_WAITING_CHARACTERS;
    if (isKept) {
      this.#waiting.push(fact);
      this.#waitingCharacters += characters;
    }
    // The facts wait for the next try.
    if (isReason) this.#get().catch(() => undefined);
  }

  /** @throws CallError as `ChatChannel.send`; `internal` when the chat could not be fetched; `not-allowed` when one left meanwhile. */
  async send(text: string, to: string | null): Promise<void> {
    await (await this.#open()).send(text, to);
  }

  /** @throws CallError as `ChatChannel.retry`, and as `send`. */
  async retry(id: string): Promise<void> {
    await (await this.#open()).retry(id);
  }

  /** Nothing is handed on any more. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#chat?.close();
  }

  async #open(): Promise<ChatChannel> {
    const chat = this.#chat ?? (await this.#get());
    if (this.#isClosed) throw new CallError('not-allowed');
    return chat;
  }

  #get(): Promise<ChatChannel> {
    this.#fetching ??= this.#fetch().then(
      (chat) => {
        this.#chat = chat;
        for (const fact of this.#waiting.splice(0)) fact(chat);
        return chat;
      },
      (cause: unknown) => {
        this.#fetching = null;
        const hint = 'Check the network and try again.';
        throw new CallError('internal', { message: 'The chat could not be loaded.', hint, cause });
      },
    );
    return this.#fetching;
  }
}
