import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  countCharacters,
  MAX_MESSAGE_CHARACTERS,
  type CallController,
  type CallError,
  type ChatMessage,
  type SharedFile,
} from '../../core/index.js';
import { drawIcon, icon } from '../internal/look/icons.js';
import { isComposing } from '../internal/keyboard/keys.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { untranslated, words } from '../internal/localization/words.js';
import type { View } from '../internal/lazy/lazy-element.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { CHAT_SHAPES } from './chat-icons.js';
import { draftOf, keepDraft, memoryOf, type DraftPlace } from './chat-memory.js';
import { ChatFiles } from './files/chat-files.js';
import { fileStyles } from './files/file.styles.js';
import { growToContent } from './grow-to-content.js';
import { groupMessages } from './group-messages.js';
import { chatStyles } from './noom-chat.styles.js';
import { OnScreen } from './on-screen.js';
import { renderLog } from './render-log.js';
import { directionOf } from './text-direction.js';
import { StickToEnd } from './stick-to-end.js';

const NO_MESSAGES: readonly ChatMessage[] = [];

type ChatLink = RoomLink<{ messages: readonly ChatMessage[]; files: readonly SharedFile[]; canWrite: boolean }>;

/** The tag of a view. */
interface ChatHost extends LitElement {
  readonly placeholder: string;
  readonly maxLength: number;
  readonly readonly: boolean;
  readonly files: boolean;
  readonly unread: number;
  draft: string;
}

/** The view of a chat: renders it and handles its events. */
export class ChatView implements View {
  readonly styles = [buttonStyles, chatStyles, fileStyles];
  readonly #host: ChatHost;
  readonly #link: ChatLink;
  readonly #end: StickToEnd;
  readonly #screen: OnScreen;
  readonly #files: ChatFiles;
  /** What the draft in the field belongs to. */
  #place: DraftPlace | null = null;
  #counted = { draft: '', length: 0 };
  /** The draft being sent, and the newest local message before it. */
  #sending: { readonly draft: string; readonly place: DraftPlace | null; readonly newest: string | undefined } | null =
    null;
  /** Why the last message was not sent. */
  #failure: CallError | null = null;

  constructor(host: ChatHost, link: ChatLink) {
    this.#host = host;
    this.#link = link;
    this.#files = new ChatFiles(host, link);
    this.#end = new StickToEnd(
      host,
      () => host.shadowRoot?.querySelector<HTMLElement>('.list') ?? null,
      () => {
        host.requestUpdate();
      },
    );
    this.#screen = new OnScreen(host, () => {
      this.#markRead();
    });
  }

  /** Puts the cursor into the field. */
  focus(options?: FocusOptions): void {
    this.#host.renderRoot.querySelector('textarea')?.focus(options);
  }

  /** Sends the draft; see `NoomChat.send()`. */
  async send(): Promise<boolean> {
    const text = this.#host.draft.trim();
    if (text === '' || this.#sending !== null || this.#isTooLong || this.#link.value?.canWrite !== true) return false;
    const place = this.#place;
    const sending = { draft: this.#host.draft, place, newest: this.#findNewest() };
    this.#sending = sending;
    this.#failure = null;
    const undone = new AbortController();
    let failure: CallError | null = null;
    const hearFailure = ({ error }: { error: CallError }): void => {
      failure = error;
    };
    this.#link.room?.addEventListener('noom-error', hearFailure, { signal: undone.signal });
    const isSent = await this.#link.ask({ type: 'noom-message-request', text, to: null });
    undone.abort();
    this.#host.requestUpdate();
    if (this.#place === place) {
      if (isSent) this.#take();
      else this.#failure = failure;
    } else if (isSent && place !== null && this.#sending === sending) {
      // The tag shows another room by now: remove the sent text from the draft of the former one.
      keepDraft(place, withoutStart(draftOf(place), sending.draft));
    }
    if (this.#sending === sending) this.#sending = null;
    return isSent;
  }

  hostUpdate(): void {
    this.#goTo(this.#link.call);
    if (this.#sending?.place === this.#place && this.#findNewest() !== this.#sending.newest) this.#take();
  }

  hostUpdated(): void {
    if (this.#place !== null) keepDraft(this.#place, this.#host.draft);
    const input = this.#host.renderRoot.querySelector('textarea');
    if (input !== null) growToContent(input);
    // After this update, because reading changes what is rendered.
    queueMicrotask(() => {
      this.#markRead();
    });
  }

  render(): TemplateResult {
    const messages = this.#link.value?.messages ?? NO_MESSAGES;
    const notes = this.#place === null ? [] : memoryOf(this.#place.call).notes;
    const files = this.#files.shown;
    const isEmpty = messages.length + notes.length + files.length === 0;
    return html`<div part="base" class="base" lang=${this.#link.lang}>
      <slot name="header"></slot>
      <div class="log">
        <div
          part="list"
          class="list"
          role="log"
          aria-live="polite"
          aria-label=${this.#link.t('messages')}
          tabindex="0"
          @scroll=${this.#end.handleScroll}
        >
          <div class="space"></div>
          ${renderLog(groupMessages(messages, notes, files), this.#link, this.#link.value?.canWrite === true ? this.#retry : null, this.#files.drawing)}
        </div>
        <div class="empty" ?hidden=${!isEmpty}>
          <slot name="empty">${icon('chat')}${words(this.#link, 'chatEmpty')}</slot>
        </div>
        ${this.#files.renderDrop()} ${this.#end.isAtEnd || this.#host.unread === 0 ? nothing : this.#renderNewer()}
      </div>
      ${this.#host.readonly ? nothing : this.#renderComposer()}
    </div>`;
  }

  #renderNewer(): TemplateResult {
    return html`<button part="newer" class="newer" type="button" @click=${this.#handleNewer}>
      ${drawIcon(CHAT_SHAPES.arrowDown)}${words(this.#link, 'newMessages', { count: this.#host.unread })}
    </button>`;
  }

  #renderComposer(): TemplateResult {
    const placeholder = this.#host.placeholder || this.#link.t('messagePlaceholder');
    const canWrite = this.#link.value?.canWrite === true;
    const max = this.#getMaxLength();
    const length = this.#count();
    const problem = this.#describeProblem();
    return html`<form part="composer" class="composer" @submit=${this.#handleSubmit}>
      <slot name="composer-start"></slot>
      ${this.#files.renderAttach()}
      <textarea
        part="input"
        class="input"
        rows="1"
        dir=${directionOf(this.#host.draft) ?? nothing}
        lang=${this.#link.pageLang}
        enterkeyhint="send"
        aria-label=${placeholder}
        aria-describedby="problem"
        aria-invalid=${this.#isTooLong}
        placeholder=${placeholder}
        ?disabled=${!canWrite}
        .value=${live(this.#host.draft)}
        @input=${this.#handleInput}
        @keydown=${this.#handleKeydown}
        @paste=${this.#files.handlePaste}
      ></textarea>
      <slot name="composer-end"></slot>
      <button
        part="send"
        class="round primary send"
        type="submit"
        aria-label=${this.#link.t('send')}
        title=${this.#link.t('send')}
        aria-disabled=${!canWrite || this.#host.draft.trim() === '' || this.#isTooLong}
      >
        ${drawIcon(CHAT_SHAPES.send)}
      </button>
      <div class="below">
        <div id="problem" role="alert">
          ${problem === null ? nothing : html`<p part="problem" class="problem">${icon('warning')}<span dir="auto">${problem}</span></p>`}
        </div>
        ${length > max * 0.9 ? html`<span class="count">${untranslated(`${length} / ${max}`)}</span>` : nothing}
      </div>
    </form>`;
  }

  #describeProblem(): string | null {
    if (this.#isTooLong) return this.#link.t('messageTooLong', { max: this.#getMaxLength() });
    return this.#failure === null ? this.#files.problem : `${this.#failure.message} ${this.#failure.hint}`;
  }

  readonly #handleInput = (event: Event): void => {
    this.#host.draft = (event.target as HTMLTextAreaElement).value;
    this.#failure = null;
    this.#files.problem = null;
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // Enter also ends the composition of a Korean syllable.
    if (event.key !== 'Enter' || event.shiftKey || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    void this.send();
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    void this.send();
    this.focus();
  };

  readonly #retry = (id: string): void => {
    // The button disappears when pressed: the focus stays among the messages.
    this.#host.renderRoot.querySelector<HTMLElement>('.list')?.focus();
    void this.#link.ask({ type: 'noom-message-retry-request', id });
  };

  readonly #handleNewer = (): void => {
    this.#end.scrollToEnd();
    this.#host.renderRoot.querySelector<HTMLElement>('.list')?.focus();
  };

  /** The message is in the log: removes it from the field, where the person may have typed more meanwhile. */
  #take(): void {
    if (this.#sending === null) return;
    this.#host.draft = withoutStart(this.#host.draft, this.#sending.draft);
    this.#sending = null;
    this.#end.scrollToEnd();
  }

  #findNewest(): string | undefined {
    return this.#link.value?.messages.filter(({ isLocal }) => isLocal).at(-1)?.id;
  }

  #markRead(): void {
    if (this.#host.unread > 0 && this.#screen.value && this.#end.isAtEnd) this.#link.room?.markRead();
  }

  /** In code points, as the wire counts; computed once for each draft. */
  #count(): number {
    const { draft } = this.#host;
    if (draft !== this.#counted.draft) this.#counted = { draft, length: countCharacters(draft) };
    return this.#counted.length;
  }

  #getMaxLength(): number {
    return this.#host.maxLength > 0 ? Math.min(this.#host.maxLength, MAX_MESSAGE_CHARACTERS) : MAX_MESSAGE_CHARACTERS;
  }

  /** Changes the draft with the call and its room. A draft written before there is one is kept for the first. */
  #goTo(call: CallController | null): void {
    const before = this.#place;
    const room = call?.snapshot.room ?? null;
    const isSameCall = before?.call === call || (before === null && call === null);
    if (isSameCall && (room === null || before?.room === room)) return;
    const { draft } = this.#host;
    this.#place = call === null ? null : { call, room };
    if (before !== null && !(isSameCall && before.room === null)) {
      keepDraft(before, draft);
      this.#host.draft = '';
      this.#failure = null;
    }
    if (this.#place !== null && this.#host.draft === '') this.#host.draft = draftOf(this.#place);
  }

  get #isTooLong(): boolean {
    return this.#count() > this.#getMaxLength();
  }
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
