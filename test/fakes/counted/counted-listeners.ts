type Page = Window & typeof globalThis;
type Added = Parameters<EventTarget['addEventListener']>;

const OBSERVERS = ['MutationObserver', 'ResizeObserver', 'IntersectionObserver'] as const;

/** What is listened to on pages (their windows, documents and root elements) and on `others`, and observed by pages, while a test runs. */
export class CountedListeners {
  readonly #live = new Map<EventTarget, Map<string, Set<unknown>>>();
  readonly #observers = new Set<object>();
  readonly #undo: (() => void)[] = [];

  constructor(pages: readonly Page[], others: readonly EventTarget[] = []) {
    for (const other of others) this.#live.set(other, new Map());
    for (const page of pages) this.#watch(page);
  }

  /** What there is now, by name, each once. */
  get names(): string[] {
    const listeners = [...this.#live.values()].flatMap((byName) =>
      [...byName].flatMap(([name, each]) => [...each].map(() => name)),
    );
    return [...listeners, ...[...this.#observers].map((observer) => observer.constructor.name)].sort();
  }

  /** Restores the browser's own. */
  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #watch(page: Page): void {
    const { prototype } = page.EventTarget;
    const { addEventListener, removeEventListener } = prototype;
    for (const target of [page, page.document, page.document.documentElement]) this.#live.set(target, new Map());
    const { forget, note } = { forget: this.#forget.bind(this), note: this.#note.bind(this) };
    prototype.addEventListener = function (this: EventTarget | undefined, ...added: Added) {
      // A window's own methods are called without it, too.
      note(this ?? page, added);
      addEventListener.apply(this, added);
    };
    prototype.removeEventListener = function (this: EventTarget | undefined, ...removed: Added) {
      forget(this ?? page, removed);
      removeEventListener.apply(this, removed);
    };
    this.#undo.push(() => Object.assign(prototype, { addEventListener, removeEventListener }));
    for (const name of OBSERVERS) this.#watchObserver(page, name);
  }

  #watchObserver(page: Page, name: (typeof OBSERVERS)[number]): void {
    const { prototype } = page[name] as { prototype: MutationObserver };
    const { observe, disconnect } = prototype;
    const observers = this.#observers;
    prototype.observe = function (...how) {
      observers.add(this);
      observe.apply(this, how);
    };
    prototype.disconnect = function () {
      observers.delete(this);
      disconnect.apply(this);
    };
    this.#undo.push(() => Object.assign(prototype, { observe, disconnect }));
  }

  #note(target: EventTarget, added: Added): void {
    const [, listener, options] = added;
    const byName = this.#live.get(target);
    const { signal } = typeof options === 'object' ? options : {};
    if (byName === undefined || listener === null || signal?.aborted === true) return;
    const name = nameOf(target, added);
    byName.set(name, (byName.get(name) ?? new Set()).add(listener));
    signal?.addEventListener('abort', () => byName.get(name)?.delete(listener));
  }

  #forget(target: EventTarget, removed: Added): void {
    this.#live.get(target)?.get(nameOf(target, removed))?.delete(removed[1]);
  }
}

function nameOf(target: EventTarget, [type, , options]: Added): string {
  const isCapture = typeof options === 'object' ? options.capture === true : options === true;
  return `${target.constructor.name} ${type}${isCapture ? ' captured' : ''}`;
}
