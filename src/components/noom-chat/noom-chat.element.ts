import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CallError, CallController, ChatMessage } from '../../core/index.js';
import { icon } from '../internal/icons.js';
import type { TextKey, TextParams } from '../internal/localization/index.js';
import { LinkedElement } from '../internal/linked-element.js';
import { RoomLink } from '../internal/room-link.js';
import { buttonStyles } from '../internal/theme.styles.js';
import { memoryOf } from './chat-memory.js';
import { groupMessages } from './group-messages.js';
import { chatStyles } from './noom-chat.styles.js';
import { OnScreen } from './on-screen.js';
import { renderLog } from './render-log.js';
import { StickToEnd } from './stick-to-end.js';

/** What the other side accepts at most, in characters (Unicode code points). */
const MAX_LENGTH = 4000;
const NO_MESSAGES: readonly ChatMessage[] = [];

/**
 * Written messages between the people of a room, peer to peer.
 *
 * @summary The chat of a call.
 * @slot header - Above the messages.
 * @slot empty - In place of what is said while there are no messages.
 * @slot composer-start - Before the field in which one writes.
 * @slot composer-end - Between that field and the button that sends.
 * @csspart base - Everything.
 * @csspart list - The messages.
 * @csspart author - Who wrote.
 * @csspart time - When.
 * @csspart message - One message.
 * @csspart body - Its text.
 * @csspart note - Who came or went.
 * @csspart newer - The button that leads to the newest messages.
 * @csspart composer - Where one writes.
 * @csspart input - The field.
 * @csspart send - The button that sends.
 * @csspart problem - Why a message was not or cannot be sent.
 * @csspart icon - Each icon.
 * @event noom-message-request - `text` is to be sent, to everybody or to one (`to`). Cancelable.
 */
export class NoomChat extends LinkedElement {
  static override styles = [buttonStyles, chatStyles];

  /** What stands in the field while it is empty. */
  @property() placeholder = '';
  /** How many characters a message may have, 4000 at most. */
  @property({ type: Number, attribute: 'max-length' }) maxLength: number = MAX_LENGTH;
  /** Shows messages only. */
  @property({ type: Boolean }) readonly = false;
  /** What is written and not sent; outlives the tag for as long as the call is the same. */
  @property({ attribute: false }) draft = '';

  readonly #link = new RoomLink(this, (snapshot) => ({
    messages: snapshot.messages,
    participants: snapshot.participants,
    canWrite: snapshot.state === 'joined' || snapshot.state === 'reconnecting',
  }));
  readonly #end = new StickToEnd(
    this,
    () => this.shadowRoot?.querySelector<HTMLElement>('.list') ?? null,
    () => {
      this.requestUpdate();
    },
  );
  readonly #screen = new OnScreen(this, () => {
    this.#markRead();
  });
  /** Whose draft is in the field. */
  #call: CallController | null = null;
  #isSending = false;
  /** Why the last message was not sent. */
  #failure: CallError | null = null;

  /** The room's messages, oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#link.call?.snapshot.messages ?? NO_MESSAGES;
  }

  /** How many messages of others nobody has looked at yet. */
  get unread(): number {
    return this.#link.room?.unread ?? 0;
  }

  /** Puts the cursor into the field. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('textarea')?.focus(options);
  }

  /** Sends the draft and resolves to whether it was sent; if not, the draft stays. */
  async send(): Promise<boolean> {
    const text = this.draft.trim();
    if (text === '' || this.#isSending || this.#isTooLong || this.#link.value?.canWrite !== true) return false;
    this.#isSending = true;
    this.#failure = null;
    this.requestUpdate();
    const { room } = this.#link;
    const undone = new AbortController();
    const hearFailure = ({ error }: { error: CallError }): void => {
      this.#failure = error;
    };
    room?.addEventListener('noom-error', hearFailure, { signal: undone.signal });
    const sent = this.draft;
    const isSent = await this.#link.ask({ type: 'noom-message-request', text, to: null });
    undone.abort();
    this.#isSending = false;
    // Whoever types fast has written on meanwhile.
    if (isSent && this.draft.startsWith(sent)) this.draft = this.draft.slice(sent.length);
    if (isSent) this.#end.scrollToEnd();
    this.requestUpdate();
    return isSent;
  }

  protected override willUpdate(): void {
    const { call } = this.#link;
    if (call !== this.#call) {
      this.#call = call;
      this.#failure = null;
      if (call !== null && this.draft === '') this.draft = memoryOf(call).draft;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#call !== null) memoryOf(this.#call).draft = this.draft;
    const input = this.renderRoot.querySelector('textarea');
    if (input !== null) growToContent(input);
    // After this update, because reading changes what is drawn.
    queueMicrotask(() => {
      this.#markRead();
    });
  }

  protected override render(): TemplateResult {
    const messages = this.#link.value?.messages ?? NO_MESSAGES;
    const notes = this.#call === null ? [] : memoryOf(this.#call).notes;
    const isEmpty = messages.length === 0 && notes.length === 0;
    return html`<div part="base" class="base">
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
          ${renderLog(groupMessages(messages, notes), { language: this.#link.language, t: this.#t })}
        </div>
        <div class="empty" ?hidden=${!isEmpty}>
          <slot name="empty">${icon('chat')}${this.#link.t('chatEmpty')}</slot>
        </div>
        ${this.#end.isAtEnd || this.unread === 0 ? nothing : this.#renderNewer()}
      </div>
      ${this.readonly ? nothing : this.#renderComposer()}
    </div>`;
  }

  #renderNewer(): TemplateResult {
    return html`<button part="newer" class="newer" type="button" @click=${this.#handleNewer}>
      ${icon('arrow-down')}${this.#link.t('newMessages', { count: this.unread })}
    </button>`;
  }

  #renderComposer(): TemplateResult {
    const placeholder = this.placeholder || this.#link.t('messagePlaceholder');
    const canWrite = this.#link.value?.canWrite === true;
    const max = this.#getMaxLength();
    const length = this.#getLength();
    const problem = this.#describeProblem();
    return html`<form part="composer" class="composer" @submit=${this.#handleSubmit}>
      <slot name="composer-start"></slot>
      <textarea
        part="input"
        class="input"
        rows="1"
        enterkeyhint="send"
        aria-label=${placeholder}
        aria-describedby="problem"
        aria-invalid=${this.#isTooLong}
        placeholder=${placeholder}
        ?disabled=${!canWrite}
        .value=${live(this.draft)}
        @input=${this.#handleInput}
        @keydown=${this.#handleKeydown}
      ></textarea>
      <slot name="composer-end"></slot>
      <button
        part="send"
        class="round primary send"
        type="submit"
        aria-label=${this.#link.t('send')}
        title=${this.#link.t('send')}
        aria-disabled=${!canWrite || this.draft.trim() === '' || this.#isTooLong}
      >
        ${icon('send')}
      </button>
      <div class="below">
        <div id="problem" role="alert">
          ${problem === null ? nothing : html`<p part="problem" class="problem">${icon('warning')}${problem}</p>`}
        </div>
        ${length > max * 0.9 ? html`<span class="count">${length} / ${max}</span>` : nothing}
      </div>
    </form>`;
  }

  #describeProblem(): string | null {
    if (this.#isTooLong) return this.#link.t('messageTooLong', { max: this.#getMaxLength() });
    return this.#failure === null ? null : `${this.#failure.message} ${this.#failure.hint}`;
  }

  readonly #handleInput = (event: Event): void => {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.#failure = null;
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // Enter also ends the composition of a Korean syllable; Safari says so only by the old key code.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.send();
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    void this.send();
    this.focus();
  };

  readonly #handleNewer = (): void => {
    this.#end.scrollToEnd();
    this.renderRoot.querySelector<HTMLElement>('.list')?.focus();
  };

  readonly #t = (key: TextKey, params?: TextParams): string => this.#link.t(key, params);

  #markRead(): void {
    if (this.unread > 0 && this.#screen.value && this.#end.isAtEnd) this.#link.room?.markRead();
  }

  /** By code points, as the wire counts. */
  #getLength(): number {
    return [...this.draft].length;
  }

  #getMaxLength(): number {
    return this.maxLength > 0 ? Math.min(this.maxLength, MAX_LENGTH) : MAX_LENGTH;
  }

  get #isTooLong(): boolean {
    return this.#getLength() > this.#getMaxLength();
  }
}

/** As high as what is written; the style sheet says where that ends. */
function growToContent(input: HTMLTextAreaElement): void {
  input.style.blockSize = 'auto';
  // What scrolls does not count the edge, the height does. Nothing is drawn of a chat that is hidden.
  const edge = input.offsetHeight - input.clientHeight;
  if (input.scrollHeight > 0) input.style.blockSize = `${input.scrollHeight + edge}px`;
}
