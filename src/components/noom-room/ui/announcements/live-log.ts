import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomFacts, RoomLink } from '../../../internal/link/room-link.js';
import type { TextKey, TextParams } from '../../../internal/localization/index.js';
import { words } from '../../../internal/localization/words.js';

/** Several are kept, so that one does not replace another before a screen reader has read it. */
const MOST_KEPT = 5;

interface Announcement {
  readonly key: TextKey;
  readonly params: TextParams | undefined;
}

/** The one live region of a room: what screen readers are told, invisible. */
export class LiveLog {
  readonly #host: ReactiveControllerHost;
  readonly #link: RoomLink<RoomFacts>;
  #announcements: readonly Announcement[] = [];

  constructor(host: ReactiveControllerHost, link: RoomLink<RoomFacts>) {
    this.#host = host;
    this.#link = link;
  }

  /** Announces a text, in the language of the room. */
  say(key: TextKey, params?: TextParams): void {
    this.#announcements = [...this.#announcements, { key, params }].slice(-MOST_KEPT);
    this.#host.requestUpdate();
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" role="log" lang=${this.#link.lang}>
      ${repeat(
        this.#announcements,
        (announcement) => announcement,
        ({ key, params }) => html`<p>${words(this.#link, key, params)}</p>`,
      )}
    </div>`;
  }
}
