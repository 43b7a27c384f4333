import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So often in one turn of the page an attribute is put back; whatever fights harder for it has it until the next turn. */
const MAX_PUT_BACK = 100;

/**
 * The attributes by which a tag says what is. Whatever else changes them (the morphs of Turbo and idiomorph take away what the
 * server's page does not have, a clone brings those of its original), they are at once again as the tag said.
 */
export class OwnAttributes implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #names: readonly string[];
  readonly #said = new Map<string, string | null>();
  #observer: MutationObserver | null = null;
  #putBack = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param names of attributes that nobody but the tag sets. */
  constructor(host: ReactiveControllerHost & HTMLElement, names: readonly string[]) {
    this.#host = host;
    this.#names = names;
    host.addController(this);
  }

  /** Says what is: an attribute's text, or (`null`) that it is not there. */
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
