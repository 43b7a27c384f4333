import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { CallError, ChatMessage, Participant } from '../../../core/index.js';
import { isFree, useUp } from '../../internal/keyboard/handle-keys.js';
import { isComposing } from '../../internal/keyboard/keys.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { textsOfError } from '../../internal/localization/texts-of-error.js';
import { untranslated } from '../../internal/localization/untranslated.js';
import { drawIcon, icon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import type { DraftPlace } from '../chat-memory.js';
import type { ChatFiles } from '../files/chat-files.js';
import { GrowingField } from '../growing-field.js';
import { isMessage } from '../log/is-message.js';
import type { MenuParts } from '../log/message-menu.js';
import { directionOf } from '../text-direction.js';
import { DraftKeeper, forgetSent, withoutStart } from './draft-keeper.js';
import { EmojiPanel } from './emoji-panel.js';
import { insertText } from './insert-text.js';
import { MessageLength } from './message-length.js';
import { renderRecipient } from './recipient-field.js';
import { renderReply } from './render-reply.js';

type ComposerLink = RoomLink<{
  messages: readonly ChatMessage[];
  participants: readonly Participant[];
  canWrite: boolean;
}>;

/** What the composer needs of its chat. */
export interface ComposerSurroundings {
  readonly host: LitElement & { readonly placeholder: string; readonly maxLength: number; draft: string };
  readonly link: ComposerLink;
  readonly files: ChatFiles;
  readonly menu: MenuParts;
  /** A message is in the log. */
  handleSent(): void;
}

/** A draft under way. */
interface Sending {
  readonly text: string;
  readonly place: DraftPlace | null;
  /** The newest local message before it. */
  readonly newest: string | undefined;
}

/** Where one writes: the field, who gets the message, and what it answers. */
export class Composer {
  readonly #around: ComposerSurroundings;
  readonly #draft: DraftKeeper;
  readonly #emojis: EmojiPanel;
  readonly #length: MessageLength;
  readonly #field = new GrowingField();
  /** Not looked for: that would go through all messages before it. */
  readonly #input = createRef<HTMLTextAreaElement>();
  #sending: Sending | null = null;
  /** Why the last message was not sent. */
  #failure: CallError | null = null;

  constructor(surroundings: ComposerSurroundings) {
    this.#around = surroundings;
    this.#draft = new DraftKeeper(surroundings.host);
    this.#length = new MessageLength(surroundings.host);
    this.#emojis = new EmojiPanel({
      host: surroundings.host,
      speaker: surroundings.link,
      followButton: surroundings.menu.followButton,
      insert: (emoji) => {
        if (this.#input.value) insertText(this.#input.value, emoji);
      },
    });
  }

  /** The id of who gets what is sent; `null` for all, `undefined` when they have left. */
  get addressee(): string | null | undefined {
    return this.#isRecipientGone ? undefined : (this.#draft.recipient?.id ?? null);
  }

  /** The place of the draft. */
  get place(): DraftPlace | null {
    return this.#draft.place;
  }

  /** Puts the cursor into the field. */
  focus(options?: FocusOptions): void {
    this.#input.value?.focus(options);
  }

  /** Begins an answer; to a private message it is private, too. */
  replyTo(message: ChatMessage): void {
    const { to, toName = '', from, name, isLocal } = message;
    this.#draft.reply = { id: message.id, from };
    if (to !== null) this.#draft.recipient = isLocal ? { id: to, name: toName } : { id: from, name };
    this.#around.host.requestUpdate();
    this.focus();
  }

  /** Sends the draft; see `NoomChat.send()`. */
  async send(): Promise<boolean> {
    const { host, link } = this.#around;
    const text = host.draft.trim();
    const to = this.addressee;
    if (to === undefined || text === '' || this.#sending !== null || !this.#canSend) return false;
    const place = this.#draft.place;
    const reply = this.#answered;
    const sending = { text: host.draft, place, newest: this.#findNewest() };
    this.#sending = sending;
    this.#failure = null;
    const wish = { type: 'noom-message-request', text, to, replyTo: reply?.id ?? null } as const;
    let failure: CallError | null = null;
    const isSent = await link.ask(wish, (error) => {
      failure = error;
    });
    host.requestUpdate();
    if (this.#draft.place === place) {
      if (isSent) this.#take();
      else this.#failure = failure;
    } else if (isSent && place !== null && this.#sending === sending) {
      // The tag shows another room by now: remove the sent text from the draft of the former one.
      forgetSent(place, sending.text);
    }
    if (this.#sending === sending) this.#sending = null;
    return isSent;
  }

  hostUpdate(): void {
    if (this.#draft.goTo(this.#around.link.call)) this.#forgetProblems();
    const { recipient } = this.#draft;
    const now = this.#others.find(({ id }) => id === recipient?.id);
    if (now && now.name !== recipient?.name) this.#draft.recipient = { id: now.id, name: now.name };
    if (this.#sending?.place === this.#draft.place && this.#findNewest() !== this.#sending.newest) this.#take();
  }

  hostUpdated(): void {
    this.#draft.keep();
    // It may be drawn once more after it was removed.
    this.#field.handleDrawn(this.#around.host.isConnected ? (this.#input.value ?? null) : null);
  }

  hostDisconnected(): void {
    this.#field.handleDrawn(null);
  }

  render(): TemplateResult {
    const { host, link, files } = this.#around;
    const recipient = this.#draft.recipient;
    const own =
      recipient === null ? link.t('messagePlaceholder') : link.t('privatePlaceholder', { name: recipient.name });
    const placeholder = recipient === null ? host.placeholder || own : own;
    const name = recipient === null ? link.t('send') : link.t('sendPrivately', { name: recipient.name });
    const canWrite = link.value?.canWrite === true;
    const { max, value: length } = this.#length;
    const answered = this.#answered;
    const problem = this.#describeProblem();
    const isReady = this.#canSend && host.draft.trim() !== '';
    return html`<form
      part="composer"
      class="composer ${recipient === null ? '' : 'to-one'}"
      @submit=${this.#handleSubmit}
    >
      ${canWrite || recipient ? this.#renderRecipient() : nothing}
      ${answered ? renderReply(answered, link, this.#cancelReply) : nothing}
      <slot name="composer-start"></slot>
      ${files.renderAttach()}
      <textarea
        part="input"
        class="input"
        rows="1"
        dir=${directionOf(host.draft) ?? nothing}
        lang=${link.pageLang}
        enterkeyhint="send"
        aria-label=${placeholder}
        aria-describedby="problem"
        aria-invalid=${this.#length.isTooLong}
        placeholder=${placeholder}
        ?disabled=${!canWrite}
        .value=${live(host.draft)}
        @input=${this.#handleInput}
        @keydown=${this.#handleKeydown}
        @paste=${files.handlePaste}
        ${ref(this.#input)}
      ></textarea>
      ${this.#emojis.render(!canWrite)}
      <slot name="composer-end"></slot>
      <button
        part="send"
        class="round primary send"
        type="submit"
        aria-label=${name}
        title=${name}
        aria-disabled=${!isReady}
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

  #renderRecipient(): unknown {
    const { link } = this.#around;
    return renderRecipient({
      speaker: link,
      others: this.#others,
      recipient: this.#draft.recipient,
      choose: (recipient) => {
        this.#draft.recipient = recipient;
        this.#failure = null;
        this.#around.host.requestUpdate();
      },
    });
  }

  get #others(): readonly Participant[] {
    return this.#around.link.value?.participants.filter(({ isLocal }) => !isLocal) ?? [];
  }

  get #isRecipientGone(): boolean {
    const recipient = this.#draft.recipient;
    return recipient !== null && !this.#others.some(({ id }) => id === recipient.id);
  }

  /** The message that is being answered, as it is now: it may be deleted, or be dropped from a long log. */
  get #answered(): ChatMessage | undefined {
    const { reply } = this.#draft;
    return reply === null ? undefined : this.#around.link.value?.messages.find((message) => isMessage(message, reply));
  }

  get #canSend(): boolean {
    return this.#around.link.value?.canWrite === true && !this.#length.isTooLong && !this.#isRecipientGone;
  }

  #describeProblem(): string | null {
    const { link, files } = this.#around;
    if (this.#length.isTooLong) return link.t('messageTooLong', { max: this.#length.max });
    if (this.#draft.recipient !== null && this.#isRecipientGone && link.value?.canWrite === true) {
      return link.t('recipientGone', { name: this.#draft.recipient.name });
    }
    return this.#failure === null ? files.problem : textsOfError(link, this.#failure).join(' ');
  }

  readonly #cancelReply = (): void => {
    this.#draft.reply = null;
    this.#around.host.requestUpdate();
    this.focus();
  };

  readonly #handleInput = (): void => {
    this.#around.host.draft = this.#input.value?.value ?? '';
    this.#forgetProblems();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // The first Escape ends the answer, the next one is for what is around the chat.
    if (event.key === 'Escape' && this.#answered && isFree(event)) {
      useUp(event);
      this.#cancelReply();
      return;
    }
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

  /** Of what was not sent: the person goes on, or is in another room. */
  #forgetProblems(): void {
    this.#failure = null;
    this.#around.files.forgetProblem();
  }

  /** The message is in the log: removes it from the field, where the person may have typed more meanwhile. */
  #take(): void {
    if (this.#sending === null) return;
    const { host, handleSent } = this.#around;
    host.draft = withoutStart(host.draft, this.#sending.text);
    this.#sending = null;
    this.#draft.reply = null;
    handleSent();
  }

  #findNewest(): string | undefined {
    return this.#around.link.value?.messages.findLast(({ isLocal }) => isLocal)?.id;
  }
}
