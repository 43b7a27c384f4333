import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { drawIcon } from '../internal/look/icons.js';
import { words, type Speaker } from '../internal/localization/words.js';
import type { TextKey } from '../internal/localization/index.js';
import { PEOPLE_SHAPES } from './people-icons.js';

/** What a page's address may hold about the person who opened it, and what is no one else's. */
const PERSONAL = ['token', 'name', 'display-name', 'displayName', 'autojoin'];

/** The address that invites others: the page's own, without what is about this person. */
export function invitationFor(address: string): string {
  const url = new URL(address);
  for (const name of PERSONAL) url.searchParams.delete(name);
  return url.href;
}

/** The invitation: a link to copy, and to share where the browser can. */
export class Invitation {
  readonly #host: LitElement & { readonly inviteUrl: string };
  readonly #speaker: Speaker;
  /** What came of the last press. */
  #outcome: TextKey | null = null;
  /** The link as text, where it could not be copied. */
  #isShown = false;

  constructor(host: LitElement & { readonly inviteUrl: string }, speaker: Speaker) {
    this.#host = host;
    this.#speaker = speaker;
  }

  render(): TemplateResult {
    const speaker = this.#speaker;
    const outcome = this.#outcome;
    return html`<div class="invite" part="invite">
      <div class="invite-buttons">
        <button class="button copy" type="button" @click=${this.#handleCopy}>
          ${drawIcon(PEOPLE_SHAPES.link)}${words(speaker, 'copyLink')}
        </button>
        ${
          'share' in navigator
            ? html`<button class="button" type="button" @click=${this.#handleShare}>
                ${drawIcon(PEOPLE_SHAPES.share)}${words(speaker, 'share')}
              </button>`
            : nothing
        }
      </div>
      ${
        this.#isShown
          ? html`<input class="input url" readonly dir="ltr" aria-label=${speaker.t('link')} .value=${this.#link} />`
          : nothing
      }
      <p class="outcome" role="status">${outcome ? words(speaker, outcome) : nothing}</p>
    </div>`;
  }

  get #link(): string {
    const { inviteUrl, ownerDocument } = this.#host;
    const { href } = (ownerDocument.defaultView ?? window).location;
    return inviteUrl ? new URL(inviteUrl, ownerDocument.baseURI).href : invitationFor(href);
  }

  /** Where the clipboard is refused, or missing (no secure context), the link is there as selected text. */
  readonly #handleCopy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#link);
      this.#tell('linkCopied', false);
    } catch {
      this.#tell('linkSelected', true);
      await this.#host.updateComplete;
      const field = this.#host.renderRoot.querySelector<HTMLInputElement>('.url');
      field?.focus();
      field?.select();
    }
  };

  readonly #handleShare = async (): Promise<void> => {
    try {
      await navigator.share({ url: this.#link });
    } catch (error) {
      // The person has closed the system's dialog; any other failure leaves the link to be copied.
      if (!(error instanceof DOMException && error.name === 'AbortError')) await this.#handleCopy();
    }
  };

  #tell(outcome: TextKey, isShown: boolean): void {
    this.#outcome = outcome;
    this.#isShown = isShown;
    this.#host.requestUpdate();
  }
}
