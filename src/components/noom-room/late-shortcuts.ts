import { LatePart } from '../internal/late-part.js';
import type { RoomHost } from '../internal/room-context.js';
import type { ShortcutKeys, Shortcuts } from '../internal/shortcuts.js';

/** What shortcuts are made of. */
export const shortcutsPart = new LatePart(() => import('../internal/shortcuts.js'));

const TYPES = ['keydown', 'keyup'] as const;

/** A room's shortcuts, whose code is fetched with the first key, unless it was ahead; what is pressed meanwhile is done then. */
export class LateShortcuts {
  readonly #room: RoomHost;
  readonly #waiting: ((shortcuts: Shortcuts) => void)[] = [];
  #document: Document | null = null;
  #keys: ShortcutKeys = {};
  #shortcuts: Shortcuts | null = null;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** Listens in a document from now on, or (`null`) in none, with the page's own keys over the default ones. */
  follow(document: Document | null, keys: ShortcutKeys): void {
    this.#keys = keys;
    if (document === this.#document) return;
    for (const type of TYPES) this.#document?.removeEventListener(type, this.#handle);
    this.#document = document;
    for (const type of TYPES) document?.addEventListener(type, this.#handle);
  }

  readonly #handle = (event: KeyboardEvent): void => {
    // Asked now, because an event forgets its path when its dispatch is over.
    const path = event.composedPath();
    this.#waiting.push((shortcuts) => {
      shortcuts.handle(event, path, this.#keys);
    });
    if (shortcutsPart.value) this.#settle(shortcutsPart.value);
    else void this.#fetch();
  };

  async #fetch(): Promise<void> {
    try {
      this.#settle(await shortcutsPart.fetch());
    } catch {
      // Offline: these keys do nothing, the next one tries again.
      this.#waiting.length = 0;
    }
  }

  #settle({ Shortcuts: Fetched }: { Shortcuts: typeof Shortcuts }): void {
    this.#shortcuts ??= new Fetched(this.#room);
    for (const press of this.#waiting.splice(0)) press(this.#shortcuts);
  }
}
