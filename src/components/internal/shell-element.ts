import type { CSSResult, ReactiveController } from 'lit';
import { LinkedElement } from './linked-element.js';

/** What a shell draws: a controller of its tag, with the styles of what it renders. */
export interface View extends ReactiveController {
  readonly styles: readonly CSSResult[];
  render(): unknown;
}

/**
 * A tag in two parts. The shell is registered with the page: attributes, properties, methods, and the room. Its view, which is
 * most of the code, is fetched when a tag is first connected, and nothing is drawn before, so that nobody sees a half of it.
 */
export abstract class ShellElement<Drawn extends View> extends LinkedElement {
  #view: Drawn | null = null;
  #fetching: Promise<void> | null = null;

  /** Fetches the view and makes one for this tag. */
  protected abstract createView(): Promise<Drawn>;

  /** Has the view do something: now, or as soon as it is drawn. @throws what fetching it failed with. */
  protected withView<Result>(work: (view: Drawn) => Result): Result | Promise<Awaited<Result>> {
    return this.#view ? work(this.#view) : this.#withFetched(work);
  }

  protected override awaited(): Promise<unknown>[] {
    return this.#view ? super.awaited() : [...super.awaited(), (this.#fetching ??= this.#fetch())];
  }

  protected override render(): unknown {
    return this.#view?.render();
  }

  async #withFetched<Result>(work: (view: Drawn) => Result): Promise<Awaited<Result>> {
    await this.updateComplete;
    return await work(this.#view ?? (await this.createView()));
  }

  async #fetch(): Promise<void> {
    try {
      this.#view = await this.createView();
      this.addStyles(this.#view.styles);
      this.addController(this.#view);
    } catch {
      // Offline: the next drawing tries again.
    } finally {
      this.#fetching = null;
    }
  }
}
