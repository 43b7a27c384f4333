import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { LitElement } from 'lit';
import { isFree, useUp } from '../internal/keyboard/handle-keys.js';
import { words, type Speaker } from '../internal/localization/words.js';
import type { AskedAction } from './person-actions.js';

/** A question that is open. */
interface Open {
  readonly action: AskedAction;
  readonly targetId: string | null;
  readonly name: string;
  /** The call that it was asked in. */
  readonly call: unknown;
}

/** What a question needs of the list. */
interface Surroundings {
  readonly speaker: Speaker & { readonly call: unknown };
  /** Whether what is asked about can still be done. */
  isStillOffered(action: AskedAction, targetId: string | null): boolean;
  carryOut(action: AskedAction, targetId: string | null, name: string): void;
}

/**
 * The question before what hurts: a native modal dialog, with the focus on the harmless button. It closes by itself
 * when there is nothing left to ask: the participant has left, the local one may no longer do it, or there is another call.
 */
export class Confirmation implements ReactiveController {
  readonly #host: LitElement;
  readonly #surroundings: Surroundings;
  #open: Open | null = null;

  constructor(host: LitElement, surroundings: Surroundings) {
    this.#host = host;
    this.#surroundings = surroundings;
    host.addController(this);
  }

  /** Asks; a question that is open already is replaced. */
  ask(action: AskedAction, targetId: string | null, name: string): void {
    this.#open = { action, targetId, name, call: this.#surroundings.speaker.call };
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const open = this.#open;
    if (!open) return;
    const { speaker, isStillOffered } = this.#surroundings;
    if (open.call !== speaker.call || !isStillOffered(open.action, open.targetId)) this.#close();
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (!this.#open || !dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('.cancel')?.focus();
  }

  /** A dialog that is moved with its tag stays open, but is modal no more: the question is withdrawn. */
  hostDisconnected(): void {
    this.#close();
  }

  render(): TemplateResult {
    const { speaker } = this.#surroundings;
    const { action, name = '' } = this.#open ?? {};
    const { question } = action ?? {};
    // The element stays, so that closing it gives the focus back.
    return html`<dialog
      class="dialog"
      part="dialog"
      aria-labelledby="dialog-title"
      aria-describedby="dialog-hint"
      @keydown=${this.#handleKey}
      @close=${this.#handleClosed}
    >
      ${
        question &&
        html`<h2 id="dialog-title">${words(speaker, question.title, { name })}</h2>
          <p id="dialog-hint">${words(speaker, question.hint)}</p>
          <div class="answers">
            <button class="button cancel" type="button" @click=${this.#handleCancel}>
              ${words(speaker, 'cancel')}
            </button>
            <button class="button danger" type="button" @click=${this.#handleConfirmed}>
              ${words(speaker, question.answer)}
            </button>
          </div>`
      }
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  #close(): void {
    this.#open = null;
    this.#dialog?.close();
    this.#host.requestUpdate();
  }

  readonly #handleCancel = (): void => {
    this.#close();
  };

  readonly #handleConfirmed = (): void => {
    const open = this.#open;
    this.#close();
    if (open) this.#surroundings.carryOut(open.action, open.targetId, open.name);
  };

  /** Escape is for the dialog alone: around it, it would close the panel. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isFree(event)) return;
    useUp(event);
    this.#close();
  };

  readonly #handleClosed = (): void => {
    // By the browser itself: the back gesture of a phone. A question that was asked meanwhile is open again.
    if (this.#open && this.#dialog?.open === false) this.#close();
  };
}
