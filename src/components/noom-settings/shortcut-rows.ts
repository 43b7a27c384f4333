import { html, nothing, type TemplateResult } from 'lit';
import { isFree, useUp } from '../internal/keyboard/handle-keys.js';
import { keyName } from '../internal/keyboard/key-name.js';
import { SHORTCUT_ACTIONS } from '../internal/shortcuts/shortcut-actions.js';
import { keysOf, type KeysInUse, type ShortcutKeys } from '../internal/keyboard/shortcut-keys.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { words } from '../internal/localization/words.js';
import { icon } from '../internal/look/icons.js';

/** What can have a key, in words. */
const ACTIONS: Readonly<Record<string, TextKey>> = SHORTCUT_ACTIONS;

/** What the rows need of the settings. */
interface RowsContext {
  readonly link: RoomLink<RoomFacts>;
  /** The person has chosen these keys, by action. */
  choose(keys: ShortcutKeys): void;
  redraw(): void;
}

/** The keys of the shortcuts, each with a button that takes another key. */
export class ShortcutRows {
  readonly #context: RowsContext;
  /** The action whose key is being asked for. */
  #asking: string | null = null;
  /** The action that got a key last, which is told to screen readers. */
  #told: string | null = null;

  constructor(context: RowsContext) {
    this.#context = context;
  }

  /** Nothing is asked for any more. */
  reset(): void {
    this.#asking = this.#told = null;
  }

  /** @param roomKeys the room's, over the default ones. @param chosen what the person has chosen of them. */
  render(roomKeys: ShortcutKeys, chosen: ShortcutKeys): TemplateResult {
    const { link } = this.#context;
    const keys = keysOf(roomKeys);
    const actions = Object.keys(ACTIONS);
    return html`<p class="hint">${words(link, 'shortcutsHint')}</p>
      <ul class="keys">
        ${actions.map((action) => this.#renderRow(action, keys, actions, chosen))}
      </ul>
      <p class="visually-hidden" role="status">
        ${this.#told === null ? nothing : words(link, 'keyIsNow', this.#params(this.#told, keys))}
      </p>
      ${
        Object.keys(chosen).length > 0
          ? html`<button class="button small" type="button" @click=${this.#handleReset}>
              ${words(link, 'resetKeys')}
            </button>`
          : nothing
      }`;
  }

  #renderRow(action: string, keys: KeysInUse, actions: readonly string[], chosen: ShortcutKeys): TemplateResult {
    const { link } = this.#context;
    const isAsking = this.#asking === action;
    const key = keys[action] ?? '';
    const others = actions.filter((other) => other !== action && isSame(keys[other], key));
    return html`<li class="key">
      <span>${words(link, ACTIONS[action] ?? 'shortcuts')}</span>
      <button
        class="button small ${isAsking ? 'active' : ''}"
        type="button"
        data-action=${action}
        aria-label=${isAsking ? link.t('pressKey') : link.t('changeKey', this.#params(action, keys))}
        aria-describedby=${others.length > 0 ? `conflict-${action}` : nothing}
        @click=${() => {
          this.#ask(isAsking ? null : action);
        }}
        @blur=${() => {
          if (isAsking) this.#ask(null);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (isAsking) this.#take(event, action, chosen);
        }}
        @keyup=${dropSpace}
      >
        ${isAsking ? words(link, 'pressKey') : key === '' ? words(link, 'noKey') : untranslated(this.#nameOf(key))}
      </button>
      ${
        others.length > 0
          ? html`<p class="conflict" id="conflict-${action}">
              ${icon('warning')}${words(link, 'sameKey', { action: link.t(ACTIONS[others[0] ?? ''] ?? 'shortcuts') })}
            </p>`
          : nothing
      }
    </li>`;
  }

  #params(action: string, keys: KeysInUse): { action: string; key: string } {
    const { link } = this.#context;
    return { action: link.t(ACTIONS[action] ?? 'shortcuts'), key: this.#nameOf(keys[action] ?? '') };
  }

  #nameOf(key: string): string {
    const { link } = this.#context;
    return key === '' ? link.t('noKey') : keyName(key, link);
  }

  #ask(action: string | null): void {
    this.#asking = action;
    this.#told = null;
    this.#context.redraw();
  }

  /** A key was pressed for an action: it is taken, it removes the one before, or it ends the asking. */
  #take(event: KeyboardEvent, action: string, chosen: ShortcutKeys): void {
    // Tab moves on, which ends it; keys with modifiers are the browser's.
    if (event.key === 'Tab' || !isFree(event)) return;
    useUp(event);
    (event.currentTarget as HTMLElement).dataset['taken'] = '';
    if (event.repeat) return;
    const key = readKey(event);
    if (event.key === 'Escape') this.#ask(null);
    if (key === null) return;
    this.#ask(null);
    this.#told = action;
    this.#context.choose({ ...chosen, [action]: key });
    const row = (event.currentTarget as HTMLElement).parentElement;
    // Lines about conflicts, drawn above it and in it, push it out of view.
    requestAnimationFrame(() => row?.scrollIntoView({ block: 'nearest' }));
  }

  readonly #handleReset = (): void => {
    this.#told = null;
    this.#context.choose({});
  };
}

/** The key for an event; `''` for none; `null` for one that cannot be a shortcut: it moves, edits, or changes others. */
function readKey({ key, code }: KeyboardEvent): string | null {
  if (key === 'Backspace' || key === 'Delete') return '';
  // Where a layout has other letters, the one at that position of a Latin layout, which works in both.
  const [, latin] = /^Key([A-Z])$/.exec(code) ?? [];
  if (latin && /[^\p{ASCII}]/u.test(key) && !/\p{Script=Latin}/u.test(key)) return latin.toLowerCase();
  return [...key].length === 1 || /^F\d+$/.test(key) ? key.toLowerCase() : null;
}

function isSame(a: string | undefined, b: string): boolean {
  return b !== '' && a?.toLowerCase() === b.toLowerCase();
}

/** Firefox presses a button when Space goes up, also where it was taken when it went down. */
function dropSpace(event: KeyboardEvent): void {
  const button = event.currentTarget as HTMLElement;
  if (event.key === ' ' && button.dataset['taken'] !== undefined) event.preventDefault();
  delete button.dataset['taken'];
}
