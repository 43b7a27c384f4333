import { ask, isCommand, type Command } from './commands.js';
import { PushToTalk } from './push-to-talk.js';
import type { RoomHost } from './room-context.js';

/** What a key can do: any command, by its name without dashes, or `push-to-talk` (microphone on while held). */
export type ShortcutKeys = Readonly<Record<string, string>>;

/** The keys as they are until the page maps others; `''` means none. */
const DEFAULT_SHORTCUTS: ShortcutKeys = {
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
  readonly #talk: PushToTalk;

  constructor(room: RoomHost) {
    this.#room = room;
    this.#talk = new PushToTalk(room);
  }

  /** A key went down or up. @param path the event's `composedPath()`. @param ownKeys the page's own keys, over the default ones. */
  handle(event: KeyboardEvent, path: readonly EventTarget[], ownKeys: ShortcutKeys): void {
    const keys = { ...DEFAULT_SHORTCUTS, ...ownKeys };
    if (event.type === 'keydown') this.#handleDown(event, path, keys);
    else this.#talk.handleKeyUp(event);
  }

  /** Keys that are still held count as let go. */
  release(): void {
    this.#talk.end();
  }

  #handleDown(event: KeyboardEvent, path: readonly EventTarget[], keys: ShortcutKeys): void {
    const { defaultPrevented, repeat, ctrlKey, altKey, metaKey, isComposing } = event;
    const [target] = path;
    if (defaultPrevented || ctrlKey || altKey || metaKey || isComposing || !(target instanceof Element)) return;
    if (!this.#isOurs(path) || target.closest(FIELDS)) return;
    const action = Object.keys(keys).find((name) => isKey(event, keys[name]));
    if (!action || (event.key === ' ' && target.closest(PRESSABLE))) return;
    if (action === 'push-to-talk') {
      event.preventDefault();
      if (!repeat) this.#talk.begin(event);
    } else if (isCommand(`--${action}`)) {
      event.preventDefault();
      const command = `--${action}` as Command;
      if (!repeat) void ask(this.#room, this.#room, command);
    }
  }

  #isOurs(path: readonly EventTarget[]): boolean {
    return path.some((node) => node === this.#room || (node instanceof HTMLElement && this.#room.linked.has(node)));
  }
}

/** By what it types, or, where a letter key types another script, by the letter on it. */
function isKey(event: KeyboardEvent, key: string | undefined): boolean {
  if (!key) return false;
  return event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key.toUpperCase()}`;
}
