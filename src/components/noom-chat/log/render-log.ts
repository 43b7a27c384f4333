import { html, noChange, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage } from '../../../core/index.js';
import { userText, words, type Speaker } from '../../internal/localization/words.js';
import { drawIcon } from '../../internal/look/icons.js';
import { idle } from '../../internal/observe/idle.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import { renderFile, type FileDrawing } from '../files/render-file.js';
import {
  isFile,
  isGroup,
  isUnreadMark,
  type ChatEntry,
  type ChatNote,
  type FileEntry,
  type MessageGroup,
} from './group-messages.js';
import { renderMessage, type MessageDrawing } from './render-message.js';
import { keyOfEntry, type Slice } from './slices.js';

/** The language of the log. */
export interface LogLanguage extends Speaker {
  /** The locale of the times. */
  readonly locale: string;
}

/** What drawing the log needs. */
export interface LogDrawing {
  readonly speaker: LogLanguage;
  readonly message: MessageDrawing;
  readonly file: FileDrawing;
  /** What all texts depend on: everything is drawn again when any of it changes. */
  readonly language: readonly unknown[];
  isDrawn(slice: number): boolean;
  /** Notes all that a slice shows, as it is drawn now; returns whether any of it is new. */
  noteFacts(slice: number, facts: readonly unknown[]): boolean;
  /** A slice comes near to what is seen. */
  handleNear(slice: number): void;
}

/** The formats of times, by locale: making one takes longer than drawing a message. */
const times = new Map<string, Intl.DateTimeFormat>();

// The first one opens the data of all locales, for 20 ms in Chromium: while it is idle, where a chat is loaded ahead.
void idle().then(() => timeIn('en'));

/** Renders the log. Only its newest slice is live: what is drawn later above it was said before. */
export function renderLog(slices: readonly Slice[], drawing: LogDrawing): unknown {
  const time = timeIn(drawing.speaker.locale);
  return repeat(
    slices,
    ({ id }) => id,
    (slice) =>
      html`<div
        class="slice ${drawing.isDrawn(slice.id) ? '' : 'undrawn'}"
        aria-live=${slice === slices.at(-1) ? nothing : 'off'}
        @contentvisibilityautostatechange=${({ skipped }: ContentVisibilityAutoStateChangeEvent) => {
          if (!skipped) drawing.handleNear(slice.id);
        }}
      >
        ${drawing.isDrawn(slice.id) ? renderSlice(slice, drawing, time) : nothing}
      </div>`,
  );
}

/** How times are written in a locale. */
function timeIn(locale: string): Intl.DateTimeFormat {
  const time = times.get(locale) ?? new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  times.set(locale, time);
  return time;
}

/** All that a slice shows. Whether the person can write concerns few entries, and so redraws few. */
function factsOf({ entries }: Slice, { language, file, message: { find, pending, retry } }: LogDrawing): unknown[] {
  const facts: unknown[] = [...language];
  for (const entry of entries) {
    if (isFile(entry)) facts.push(entry.file, file.canAnswer);
    else if (!isGroup(entry)) facts.push(entry.id, isUnreadMark(entry) || entry.others);
    else {
      const { answers, hasFailed } = outsideOf(entry);
      facts.push(entry, hasFailed && retry !== null, ...answers.map(find));
      for (const message of pending) if (entry.messages.includes(message)) facts.push(message);
    }
  }
  return facts;
}

/** What a group shows of more than its messages. */
interface Outside {
  /** Its messages that answer others. */
  readonly answers: readonly ChatMessage[];
  /** Whether one was not sent. */
  readonly hasFailed: boolean;
}

const outsides = new WeakMap<MessageGroup, Outside>();

function outsideOf(group: MessageGroup): Outside {
  const known = outsides.get(group);
  if (known) return known;
  const { messages } = group;
  const outside = {
    answers: messages.filter(({ replyTo }) => replyTo !== undefined),
    hasFailed: messages.some(({ state }) => state === 'failed'),
  };
  outsides.set(group, outside);
  return outside;
}

/** A slice of which nothing has changed is left as it is: a log may have hundreds. */
function renderSlice(slice: Slice, drawing: LogDrawing, time: Intl.DateTimeFormat): unknown {
  const { id, entries } = slice;
  if (!drawing.noteFacts(id, factsOf(slice, drawing))) return noChange;
  return repeat(entries, keyOfEntry, (entry) => renderEntry(entry, drawing, time));
}

function renderEntry(entry: ChatEntry, drawing: LogDrawing, time: Intl.DateTimeFormat): TemplateResult {
  const { speaker } = drawing;
  if (isGroup(entry)) return renderGroup(entry, drawing, time);
  if (isFile(entry)) return renderFileEntry(entry, drawing, time);
  return isUnreadMark(entry) ? renderUnread(speaker) : renderNote(entry, speaker, time);
}

function renderGroup({ messages }: MessageGroup, drawing: LogDrawing, time: Intl.DateTimeFormat): TemplateResult {
  const [first] = messages;
  if (first === undefined) return html``;
  return html`<div class="group ${first.isLocal ? 'own' : ''}">
    ${renderMeta(first, drawing.speaker, time)}
    ${repeat(
      messages,
      ({ id }) => id,
      (message) => renderMessage(message, drawing.message),
    )}
  </div>`;
}

function renderFileEntry({ file }: FileEntry, drawing: LogDrawing, time: Intl.DateTimeFormat): TemplateResult {
  const [recipient] = file.recipients;
  const meta = { ...file, name: file.sender, ...(recipient && { toName: recipient.name }) };
  return html`<div class="group ${file.isLocal ? 'own' : ''}">
    ${renderMeta(meta, drawing.speaker, time)} ${renderFile(file, drawing.file)}
  </div>`;
}

/** Who wrote or sent it, and when. */
function renderMeta(
  { isLocal, name, at, to, toName = '' }: Pick<ChatMessage, 'isLocal' | 'name' | 'at' | 'to' | 'toName'>,
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
    ${renderTime(at, speaker, time)}
    ${
      to === null
        ? nothing
        : html`<span part="private" class="private"
            >${drawIcon(CHAT_SHAPES.lock)}${
              isLocal ? words(speaker, 'privateTo', { name: toName }) : words(speaker, 'privateToYou')
            }</span
          >`
    }
  </div>`;
}

const NOTE_TEXTS = {
  joined: ['sayParticipantJoined', 'sayManyJoined'],
  left: ['sayParticipantLeft', 'sayManyLeft'],
} as const;

/** Not announced: the room already announces who joins and leaves. */
function renderNote(
  { kind, name, others, at }: ChatNote,
  speaker: LogLanguage,
  time: Intl.DateTimeFormat,
): TemplateResult {
  const [one, many] = NOTE_TEXTS[kind];
  return html`<p class="note" part="note" aria-live="off">
    ${words(speaker, others > 0 ? many : one, { name, count: others })} ${renderTime(at, speaker, time)}
  </p>`;
}

/** Not announced: the messages below it are. */
function renderUnread(speaker: LogLanguage): TemplateResult {
  return html`<p class="note unread" part="unread" aria-live="off">${words(speaker, 'newHere')}</p>`;
}

/** A time in the locale of the page. */
function renderTime(at: number, speaker: LogLanguage, time: Intl.DateTimeFormat): TemplateResult {
  return html`<time part="time" datetime=${new Date(at).toISOString()}>${userText(speaker, time.format(at))}</time>`;
}
