import { LatePart } from '../../internal/lazy/late-part.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { ShortcutKeys, Shortcuts } from '../../internal/keyboard/shortcuts.js';

/** What shortcuts are made of. */
export const shortcutsPart = new LatePart(() => import('../../internal/keyboard/shortcuts.js'));

/** A room's shortcuts, whose code is fetched with the first key, unless it was ahead; what is pressed meanwhile is done then. */
export class LateShortcuts {
  readonly #room: RoomHost;
  readonly #waiting: ((shortcuts: Shortcuts) => void)[] = [];
  #document: Document | null = null;
  #unfollow = (): void => undefined;
  #keys: ShortcutKeys = {};
  #shortcuts: Shortcuts | null = null;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** Listens in a document from now on, or (`null`) in none, with the page's own keys over the default ones. */
  follow(document: Document | null, keys: ShortcutKeys): void {
    if (document !== this.#document || keys['push-to-talk'] !== this.#keys['push-to-talk']) this.#forget();
    this.#keys = keys;
    if (document === this.#document) return;
    this.#unfollow();
    this.#document = document;
    if (document !== null) this.#unfollow = this.#listen(document);
  }

  #listen(document: Document): () => void {
    const unfollowed = new AbortController();
    const { signal } = unfollowed;
    document.addEventListener('keydown', this.#handle, { signal });
    // Whoever keeps a key to themselves does not keep it held here.
    document.addEventListener('keyup', this.#handle, { signal, capture: true });
    // Of keys that are let go elsewhere nothing is heard.
    document.defaultView?.addEventListener('blur', this.#drop, { signal });
    document.addEventListener('visibilitychange', this.#drop, { signal });
    return () => {
      unfollowed.abort();
    };
  }

  /** What is held counts as let go. */
  #forget(): void {
    this.#drop();
    // Not within the drawing that found out, because it changes what is drawn.
    queueMicrotask(() => this.#shortcuts?.release());
  }

  /** What was pressed before there was code for it is not done any more. */
  readonly #drop = (): void => {
    this.#waiting.length = 0;
  };

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
