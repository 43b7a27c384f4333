import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Participant } from '../../core/index.js';
import type { RoomLink, Wish } from '../internal/link/room-link.js';
import { untranslated, userText, words } from '../internal/localization/words.js';
import { renderInitials } from './render-person.js';

/** Sends a wish; resolves to whether it was carried out. */
type Ask = (wish: Wish) => Promise<boolean>;

/** Those who wait in the lobby, each with the answers. */
export function renderWaiting(link: RoomLink, knocking: readonly Participant[], ask: Ask): TemplateResult {
  return html`<div class="heading">
      <h3 id="waiting">${words(link, 'waiting')} ${untranslated(knocking.length)}</h3>
      ${
        knocking.length > 1
          ? html`<button class="button small" type="button" @click=${() => admitAll(knocking, ask)}>
              ${words(link, 'admitAll')}
            </button>`
          : nothing
      }
    </div>
    <ul class="list" part="list" role="list" aria-labelledby="waiting">
      ${repeat(
        knocking,
        ({ id }) => id,
        (person) => renderKnock(link, person, ask),
      )}
    </ul>`;
}

function renderKnock(link: RoomLink, { id, name }: Participant, ask: Ask): TemplateResult {
  const answer = (action: 'admit' | 'deny') => () => ask({ type: 'noom-moderation-request', action, id });
  const [denyName, admitName] = [link.t('denyName', { name }), link.t('admitName', { name })];
  return html`<li class="person" part="participant">
    ${renderInitials(link, name)}
    <span class="who"><span class="name" part="name">${userText(link, name)}</span></span>
    <button class="button small" type="button" aria-label=${denyName} @click=${answer('deny')}>
      ${words(link, 'deny')}
    </button>
    <button class="button small primary" type="button" aria-label=${admitName} @click=${answer('admit')}>
      ${words(link, 'admit')}
    </button>
  </li>`;
}

/** One after the other: once the room is full, no one else is asked for. */
async function admitAll(knocking: readonly Participant[], ask: Ask): Promise<void> {
  for (const { id } of knocking) {
    if (!(await ask({ type: 'noom-moderation-request', action: 'admit', id }))) return;
  }
}
