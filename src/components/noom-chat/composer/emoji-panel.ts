import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { isFree, useUp } from '../../internal/keyboard/handle-keys.js';
import { words, type Speaker } from '../../internal/localization/words.js';
import { drawIcon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import type { MenuParts } from '../log/message-menu.js';
import { EMOJI_KINDS } from './emoji-list.js';

const PANEL_ID = 'emoji';
/** As many as are beside each other in a chat 320 px wide. */
const COLUMNS = 8;

/** What the panel needs. */
export interface EmojiSurroundings {
  readonly host: LitElement;
  readonly speaker: Speaker;
  readonly followButton: MenuParts['followButton'];
  /** Inserts a chosen emoji, and takes the focus. */
  insert(emoji: string): void;
}

/** The button that opens the emojis, and these: a grid for each kind, without any request to a network. */
export class EmojiPanel {
  readonly #around: EmojiSurroundings;
  #isOpen = false;

  constructor(surroundings: EmojiSurroundings) {
    this.#around = surroundings;
  }

  render(isDisabled: boolean): TemplateResult {
    const title = this.#around.speaker.t('emoji');
    return html`<button
        part="emoji"
        class="round emoji-button"
        type="button"
        aria-label=${title}
        title=${title}
        aria-haspopup="dialog"
        popovertarget=${PANEL_ID}
        ?disabled=${isDisabled}
      >
        ${drawIcon(CHAT_SHAPES.emoji)}
      </button>
      <div
        id=${PANEL_ID}
        part="emoji-panel"
        class="menu emoji-panel"
        popover
        role="dialog"
        aria-label=${title}
        @keydown=${this.#handleKey}
        @beforetoggle=${this.#handleBeforeToggle}
        @toggle=${this.#handleToggle}
      >
        <div class="emoji-kinds">
          ${this.#isOpen ? EMOJI_KINDS.map(({ title: kind, emojis }) => this.#renderKind(this.#around.speaker.t(kind), words(this.#around.speaker, kind), emojis)) : nothing}
        </div>
      </div>`;
  }

  #renderKind(name: string, heading: unknown, emojis: readonly string[]): TemplateResult {
    const rows = Array.from({ length: Math.ceil(emojis.length / COLUMNS) }, (_, row) =>
      emojis.slice(row * COLUMNS, (row + 1) * COLUMNS),
    );
    return html`<p class="emoji-kind" aria-hidden="true">${heading}</p>
      <div role="grid" aria-label=${name}>
        ${rows.map(
          (row) =>
            html`<div role="row" class="emoji-row">
              ${row.map(
                (emoji) =>
                  html`<button
                    role="gridcell"
                    class="emoji-cell notranslate"
                    translate="no"
                    type="button"
                    tabindex="-1"
                    @click=${() => {
                      this.#choose(emoji);
                    }}
                  >
                    ${emoji}
                  </button>`,
              )}
            </div>`,
        )}
      </div>`;
  }

  #choose(emoji: string): void {
    this.#panel?.hidePopover();
    this.#around.insert(emoji);
  }

  get #panel(): HTMLElement | null {
    return this.#around.host.renderRoot.querySelector<HTMLElement>(`#${PANEL_ID}`);
  }

  /** The cells of each row, of all kinds. */
  get #rows(): HTMLElement[][] {
    return [...(this.#panel?.querySelectorAll('.emoji-row') ?? [])].map((row) => [...row.children] as HTMLElement[]);
  }

  readonly #handleBeforeToggle = (event: Event): void => {
    this.#isOpen = (event as ToggleEvent).newState === 'open';
    this.#around.host.requestUpdate();
  };

  readonly #handleToggle = (event: Event): void => {
    const panel = event.currentTarget as HTMLElement;
    const button = panel.parentElement?.querySelector<HTMLElement>('.emoji-button');
    if ((event as ToggleEvent).newState !== 'open' || !button) return;
    this.#around.followButton(panel, button, () => {
      panel.hidePopover();
    });
    this.#focus(this.#rows[0]?.[0]);
  };

  /** Arrow keys go through the rows of all kinds as through one grid (ARIA Authoring Practices, grid pattern). */
  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!isFree(event)) return;
    const panel = event.currentTarget as HTMLElement;
    if (event.key === 'Escape' || event.key === 'Tab') {
      // The focus returns to the button, so that Tab goes on from there.
      panel.parentElement?.querySelector<HTMLElement>('.emoji-button')?.focus();
      panel.hidePopover();
      if (event.key === 'Escape') useUp(event);
      return;
    }
    const rows = this.#rows;
    const row = rows.findIndex((cells) => cells.includes(event.target as HTMLElement));
    const column = rows[row]?.indexOf(event.target as HTMLElement) ?? -1;
    const next = moveIn(rows, row, column, event.key, getComputedStyle(panel).direction === 'rtl');
    if (next === undefined) return;
    useUp(event);
    this.#focus(next);
  };

  #focus(cell: HTMLElement | undefined): void {
    for (const each of this.#rows.flat()) each.tabIndex = each === cell ? 0 : -1;
    cell?.focus();
  }
}

/** The cell that a key leads to; `undefined` for another key, or at an edge. */
function moveIn<Cell>(
  rows: readonly (readonly Cell[])[],
  row: number,
  column: number,
  key: string,
  isRtl: boolean,
): Cell | undefined {
  const cells = rows.flat();
  const index = rows.slice(0, row).flat().length + column;
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = isRtl ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return cells[index + 1];
  if (key === backward) return cells[index - 1];
  if (key === 'Home') return rows[row]?.[0];
  if (key === 'End') return rows[row]?.at(-1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const beside = rows[row + (key === 'ArrowDown' ? 1 : -1)];
  return beside?.[Math.min(column, beside.length - 1)];
}
