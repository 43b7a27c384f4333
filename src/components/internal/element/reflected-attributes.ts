import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * How often attributes are restored in one task; after that, other code that keeps changing them wins until the next
 * task.
 */
const MAX_PUT_BACK = 100;

/**
 * The attributes that a tag reflects its state to. Other changes to them are undone at once: Turbo and idiomorph remove
 * attributes that the server's HTML does not have, and a clone has those of its original.
 */
export class ReflectedAttributes implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #names: readonly string[];
  readonly #said = new Map<string, string | null>();
  #observer: MutationObserver | null = null;
  #putBack = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param names the attributes that only the tag may set. */
  constructor(host: ReactiveControllerHost & HTMLElement, names: readonly string[]) {
    this.#host = host;
    this.#names = names;
    host.addController(this);
  }

  /** Sets an attribute, or (`null`) removes it. */
  say(name: string, text: string | null): void {
    this.#said.set(name, text);
    this.#show(name);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(this.#putAllBack);
    this.#observer.observe(this.#host, { attributeFilter: [...this.#names] });
    this.#putAllBack();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  readonly #putAllBack = (): void => {
    this.#rest ??= setTimeout(() => {
      this.#rest = undefined;
      const isBehind = this.#putBack > MAX_PUT_BACK;
      this.#putBack = 0;
      if (isBehind) this.#putAllBack();
    });
    this.#putBack += 1;
    if (this.#putBack > MAX_PUT_BACK) return;
    for (const name of this.#names) this.#show(name);
  };

  #show(name: string): void {
    const text = this.#said.get(name) ?? null;
    if (this.#host.getAttribute(name) === text) return;
    if (text === null) this.#host.removeAttribute(name);
    else this.#host.setAttribute(name, text);
  }
}
