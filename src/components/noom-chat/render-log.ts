import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage } from '../../core/index.js';
import type { TextKey, TextParams } from '../internal/localization/index.js';
import { isGroup, type ChatEntry, type ChatNote, type MessageGroup } from './group-messages.js';
import { linkify } from './linkify.js';

/** What the log is written in. */
export interface LogLanguage {
  readonly language: string;
  t(key: TextKey, params?: TextParams): string;
}

/** The messages and what happened between them. */
export function renderLog(entries: readonly ChatEntry[], words: LogLanguage): unknown {
  const time = new Intl.DateTimeFormat(words.language, { timeStyle: 'short' });
  return repeat(
    entries,
    (entry) => (isGroup(entry) ? entry.key : entry.id),
    (entry) => (isGroup(entry) ? renderGroup(entry, words, time) : renderNote(entry, words, time)),
  );
}

function renderGroup({ messages }: MessageGroup, words: LogLanguage, time: Intl.DateTimeFormat): TemplateResult {
  const [first] = messages;
  if (first === undefined) return html``;
  const { isLocal, name, at, to } = first;
  return html`<div class="group ${isLocal ? 'own' : ''}">
    <div class="meta">
      <bdi part="author" class=${isLocal ? 'visually-hidden' : ''}>${isLocal ? words.t('you') : name}</bdi>
      ${renderTime(at, time)} ${to === null ? nothing : html`<span>${words.t('privately')}</span>`}
    </div>
    ${repeat(messages, ({ id }) => id, renderMessage)}
  </div>`;
}

function renderMessage({ text }: ChatMessage): TemplateResult {
  const runs = linkify(text).map(({ text: run, href }) => (href === undefined ? run : renderLink(run, href)));
  return html`<div part="message" class="message"><div part="body" class="body" dir="auto">${runs}</div></div>`;
}

/** The title shows what would really open, where the text is in other letters. */
function renderLink(text: string, href: string): TemplateResult {
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

/** The room itself says who comes and goes: heard once is enough. */
function renderNote({ kind, name, at }: ChatNote, words: LogLanguage, time: Intl.DateTimeFormat): TemplateResult {
  const key = kind === 'joined' ? 'sayParticipantJoined' : 'sayParticipantLeft';
  // The name keeps to itself, whichever way it is written (Unicode TR 9, FSI and PDI).
  return html`<p class="note" part="note" aria-live="off">
    ${words.t(key, { name: `\u2068${name}\u2069` })} ${renderTime(at, time)}
  </p>`;
}

function renderTime(at: number, time: Intl.DateTimeFormat): TemplateResult {
  return html`<time part="time" datetime=${new Date(at).toISOString()}>${time.format(at)}</time>`;
}
