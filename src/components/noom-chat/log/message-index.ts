import type { ChatMessage, MessageReference } from '../../../core/index.js';
import { isMessage } from './is-message.js';
import { sharedBy } from './shared-messages.js';

/** Finds messages of a log that goes on. */
export class MessageIndex {
  readonly #ids = new Map<string, ChatMessage>();
  #messages: readonly ChatMessage[] = [];

  /** The message of a reference, as it is now; `undefined` if it is not in the log. */
  find(messages: readonly ChatMessage[], reference: MessageReference): ChatMessage | undefined {
    if (messages !== this.#messages) this.#update(messages);
    const found = this.#ids.get(reference.id);
    if (found === undefined || isMessage(found, reference)) return found;
    // Another participant has chosen the same id.
    return messages.find((message) => isMessage(message, reference));
  }

  #update(messages: readonly ChatMessage[]): void {
    const { dropped, kept } = sharedBy(this.#messages, messages);
    const gone = [...this.#messages.slice(0, dropped), ...this.#messages.slice(dropped + kept)];
    for (const message of gone) if (this.#ids.get(message.id) === message) this.#ids.delete(message.id);
    for (const message of messages.slice(kept)) this.#ids.set(message.id, message);
    this.#messages = messages;
  }
}
