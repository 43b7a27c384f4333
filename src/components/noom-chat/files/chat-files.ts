import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import type { CallError, SharedFile } from '../../../core/index.js';
import { drawIcon } from '../../internal/look/icons.js';
import type { FileAnswer } from '../../internal/link/commands.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { textsOfError } from '../../internal/localization/texts-of-error.js';
import { words } from '../../internal/localization/words.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import { filesOf, takeDrops, type DroppedFiles } from './file-drop.js';
import { FileUrls } from './file-urls.js';
import type { FileDrawing } from './render-file.js';

type FilesLink = RoomLink<{ files: readonly SharedFile[]; canWrite: boolean }>;

/** The tag of the chat. */
interface FilesHost extends LitElement {
  readonly files: boolean;
  readonly readonly: boolean;
}

/** Files in a chat: choosing, pasting and dropping them, and what is drawn for that. */
export class ChatFiles implements ReactiveController {
  readonly #host: FilesHost;
  readonly #link: FilesLink;
  readonly #urls = new FileUrls();
  readonly #getAddressee: () => string | null | undefined;
  #stopDrops: (() => void) | null = null;
  #isOver = false;
  /**
   * Why the last file was not sent, and so in whichever language there is by then: it was a folder, it was given outside the call (before
   * it, in the lobby, or after it), or sending has failed.
   */
  #problem: 'fileFolder' | 'fileOutside' | CallError | null = null;

  /** @param getAddressee who gets files: `null` for all, `undefined` for nobody yet. */
  constructor(host: FilesHost, link: FilesLink, getAddressee: () => string | null | undefined) {
    this.#host = host;
    this.#link = link;
    this.#getAddressee = getAddressee;
    host.addController(this);
  }

  /** Why the last file was not sent, in the language of now. */
  get problem(): string | null {
    const problem = this.#problem;
    return problem instanceof Error ? textsOfError(this.#link, problem).join(' ') : problem && this.#link.t(problem);
  }

  /** The person goes on: why the last file was not sent matters no more. */
  forgetProblem(): void {
    this.#problem = null;
  }

  /** The files that the chat shows. */
  get shown(): readonly SharedFile[] {
    return this.#host.files ? (this.#link.value?.files ?? []) : [];
  }

  /** What the entries are drawn with. */
  get drawing(): FileDrawing {
    return {
      speaker: this.#link,
      urls: this.#urls,
      canAnswer: this.#canSend,
      answer: (file, answer) => {
        // The button disappears when pressed: the focus stays among the messages.
        this.#host.renderRoot.querySelector<HTMLElement>('.list')?.focus();
        void this.#answer(file, answer);
      },
    };
  }

  hostConnected(): void {
    this.#stopDrops ??= takeDrops(this.#host, {
      isWanted: () => this.#host.files && !this.#host.readonly,
      handleOver: (isOver) => {
        if (isOver === this.#isOver) return;
        this.#isOver = isOver;
        this.#host.requestUpdate();
      },
      handleDrop: (dropped) => {
        void this.#send(dropped);
      },
    });
  }

  hostUpdate(): void {
    if (this.#canSend && this.#problem === 'fileOutside') this.#problem = null;
  }

  /** Off the page it is drawn once more, without files. One that is moved keeps what is drawn, with its addresses. */
  hostUpdated(): void {
    this.#urls.keep(this.shown);
  }

  hostDisconnected(): void {
    this.#stopDrops?.();
    this.#stopDrops = null;
    this.#isOver = false;
  }

  /** The button that opens the browser's own dialog. */
  renderAttach(): unknown {
    if (!this.#host.files) return nothing;
    const name = this.#link.t('fileAttach');
    return html`<input class="file-input" type="file" multiple hidden @change=${this.#handleChosen} /><button
        part="attach"
        class="round attach"
        type="button"
        aria-label=${name}
        title=${name}
        aria-disabled=${!this.#canSend}
        @click=${this.#handleAttach}
      >
        ${drawIcon(CHAT_SHAPES.attach)}
      </button>`;
  }

  /** Where files can be dropped, or that they cannot be sent now, while they are over the chat. */
  renderDrop(): unknown {
    if (!this.#isOver) return nothing;
    const text = words(this.#link, this.#canSend ? 'fileDrop' : 'fileOutside');
    return html`<div part="drop" class="drop">${drawIcon(CHAT_SHAPES.attach)}${text}</div>`;
  }

  /** Files in the clipboard are sent; text beside them is text. */
  readonly handlePaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!this.#host.files || clipboardData === null || clipboardData.types.includes('text/plain')) return;
    const pasted = filesOf(clipboardData);
    if (pasted.files.length === 0 && !pasted.hasFolder) return;
    event.preventDefault();
    void this.#send(pasted);
  };

  get #canSend(): boolean {
    return this.#link.value?.canWrite === true;
  }

  readonly #handleAttach = (): void => {
    if (!this.#canSend) return;
    this.#host.renderRoot.querySelector<HTMLInputElement>('.file-input')?.click();
  };

  readonly #handleChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    void this.#send({ files, hasFolder: false });
  };

  async #send({ files, hasFolder }: DroppedFiles): Promise<void> {
    const canSend = this.#canSend;
    this.#problem = !canSend ? 'fileOutside' : hasFolder ? 'fileFolder' : null;
    this.#host.requestUpdate();
    const to = this.#getAddressee();
    if (!canSend || to === undefined) return;
    for (const file of files) {
      await this.#link.ask({ type: 'noom-file-request', file, to }, (error) => {
        this.#problem = error;
      });
    }
    this.#host.requestUpdate();
  }

  async #answer(file: SharedFile, answer: FileAnswer): Promise<void> {
    await this.#link.ask({ type: 'noom-file-answer-request', file, answer }, (error) => {
      this.#problem = error;
      this.#host.requestUpdate();
    });
  }
}
