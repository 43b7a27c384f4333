import { html, nothing, type TemplateResult } from 'lit';
import type { RoomPeek } from '../../../core/index.js';
import { userText, words, type Speaker } from '../../internal/localization/words.js';
import { icon } from '../../internal/look/icons.js';

/**
 * Who is in the call that the person is about to join: how many, and their names where the server tells them, in one
 * line, which is scrolled where they are more: what is below stays in place.
 */
export function renderInside(speaker: Speaker, { count = 0, names = [] }: RoomPeek): TemplateResult {
  const more = count - names.length;
  return html`<div class="inside" part="inside">
    ${icon('people')}
    <div>
      <span id="inside">${words(speaker, 'insideCount', { count })}</span>
      ${
        names.length > 0
          ? html`<ul class="names" tabindex="0" aria-labelledby="inside">
              ${names.map((name) => html`<li>${userText(speaker, name)}</li>`)}
              ${more > 0 ? html`<li class="others">${words(speaker, 'insideMore', { count: more })}</li>` : nothing}
            </ul>`
          : nothing
      }
    </div>
  </div>`;
}
