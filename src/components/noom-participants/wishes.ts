import { html, type LitElement, type TemplateResult } from 'lit';
import type { CallController, CallError } from '../../core/index.js';
import type { RoomFacts, RoomLink, Wish } from '../internal/link/room-link.js';
import { textsOfError } from '../internal/localization/texts-of-error.js';
import type { TextKey, TextParams } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import { icon } from '../internal/look/icons.js';

/** What is told about a wish: a text of the kit's. */
interface Told {
  readonly text: TextKey;
  readonly params: TextParams;
}

/** Sends the wishes of a list, and tells what came of the last one, where the eyes are. */
export class Wishes {
  readonly #host: LitElement;
  readonly #link: RoomLink<RoomFacts>;
  #notice: Told | CallError | null = null;
  /** What it is about. */
  #call: CallController | null = null;

  constructor(host: LitElement, link: RoomLink<RoomFacts>) {
    this.#host = host;
    this.#link = link;
  }

  /** Sends a wish. Resolves to why it failed, `'prevented'` by the page, or `null` when it was carried out. */
  async ask(wish: Wish): Promise<CallError['code'] | 'prevented' | null> {
    this.say(null);
    const failures: CallError[] = [];
    const isDone = await this.#link.ask(wish, (error) => {
      failures.push(error);
      this.say(error);
    });
    return isDone ? null : (failures[0]?.code ?? 'prevented');
  }

  say(notice: Told | CallError | null): void {
    this.#notice = notice;
    this.#call = this.#link.call;
    this.#host.requestUpdate();
  }

  render(): TemplateResult {
    const notice = this.#call === this.#link.call ? this.#notice : null;
    const [message, hint] = notice && !('text' in notice) ? textsOfError(this.#link, notice) : [];
    const dismiss = (): void => {
      this.say(null);
    };
    return html`<div role="status">
      ${
        notice &&
        html`<div class="notice" part="notice">
          ${
            'text' in notice
              ? html`<p dir="auto">${words(this.#link, notice.text, notice.params)}</p>`
              : html`<div>
                  <p dir="auto">${message}</p>
                  <p class="hint" dir="auto">${hint}</p>
                </div>`
          }
          <button class="round" type="button" aria-label=${this.#link.t('dismiss')} @click=${dismiss}>
            ${icon('close')}
          </button>
        </div>`
      }
    </div>`;
  }
}
