import { CallError, Lazy } from '../../../core/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { ShortcutKeys } from '../../internal/keyboard/shortcut-keys.js';
import type { Shortcuts } from '../../internal/shortcuts/shortcuts.js';

/** A room's shortcuts, whose code is loaded ahead, or with the first key; keys pressed meanwhile are handled then. */
export class LazyShortcuts {
  readonly #shortcuts: Lazy<Shortcuts>;
  #document: Document | null = null;
  #unfollow = (): void => undefined;
  #keys: ShortcutKeys = {};

  constructor(room: RoomHost) {
    this.#shortcuts = new Lazy(() => {
      // If loaded ahead, the first key is handled synchronously.
      const { value } = roomParts;
      return value ? new value.Shortcuts(room) : roomParts.load().then((part) => new part.Shortcuts(room));
    });
  }

  /** Listens in a document from now on, or (`null`) in none, with the page's keys over the default ones. */
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
    // In the capture phase: a listener that stops `keyup` must not leave the key held here.
    document.addEventListener('keyup', this.#handle, { signal, capture: true });
    // There is no `keyup` for keys that are released elsewhere.
    document.defaultView?.addEventListener('blur', this.#drop, { signal });
    document.addEventListener('visibilitychange', this.#drop, { signal });
    return () => {
      unfollowed.abort();
    };
  }

  /** Treats held keys as released. */
  #forget(): void {
    this.#drop();
    // Not during the present rendering, because it changes what is rendered.
    queueMicrotask(() => this.#shortcuts.value?.release());
  }

  /** Drops the keys that wait for the code. */
  readonly #drop = (): void => {
    this.#shortcuts.drop(new CallError('not-allowed'));
  };

  readonly #handle = (event: KeyboardEvent): void => {
    // Read now, because an event has no path after its dispatch.
    const path = event.composedPath();
    const pressed = this.#shortcuts.run((shortcuts) => {
      shortcuts.handle(event, path, this.#keys);
    });
    // Offline, or dropped: these keys do nothing, and the next one tries again.
    pressed.catch(() => undefined);
  };
}
