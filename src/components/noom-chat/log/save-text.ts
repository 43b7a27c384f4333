import type { ChatMessage } from '../../../core/index.js';
import { saveFile } from '../../internal/save/save-file.js';
import type { LogLanguage } from './render-log.js';
import { firstLine } from './render-message.js';

/** Finds the message that another one answers. */
export type FindAnswered = (message: ChatMessage) => ChatMessage | undefined;

/** The messages as plain text, each with its time and author; the private ones say so. */
export function toText(messages: readonly ChatMessage[], speaker: LogLanguage, find: FindAnswered): string {
  const time = new Intl.DateTimeFormat(speaker.locale, { dateStyle: 'short', timeStyle: 'medium' });
  const blocks = messages.map((message) => {
    const author = message.isLocal ? `${message.name} (${speaker.t('you')})` : message.name;
    const mark = markOf(message, speaker);
    const answered = find(message);
    const quote = answered === undefined ? [] : [`> ${answered.name}: ${firstLine(textOf(answered, speaker))}`];
    const head = `[${time.format(message.at)}] ${author}${mark === null ? '' : ` (${mark})`}:`;
    return [head, ...quote, textOf(message, speaker)].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** What marks a private message; `null` for one to all. */
function markOf({ to, toName, isLocal }: ChatMessage, speaker: LogLanguage): string | null {
  if (to === null) return null;
  return isLocal ? speaker.t('privateTo', { name: toName ?? '' }) : speaker.t('privateToYou');
}

/** Has the browser save a text as a file. */
export function saveText(text: string, name: string, { ownerDocument }: Element): void {
  // With a byte order mark: some editors take a text without one for another encoding.
  saveFile(ownerDocument, new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' }), name);
}

function textOf({ text, isDeleted }: ChatMessage, speaker: LogLanguage): string {
  return isDeleted === true ? speaker.t('messageDeleted') : text;
}
