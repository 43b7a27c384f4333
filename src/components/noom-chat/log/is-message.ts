import type { MessageReference } from '../../../core/index.js';

/**
 * Whether a message is the one of a reference. A message that changes (it is delivered, or deleted) is another object; and
 * another participant may have chosen the same id.
 */
export function isMessage(message: MessageReference, reference: MessageReference): boolean {
  return message.id === reference.id && message.from === reference.from;
}
