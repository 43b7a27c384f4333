import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { ChatMessage, Participant, SharedFile } from '../../core/index.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { memoryOf } from './chat-memory.js';
import { Composer } from './composer/composer.js';
import { composerStyles } from './composer/composer.styles.js';
import { ChatFiles } from './files/chat-files.js';
import { fileStyles } from './files/file.styles.js';
import { LogView } from './log/log-view.js';
import type { MenuParts } from './log/message-menu.js';
import { messageStyles } from './log/message.styles.js';
import { KeyboardSpace } from './keyboard-space.js';
import { chatStyles } from './noom-chat.styles.js';
import { OnScreen } from './on-screen.js';
import { StickToEnd } from './stick-to-end.js';

type ChatLink = RoomLink<{
  messages: readonly ChatMessage[];
  files: readonly SharedFile[];
  participants: readonly Participant[];
  canWrite: boolean;
}>;

/** The tag of a view. */
interface ChatHost extends LitElement {
  readonly placeholder: string;
  readonly maxLength: number;
  readonly readonly: boolean;
  readonly files: boolean;
  readonly unread: number;
  draft: string;
}

/** The view of a chat: the log, and the composer below it. */
export class ChatView implements View {
  readonly styles: View['styles'];
  readonly #host: ChatHost;
  readonly #link: ChatLink;
  readonly #end: StickToEnd;
  readonly #screen: OnScreen;
  readonly #log: LogView;
  readonly #composer: Composer;

  constructor(host: ChatHost, link: ChatLink, menu: MenuParts) {
    this.styles = [buttonStyles, menu.menuStyles, chatStyles, messageStyles, composerStyles, fileStyles];
    this.#host = host;
    this.#link = link;
    const files = new ChatFiles(host, link, () => this.#composer.addressee);
    this.#end = new StickToEnd(
      host,
      () => this.#log.list,
      () => {
        host.requestUpdate();
      },
    );
    this.#screen = new OnScreen(host, () => {
      this.#markRead();
    });
    new KeyboardSpace(host, () => {
      this.#end.handleResized();
    });
    this.#composer = new Composer({
      ...{ host, link, files, menu },
      handleSent: () => {
        this.#log.handleSent();
        this.#end.scrollToEnd();
      },
    });
    this.#log = new LogView({
      ...{ host, link, files, menu, end: this.#end },
      getNotes: () => (this.#composer.place === null ? [] : memoryOf(this.#composer.place.call).notes),
      isReading: () => this.#isReading,
      reply: (message) => {
        this.#composer.replyTo(message);
      },
    });
  }

  /** Puts the cursor into the field. */
  focus(options?: FocusOptions): void {
    this.#composer.focus(options);
  }

  /** Sends the draft; see `NoomChat.send()`. */
  send(): Promise<boolean> {
    return this.#composer.send();
  }

  hostUpdate(): void {
    this.#composer.hostUpdate();
    this.#log.hostUpdate();
  }

  hostUpdated(): void {
    // First what changes the layout and then what measures it, which is done anew after each change.
    this.#log.hostUpdated();
    this.#composer.hostUpdated();
    this.#end.handleDrawn();
    // After this update, because reading changes what is rendered.
    queueMicrotask(() => {
      this.#markRead();
    });
  }

  hostDisconnected(): void {
    this.#composer.hostDisconnected();
  }

  render(): TemplateResult {
    return html`<div part="base" class="base" lang=${this.#link.lang}>
      <slot name="header"></slot>
      ${this.#log.render()} ${this.#host.readonly ? nothing : this.#composer.render()}
    </div>`;
  }

  get #isReading(): boolean {
    return this.#screen.value && this.#end.isAtEnd;
  }

  #markRead(): void {
    if (this.#host.unread === 0 || !this.#isReading) return;
    this.#log.handleRead();
    this.#link.room?.markRead();
  }
}
