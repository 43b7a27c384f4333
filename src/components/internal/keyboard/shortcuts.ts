import { ask, isCommand, type Command } from '../link/commands.js';
import { isElement } from '../element/nodes.js';
import { isFree, isPressed } from './keys.js';
import { PushToTalk } from './push-to-talk.js';
import type { RoomHost } from '../link/room-context.js';

/**
 * What a key can do: any command, by its name without dashes, or `push-to-talk` (microphone on while held). A key is what it
 * types, capital or not, in whatever layout; where a layout has no Latin letters, the one that stands on the key too.
 */
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
const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), ' +
  '[role="textbox"], [role="searchbox"], [role="combobox"], [role="spinbutton"], [role="listbox"]';
/** What Space and Enter press. */
const PRESSABLE =
  'button, a[href], summary, video[controls], audio[controls], [role="button"], [role="link"], [role^="menuitem"], ' +
  '[role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="treeitem"]';

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
    const { repeat, key } = event;
    if (!isFree(event) || !this.#isOurs(path) || isIn(path, FIELDS)) return;
    const action = Object.keys(keys).find((name) => isPressed(event, keys[name]));
    if (!action || ((key === ' ' || key === 'Enter') && isIn(path, PRESSABLE))) return;
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
    return path.some((node) => node === this.#room || (isElement(node) && this.#room.linked.has(node)));
  }
}

/** Whether a key went to such an element, also through shadow roots. */
function isIn(path: readonly EventTarget[], selector: string): boolean {
  return path.some((node) => isElement(node) && node.matches(selector));
}
