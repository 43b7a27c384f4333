import { ask, isCommand, type Command } from './commands.js';
import type { RoomHost } from './room-context.js';

/** What a key can do: any command, by its name without dashes, or `push-to-talk` (microphone on while held). */
export type ShortcutKeys = Readonly<Record<string, string>>;

/** The keys as they are until the page maps others; `''` means none. */
export const DEFAULT_SHORTCUTS: ShortcutKeys = {
  'toggle-microphone': 'm',
  'toggle-camera': 'v',
  'toggle-hand': 'h',
  'toggle-chat': 'c',
  'toggle-fullscreen': 'f',
  'push-to-talk': ' ',
};

/** Where keys are text. */
const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
/** What Space presses. */
const PRESSABLE = 'button, a[href], summary, [role="button"], [role="menuitem"]';

/** Keyboard shortcuts of one room: they work while focus is inside it or in a tag linked to it, and not while typing. */
export class Shortcuts {
  readonly #room: RoomHost;
  #keys: ShortcutKeys = DEFAULT_SHORTCUTS;
  #document: Document | null = null;
  #isTalking = false;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** The page's own keys, over the default ones. */
  set keys(keys: ShortcutKeys) {
    this.#keys = { ...DEFAULT_SHORTCUTS, ...keys };
  }

  /** Starts or stops listening; harmless when it does already. */
  listen(document: Document | null): void {
    if (document === this.#document) return;
    this.#document?.removeEventListener('keydown', this.#handleDown);
    this.#document?.removeEventListener('keyup', this.#handleUp);
    this.#document = document;
    document?.addEventListener('keydown', this.#handleDown);
    document?.addEventListener('keyup', this.#handleUp);
  }

  readonly #handleDown = (event: KeyboardEvent): void => {
    const { defaultPrevented, repeat, ctrlKey, altKey, metaKey, isComposing } = event;
    const [target] = event.composedPath();
    if (defaultPrevented || ctrlKey || altKey || metaKey || isComposing || !(target instanceof Element)) return;
    if (!this.#isOurs(event) || target.closest(FIELDS)) return;
    const action = Object.keys(this.#keys).find((name) => isKey(event, this.#keys[name]));
    if (!action || (event.key === ' ' && target.closest(PRESSABLE))) return;
    if (action === 'push-to-talk') {
      event.preventDefault();
      if (!repeat && !this.#room.snapshot.self.sources.microphone.on) this.#talk(true);
    } else if (isCommand(`--${action}`)) {
      event.preventDefault();
      const command = `--${action}` as Command;
      if (!repeat) void ask(this.#room, this.#room, command);
    }
  };

  readonly #handleUp = (event: KeyboardEvent): void => {
    if (this.#isTalking && isKey(event, this.#keys['push-to-talk'])) this.#talk(false);
  };

  #talk(on: boolean): void {
    this.#isTalking = on;
    void ask(this.#room, this.#room, { type: 'noom-microphone-request', on });
  }

  #isOurs(event: Event): boolean {
    return event
      .composedPath()
      .some((node) => node === this.#room || (node instanceof HTMLElement && this.#room.linked.has(node)));
  }
}

/** By what it types, or, where a letter key types another script, by the letter on it. */
function isKey(event: KeyboardEvent, key: string | undefined): boolean {
  if (!key) return false;
  return event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key.toUpperCase()}`;
}
