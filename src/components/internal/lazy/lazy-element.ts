import { html, nothing, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';
import type { Lazy } from '../../../core/index.js';
import { deepActiveElement } from '../keyboard/deep-focus.js';
import { isFocusLost } from '../keyboard/keep-focus.js';
import { LinkedElement } from '../element/linked-element.js';
import { languageOf, translate, type TextKey } from '../localization/index.js';
import { findRoom } from '../link/room-context.js';

/** The view of a lazy tag: a controller of the tag, with the styles of what it renders. */
export interface View extends ReactiveController {
  readonly styles: readonly CSSResult[];
  render(): unknown;
  /** Focuses the first or main element; not all views have one. */
  focus?(options?: FocusOptions): void;
}

/**
 * A tag in two parts, for views of 3 kB or more. The registered class has the attributes, properties, methods and the
 * link to the room. The view, which is most of the code, is loaded when a tag is first connected; nothing is rendered
 * before, so that there is no half-drawn state.
 */
export abstract class LazyElement<Views, Drawn extends View> extends LinkedElement {
  #view: Drawn | null = null;
  #hasFailed = false;

  /** The module with the class of the view. */
  protected abstract readonly views: Lazy<Views>;

  /** Makes a view for this tag. */
  protected abstract createView(views: Views): Drawn;

  /** Resolves when the view is to be loaded; `null`: when the tag is connected. */
  protected whenDue(): Promise<void> | null {
    return null;
  }

  /** The view; `null` while it is not loaded. */
  protected get view(): Drawn | null {
    return this.#view;
  }

  /** Runs `work` with the view: now, or as soon as it is rendered. @throws what loading it failed with. */
  protected withView<Result>(work: (view: Drawn) => Result): Result | Promise<Awaited<Result>> {
    return this.#view ? work(this.#view) : this.#withFetched(work);
  }

  /**
   * Focuses what the view has for that: now, or as soon as it is rendered, unless the focus has gone to something else
   * by then.
   */
  protected focusView(options?: FocusOptions): void {
    const { ownerDocument } = this;
    const before = deepActiveElement(ownerDocument);
    const focused = this.withView((view) => {
      const active = deepActiveElement(ownerDocument);
      // The room itself has the focus while there is nothing else: it is not in the Tab order.
      if (active === before || isFocusLost(ownerDocument) || active?.matches('[part~="base"]')) view.focus?.(options);
    });
    // The view could not be loaded: there is nothing to focus yet.
    focused?.catch(() => undefined);
  }

  protected override awaited(): Promise<unknown>[] {
    const { value } = this.views;
    if (value) this.#adopt(value);
    return value ? super.awaited() : [...super.awaited(), this.#fetch()];
  }

  protected override render(): unknown {
    if (this.#view) return this.#view.render();
    return this.#hasFailed ? this.#renderFailure() : nothing;
  }

  async #withFetched<Result>(work: (view: Drawn) => Result): Promise<Awaited<Result>> {
    await this.updateComplete;
    await this.views.load();
    // It may not have been loaded for the rendering before: this one has it.
    this.requestUpdate();
    await this.updateComplete;
    return await work(this.#view as Drawn);
  }

  async #fetch(): Promise<void> {
    try {
      await this.whenDue();
      this.#adopt(await this.views.load());
    } catch {
      // Offline: the next rendering tries again, and so does the button.
      this.#hasFailed = true;
    }
  }

  #renderFailure(): TemplateResult {
    const room = findRoom(this);
    const t = (key: TextKey): string => translate(key, {}, languageOf(this, room), room?.strings);
    return html`<p class="missing" role="alert" lang=${languageOf(this, room)} dir="auto">
      ${t('missing')}
      <button
        type="button"
        @click=${() => {
          this.requestUpdate();
        }}
      >
        ${t('tryAgain')}
      </button>
    </p>`;
  }

  #adopt(views: Views): void {
    if (this.#view) return;
    const view = this.createView(views);
    this.#view = view;
    this.addStyles(view.styles);
    this.addController(view);
  }
}
