/** Chat messages on the wire, for both ends. */
import type { Shape } from './shapes.js';
import { MAX_MESSAGE_CHARACTERS, readBy } from './texts.js';
import { countCharacters, hasVisible, toVisibleText } from './visible-text.js';

/** Controls that have no use in a message; a tab and line ends are not among them. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;

/** A chat message in which something can be seen. */
export const messageShape: Shape<string> = /* @__PURE__ */ readBy(readMessage);

/** A chat message as it is sent; `null` when nothing can be seen of it, or when it is too long. */
export function readMessage(text: string): string | null {
  // Characters that are taken out count too, or a message could consist of them alone.
  if (text.length > MAX_MESSAGE_CHARACTERS * 2) return null;
  const visible = toVisibleText(text).replace(CONTROL, '');
  return hasVisible(visible) && countCharacters(visible) <= MAX_MESSAGE_CHARACTERS ? visible : null;
}
