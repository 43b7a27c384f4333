import { CallError, Lazy } from '../../../core/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { ShortcutKeys, Shortcuts } from '../../internal/keyboard/shortcuts.js';

/** A room's shortcuts, whose code is fetched with the first key, unless it was ahead; what is pressed meanwhile is done then. */
export class LazyShortcuts {
  readonly #shortcuts: Lazy<Shortcuts>;
  #document: Document | null = null;
  #unfollow = (): void => undefined;
  #keys: ShortcutKeys = {};

  constructor(room: RoomHost) {
    this.#shortcuts = new Lazy(() => {
      // Loaded ahead, they are there within the first key's own event.
      const { value } = roomParts;
      return value ? new value.Shortcuts(room) : roomParts.load().then((part) => new part.Shortcuts(room));
    });
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
    queueMicrotask(() => this.#shortcuts.value?.release());
  }

  /** What was pressed before there was code for it is not done any more. */
  readonly #drop = (): void => {
    this.#shortcuts.drop(new CallError('not-allowed'));
  };

  readonly #handle = (event: KeyboardEvent): void => {
    // Asked now, because an event forgets its path when its dispatch is over.
    const path = event.composedPath();
    const pressed = this.#shortcuts.run((shortcuts) => {
      shortcuts.handle(event, path, this.#keys);
    });
    // Offline, or let go before they were there: these keys do nothing, the next one tries again.
    pressed.catch(() => undefined);
  };
}
