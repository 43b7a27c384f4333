import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { nameInFile } from '../../internal/save/save-file.js';
import type { ChatMessage, MessageReference, SharedFile } from '../../../core/index.js';
import { isFree, useUp } from '../../internal/keyboard/handle-keys.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { controlIcon } from '../../internal/look/control-icons.js';
import { drawIcon } from '../../internal/look/icons.js';
import { words } from '../../internal/localization/words.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import type { ChatNote } from './group-messages.js';
import type { ChatFiles } from '../files/chat-files.js';
import type { StickToEnd } from '../stick-to-end.js';
import { DrawnSlices } from './drawn-slices.js';
import { LogEntries } from './log-entries.js';
import { MessageIndex } from './message-index.js';
import { MessageMenu, type MenuParts } from './message-menu.js';
import { renderLog } from './render-log.js';
import type { Retry } from './render-message.js';
import { saveText, toText } from './save-text.js';
import { estimateHeight, Slices, type Slice } from './slices.js';

const NO_MESSAGES: readonly ChatMessage[] = [];

type LogLink = RoomLink<{ messages: readonly ChatMessage[]; files: readonly SharedFile[]; canWrite: boolean }>;

/** What the log needs of its chat. */
export interface LogSurroundings {
  readonly host: LitElement & { readonly readonly: boolean; readonly unread: number };
  readonly link: LogLink;
  readonly files: ChatFiles;
  readonly end: StickToEnd;
  readonly menu: MenuParts;
  getNotes(): readonly ChatNote[];
  /** Whether the person sees the newest messages. */
  isReading(): boolean;
  reply(message: ChatMessage): void;
}

/** The messages of a chat: draws them, and handles what is done with them. */
export class LogView {
  readonly #around: LogSurroundings;
  readonly #entries = new LogEntries();
  readonly #cuts = new Slices();
  readonly #index = new MessageIndex();
  readonly #drawn: DrawnSlices;
  readonly #menu: MessageMenu;
  /** Messages that are being deleted. */
  readonly #pending = new Set<ChatMessage>();
  #slices: readonly Slice[] = [];
  /** The button of a message that is in the Tab order. */
  #current: HTMLElement | null = null;
  /** Whether the person chose it. */
  #isUsed = false;
  /** The first message that had come unread; and whether it was read since. */
  #unread: { readonly first: MessageReference; isRead: boolean } | null = null;

  constructor(surroundings: LogSurroundings) {
    this.#around = surroundings;
    this.#drawn = new DrawnSlices(surroundings.host);
    this.#menu = new MessageMenu(surroundings.host, surroundings.link, surroundings.menu, {
      canWrite: () => surroundings.link.value?.canWrite === true && !surroundings.host.readonly,
      find: (message) => this.#find(message),
      reply: (message) => {
        surroundings.reply(message);
      },
      delete: (message) => void this.#delete(message),
      save: () => {
        this.#save();
      },
    });
  }

  /** The list. */
  get list(): HTMLElement | null {
    return this.#around.host.shadowRoot?.querySelector<HTMLElement>('.list') ?? null;
  }

  hostUpdate(): void {
    const { host, isReading } = this.#around;
    if (host.unread === 0 || isReading()) return;
    if (this.#unread?.isRead === false) return;
    const first = this.#findUnread(host.unread);
    if (first) this.#unread = { first, isRead: false };
  }

  /** Exactly one of the messages' buttons is in the Tab order: the one that was used last, or the newest. */
  hostUpdated(): void {
    this.#setSizes();
    this.#menu.hostUpdated();
    if (this.#current?.isConnected === true && this.#isUsed) return;
    this.#isUsed = false;
    const newest = [...(this.list?.children ?? [])].findLast((slice) => slice.querySelector('.actions'));
    this.#setCurrent([...(newest?.querySelectorAll<HTMLElement>('.actions') ?? [])].at(-1) ?? null);
  }

  /** The person has read all messages. */
  handleRead(): void {
    if (this.#unread) this.#unread.isRead = true;
  }

  /** The person has sent a message: what was unread is old by now. */
  handleSent(): void {
    this.#unread = null;
  }

  render(): TemplateResult {
    const { link, files, end, host, getNotes } = this.#around;
    const messages = link.value?.messages ?? NO_MESSAGES;
    const unread = this.#unread?.first ?? null;
    const entries = this.#entries.update({ messages, notes: getNotes(), files: files.shown, unread });
    this.#slices = this.#cuts.cut(entries);
    this.#drawn.update(this.#slices);
    const isEmpty = entries.length === 0;
    return html`<div class="log">
      <div
        part="list"
        class="list"
        role="log"
        aria-live="polite"
        aria-label=${link.t('messages')}
        tabindex="0"
        @scroll=${end.handleScroll}
        @load=${end.loading}
        @keydown=${this.#handleKey}
        @focusin=${this.#handleFocus}
      >
        <div class="space"></div>
        ${this.#renderSlices()}
      </div>
      <div class="empty" ?hidden=${!isEmpty}>
        <slot name="empty">${controlIcon('chat')}${words(link, 'chatEmpty')}</slot>
      </div>
      ${files.renderDrop()} ${end.isAtEnd || isEmpty ? nothing : this.#renderNewer(host.unread)} ${this.#menu.render()}
    </div>`;
  }

  #renderSlices(): unknown {
    const { link, files } = this.#around;
    const canWrite = link.value?.canWrite === true;
    return renderLog(this.#slices, {
      speaker: link,
      language: [link.lang, link.pageLang, link.locale, link.room?.strings],
      file: files.drawing,
      message: {
        speaker: link,
        retry: canWrite ? this.#retry : null,
        find: this.#findAnswered,
        pending: this.#pending,
        show: (message) => void this.#show(message),
        handlePress: (button, message) => {
          this.#menu.handlePress(button, message);
        },
      },
      isDrawn: (slice) => this.#drawn.has(slice),
      noteFacts: (slice, facts) => this.#drawn.noteFacts(slice, facts),
      handleNear: (slice) => {
        this.#drawn.add(slice);
      },
    });
  }

  #renderNewer(count: number): TemplateResult {
    const { link } = this.#around;
    return html`<button part="newer" class="newer" type="button" @click=${this.#handleNewer}>
      ${drawIcon(CHAT_SHAPES.arrowDown)}${count === 0 ? words(link, 'toNewest') : words(link, 'newMessages', { count })}
    </button>`;
  }

  readonly #handleNewer = (): void => {
    this.#around.end.scrollToEnd();
    this.list?.focus();
  };

  readonly #retry: Retry = (id) => {
    // The button disappears when pressed: the focus stays among the messages.
    this.list?.focus();
    void this.#around.link.ask({ type: 'noom-message-retry-request', id });
  };

  /** From the button of one message to that of the next. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    const button = event.target as HTMLElement;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !button.matches('.actions') || !isFree(event)) return;
    useUp(event);
    const buttons = [...(this.list?.querySelectorAll<HTMLElement>('.actions') ?? [])];
    buttons[buttons.indexOf(button) + step]?.focus();
  };

  readonly #handleFocus = ({ target }: FocusEvent): void => {
    const button = target as HTMLElement;
    if (!button.matches('.actions')) return;
    this.#isUsed = true;
    this.#setCurrent(button);
  };

  /** By script, because a strict policy for contents allows no `style` attributes. */
  #setSizes(): void {
    // The first one is the space above them.
    const [, ...elements] = (this.list?.children ?? []) as Iterable<HTMLElement>;
    for (const [index, { style }] of elements.entries()) {
      const slice = this.#slices[index];
      if (slice && style.length === 0) style.setProperty('--_size', `${String(estimateHeight(slice))}px`);
    }
  }

  #setCurrent(button: HTMLElement | null): void {
    if (this.#current) this.#current.tabIndex = -1;
    this.#current = button;
    if (button) button.tabIndex = 0;
  }

  async #delete(message: ChatMessage): Promise<void> {
    const { host, link } = this.#around;
    this.#pending.add(message);
    host.requestUpdate();
    await link.ask({ type: 'noom-message-delete-request', id: message.id });
    this.#pending.delete(message);
    host.requestUpdate();
  }

  #save(): void {
    const { host, link } = this.#around;
    const { room = null } = link.call?.snapshot ?? {};
    const name = [link.t('chat'), room && nameInFile(room), new Date().toISOString().slice(0, 10)]
      .filter((part) => part !== null && part !== '')
      .join(' ');
    saveText(toText(link.value?.messages ?? NO_MESSAGES, link, this.#findAnswered), `${name}.txt`, host);
  }

  /** Scrolls to a message, which may not be drawn yet, and gives the focus to its button. */
  async #show(message: ChatMessage): Promise<void> {
    const { host } = this.#around;
    const has = (entries: Slice['entries']): boolean =>
      entries.some((entry) => 'messages' in entry && entry.messages.includes(message));
    const slice = this.#slices.find(({ entries }) => has(entries));
    if (!slice) return;
    this.#drawn.add(slice.id);
    await host.updateComplete;
    const button = this.#buttonOf(message);
    const line = button?.parentElement;
    line?.scrollIntoView({ block: 'center' });
    button?.focus({ preventScroll: true });
    line?.classList.remove('shown');
    requestAnimationFrame(() => line?.classList.add('shown'));
  }

  #buttonOf({ id }: ChatMessage): HTMLElement | null {
    return this.list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] > .actions`) ?? null;
  }

  readonly #findAnswered = ({ replyTo }: ChatMessage): ChatMessage | undefined => {
    return replyTo && this.#find(replyTo);
  };

  #find(reference: MessageReference): ChatMessage | undefined {
    return this.#index.find(this.#around.link.value?.messages ?? NO_MESSAGES, reference);
  }

  /** The first of so many unread messages. */
  #findUnread(count: number): ChatMessage | undefined {
    const { messages = NO_MESSAGES } = this.#around.link.value ?? {};
    return messages.filter(({ isLocal, isDeleted }) => !isLocal && isDeleted !== true).at(-count);
  }
}
