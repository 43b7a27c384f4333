import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage } from '../../core/index.js';
import { drawIcon, icon } from '../internal/look/icons.js';
import { userText, words, type Speaker } from '../internal/localization/words.js';
import { CHAT_SHAPES } from './chat-icons.js';
import { isFile, isGroup, type ChatEntry, type ChatNote, type FileEntry, type MessageGroup } from './group-messages.js';
import { renderFile, type FileDrawing } from './files/render-file.js';
import { linkify, type TextRun } from './links/linkify.js';

/** The language of the log. */
export interface LogLanguage extends Speaker {
  /** The locale of the times. */
  readonly locale: string;
}

/** Sends a local message again; `null` while nothing can be sent. */
export type Retry = ((id: string) => void) | null;

/** Renders the messages and the notes between them. */
export function renderLog(
  entries: readonly ChatEntry[],
  speaker: LogLanguage,
  retry: Retry,
  drawing: FileDrawing,
): unknown {
  const time = new Intl.DateTimeFormat(speaker.locale, { timeStyle: 'short' });
  return repeat(
    entries,
    (entry) => (isGroup(entry) ? entry.key : entry.id),
    (entry) => {
      if (isGroup(entry)) return renderGroup(entry, speaker, time, retry);
      return isFile(entry) ? renderFileEntry(entry, speaker, time, drawing) : renderNote(entry, speaker, time);
    },
  );
}

function renderGroup(
  { messages }: MessageGroup,
  speaker: LogLanguage,
  time: Intl.DateTimeFormat,
  retry: Retry,
): TemplateResult {
  const [first] = messages;
  if (first === undefined) return html``;
  return html`<div class="group ${first.isLocal ? 'own' : ''}">
    ${renderMeta(first, speaker, time)}
    ${repeat(
      messages,
      ({ id }) => id,
      (message) => [renderMessage(message, speaker), renderState(message, speaker, retry)],
    )}
  </div>`;
}

function renderFileEntry(
  { file }: FileEntry,
  speaker: LogLanguage,
  time: Intl.DateTimeFormat,
  drawing: FileDrawing,
): TemplateResult {
  return html`<div class="group ${file.isLocal ? 'own' : ''}">
    ${renderMeta({ ...file, name: file.sender }, speaker, time)} ${renderFile(file, drawing)}
  </div>`;
}

/** Who wrote or sent it, and when. */
function renderMeta(
  { isLocal, name, at, to }: Pick<ChatMessage, 'isLocal' | 'name' | 'at' | 'to'>,
  speaker: LogLanguage,
  time: Intl.DateTimeFormat,
): TemplateResult {
  const { pageLang } = speaker;
  return html`<div class="meta">
    ${
      isLocal
        ? html`<span part="author" class="visually-hidden">${words(speaker, 'you')}</span>`
        : html`<bdi part="author" class="notranslate" translate="no" lang=${pageLang}>${name}</bdi>`
    }
    ${renderTime(at, speaker, time)} ${to === null ? nothing : html`<span>${words(speaker, 'privately')}</span>`}
  </div>`;
}

/** The parsed text of each message: a chat renders again whenever anything in it changes. */
const runs = new WeakMap<ChatMessage, readonly TextRun[]>();

function runsOf(message: ChatMessage): readonly TextRun[] {
  const found = runs.get(message) ?? linkify(message.text);
  runs.set(message, found);
  return found;
}

function renderMessage(message: ChatMessage, speaker: Speaker): TemplateResult {
  const parts = runsOf(message).map(({ text, href }) => (href === undefined ? text : renderLink(text, href)));
  return html`<div part="message" class="message">
    <div part="body" class="body" dir="auto" lang=${speaker.pageLang}>${parts}</div>
    ${message.state === 'delivered' ? renderDelivered(speaker) : nothing}
  </div>`;
}

/** Available to a screen reader, but not announced: delivery is the normal case. */
function renderDelivered(speaker: Speaker): TemplateResult {
  const name = speaker.t('delivered');
  return html`<span part="state" class="delivered" role="img" aria-live="off" aria-label=${name} title=${name}
    >${drawIcon(CHAT_SHAPES.check)}</span
  >`;
}

function renderState({ id, state }: ChatMessage, speaker: Speaker, retry: Retry): unknown {
  if (state === 'sending') {
    return html`<div part="state" class="state" aria-live="off">${words(speaker, 'sending')}</div>`;
  }
  if (state !== 'failed') return nothing;
  return html`<div part="state" class="state failed">
    ${icon('warning')}${
      retry === null
        ? words(speaker, 'notSent')
        : html`<button
            part="retry"
            class="retry"
            type="button"
            @click=${() => {
              retry(id);
            }}
          >
            ${words(speaker, 'notSentRetry')}
          </button>`
    }
  </div>`;
}

/**
 * An address runs from left to right, isolated from the text around it (`dir` isolates, Unicode TR 9). The title shows
 * the URL that would open, where the text has other letters.
 */
function renderLink(text: string, href: string): TemplateResult {
  return html`<a href=${href} title=${href} dir="ltr" target="_blank" rel="noopener noreferrer">${text}</a>`;
}

/** Not announced: the room already announces who joins and leaves. */
function renderNote({ kind, name, at }: ChatNote, speaker: LogLanguage, time: Intl.DateTimeFormat): TemplateResult {
  const key = kind === 'joined' ? 'sayParticipantJoined' : 'sayParticipantLeft';
  return html`<p class="note" part="note" aria-live="off">
    ${words(speaker, key, { name })} ${renderTime(at, speaker, time)}
  </p>`;
}

/** A time in the locale of the page. */
function renderTime(at: number, speaker: LogLanguage, time: Intl.DateTimeFormat): TemplateResult {
  return html`<time part="time" datetime=${new Date(at).toISOString()}>${userText(speaker, time.format(at))}</time>`;
}
