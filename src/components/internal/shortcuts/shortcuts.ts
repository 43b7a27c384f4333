import { ask, isCommand, type Command } from '../link/commands.js';
import { hostOf, isElement } from '../dom/nodes.js';
import { isFree, isPressed } from '../keyboard/handle-keys.js';
import { PushToTalk } from './push-to-talk.js';
import { keysOf, type KeysInUse, type ShortcutKeys } from '../keyboard/shortcut-keys.js';
import type { RoomHost } from '../link/room-context.js';

/** Elements in which keys are text. */
const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), ' +
  '[role="textbox"], [role="searchbox"], [role="combobox"], [role="spinbutton"], [role="listbox"]';
/** Elements that Space and Enter activate. */
const PRESSABLE =
  'button, a[href], summary, video[controls], audio[controls], [role="button"], [role="link"], [role^="menuitem"], ' +
  '[role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="treeitem"]';

/** The keyboard shortcuts of one room: active while the focus is in it or in a linked tag, and not while typing. */
export class Shortcuts {
  readonly #room: RoomHost;
  readonly #talk: PushToTalk;

  constructor(room: RoomHost) {
    this.#room = room;
    this.#talk = new PushToTalk(room);
  }

  /**
   * Handles `keydown` and `keyup`. @param path the event's `composedPath()`. @param pageKeys the page's keys, over the
   * default ones.
   */
  handle(event: KeyboardEvent, path: readonly EventTarget[], pageKeys: ShortcutKeys): void {
    if (event.type === 'keydown') this.#handleDown(event, path, keysOf(pageKeys));
    else this.#talk.handleKeyUp(event);
  }

  /** Treats a key that is still held as released. */
  release(): void {
    this.#talk.end();
  }

  #handleDown(event: KeyboardEvent, path: readonly EventTarget[], keys: KeysInUse): void {
    const { repeat, key } = event;
    if (!isFree(event) || !this.#isOurs(path) || isIn(path, FIELDS) || this.#isAsking(path)) return;
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

  /** In a dialog of the room, which waits for an answer, keys do nothing to the call behind it. */
  #isAsking(path: readonly EventTarget[]): boolean {
    return path.some(
      (node) => isElement(node) && node.localName === 'dialog' && hostOf(node.getRootNode()) === this.#room,
    );
  }
}

/** Whether the path of an event has an element that matches. */
function isIn(path: readonly EventTarget[], selector: string): boolean {
  return path.some((node) => isElement(node) && node.matches(selector));
}
