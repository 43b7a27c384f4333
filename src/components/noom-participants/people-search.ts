import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isFree, useUp } from '../internal/keyboard/handle-keys.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import { drawIcon } from '../internal/look/icons.js';
import { matchesName } from './match-name.js';
import { PEOPLE_SHAPES } from './people-icons.js';

/** The field that filters a list of participants by name. */
export class PeopleSearch {
  readonly #host: LitElement;
  readonly #link: RoomLink<RoomFacts>;
  #query = '';
  /** What was searched for last, and how many were found: said once, not with each who comes or goes. */
  #said = { query: '', count: 0 };

  constructor(host: LitElement, link: RoomLink<RoomFacts>) {
    this.#host = host;
    this.#link = link;
  }

  /** Whether a participant of that name is shown. */
  finds(name: string): boolean {
    return matchesName(name, this.#query);
  }

  /** @param count of those who are found now. */
  render(isIn: boolean, count: number): TemplateResult {
    const title = this.#link.t('searchPeople');
    if (this.#said.query !== this.#query) this.#said = { query: this.#query, count };
    return html`<div class="search">
        ${drawIcon(PEOPLE_SHAPES.search)}
        <input
          class="input"
          part="search"
          type="search"
          autocomplete="off"
          aria-label=${title}
          placeholder=${title}
          ?disabled=${!isIn}
          .value=${live(this.#query)}
          @input=${this.#handleInput}
          @keydown=${this.#handleKey}
        />
      </div>
      <p class="visually-hidden" role="status">
        ${this.#query === '' ? nothing : words(this.#link, 'peopleFound', { count: this.#said.count })}
      </p>`;
  }

  #search(query: string): void {
    this.#query = query;
    this.#host.requestUpdate();
  }

  readonly #handleInput = (event: Event): void => {
    this.#search((event.currentTarget as HTMLInputElement).value);
  };

  /** The first Escape empties the field, the next one is for what is around it. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#query === '' || !isFree(event)) return;
    useUp(event);
    this.#search('');
  };
}
