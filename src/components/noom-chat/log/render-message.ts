import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMessage } from '../../../core/index.js';
import { userText, words, type Speaker } from '../../internal/localization/words.js';
import { controlIcon } from '../../internal/look/control-icons.js';
import { drawIcon, icon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import { linkify, type TextRun } from '../links/linkify.js';

/** Sends a local message again; `null` while nothing can be sent. */
export type Retry = ((id: string) => void) | null;

/** What drawing a message needs. */
export interface MessageDrawing {
  readonly speaker: Speaker;
  readonly retry: Retry;
  /** The message that a message answers, if it is here. */
  find(message: ChatMessage): ChatMessage | undefined;
  /** Those that are being deleted. */
  readonly pending: ReadonlySet<ChatMessage>;
  /** Shows a message, wherever it is in the log. */
  show(message: ChatMessage): void;
  /** The button of a message is pressed. */
  handlePress(button: HTMLElement, message: ChatMessage): void;
}

/** Renders a message, and what became of it. */
export function renderMessage(message: ChatMessage, drawing: MessageDrawing): unknown {
  const { speaker, retry, pending } = drawing;
  const { id, name, isLocal, isDeleted = false } = message;
  const label = isLocal ? speaker.t('actionsForOwn') : speaker.t('actionsForMessage', { name });
  return [
    html`<div class="line" data-id=${id}>
      ${isDeleted ? renderDeleted(speaker) : renderText(message, drawing)}
      <button
        part="actions"
        class="actions"
        type="button"
        tabindex="-1"
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        aria-live="off"
        @click=${({ currentTarget }: Event) => {
          drawing.handlePress(currentTarget as HTMLElement, message);
        }}
      >
        ${controlIcon('more')}
      </button>
    </div>`,
    pending.has(message)
      ? html`<div part="state" class="state" aria-live="off">${words(speaker, 'deleting')}</div>`
      : renderState(message, speaker, retry),
  ];
}

/** The first line of a text, without spaces at its ends. */
export function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

/** What is left of a deleted message. It is new in the log, and so announced. */
function renderDeleted(speaker: Speaker): TemplateResult {
  return html`<div part="message" class="message deleted">
    ${drawIcon(CHAT_SHAPES.delete)}${words(speaker, 'messageDeleted')}
  </div>`;
}

function renderText(message: ChatMessage, drawing: MessageDrawing): TemplateResult {
  const { speaker } = drawing;
  const parts = runsOf(message).map(({ text, href }) => (href === undefined ? text : renderLink(text, href)));
  return html`<div part="message" class="message">
    ${message.replyTo === undefined ? nothing : renderQuote(drawing.find(message), drawing)}
    <div part="body" class="body" dir="auto" lang=${speaker.pageLang}>${parts}</div>
    ${message.state === 'delivered' ? renderDelivered(speaker) : nothing}
  </div>`;
}

/** The message that is answered: pressing it shows that one. */
function renderQuote(answered: ChatMessage | undefined, { speaker, show }: MessageDrawing): TemplateResult {
  if (answered === undefined || answered.isDeleted === true) {
    const quoted = answered === undefined ? words(speaker, 'messageMissing') : renderQuoted(answered, speaker);
    return html`<div part="quote" class="quote">${quoted}</div>`;
  }
  return html`<button
    part="quote"
    class="quote"
    type="button"
    title=${speaker.t('showMessage')}
    @click=${() => {
      show(answered);
    }}
  >
    ${renderQuoted(answered, speaker)}
  </button>`;
}

/** Author and first line of a message; of a deleted one, that it is deleted. */
export function renderQuoted({ isLocal, name, text, isDeleted }: ChatMessage, speaker: Speaker): unknown {
  if (isDeleted === true) return words(speaker, 'messageDeleted');
  return html`<span class="quoted-author">${isLocal ? words(speaker, 'you') : userText(speaker, name)}</span
    ><span class="visually-hidden">: </span><span class="quoted-text">${userText(speaker, firstLine(text))}</span>`;
}

/** The parsed text of each message: a chat renders again whenever anything in it changes. */
const runs = new WeakMap<ChatMessage, readonly TextRun[]>();

function runsOf(message: ChatMessage): readonly TextRun[] {
  const found = runs.get(message) ?? linkify(message.text);
  runs.set(message, found);
  return found;
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
