import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Participant } from '../../core/index.js';
import { singlePress } from '../internal/dom/single-press.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { userText, words } from '../internal/localization/words.js';
import { renderInitials } from './render-person.js';
import type { Wishes } from './wishes.js';

/** Those who wait in the lobby, each with the answers. */
export function renderWaiting(
  link: RoomLink<RoomFacts>,
  knocking: readonly Participant[],
  wishes: Wishes,
  denyAll: () => void,
): TemplateResult {
  return html`<div class="heading">
      <h3 id="waiting">${words(link, 'waiting')} ${untranslated(knocking.length)}</h3>
      ${
        knocking.length > 1
          ? html`<button class="button small" type="button" @click=${denyAll}>${words(link, 'denyAll')}</button>
              <button class="button small" type="button" @click=${() => answerAll(link, knocking, wishes, 'admit')}>
                ${words(link, 'admitAll')}
              </button>`
          : nothing
      }
    </div>
    <ul class="list" part="list" role="list" aria-labelledby="waiting">
      ${repeat(
        knocking,
        ({ id }) => id,
        (person) => renderKnock(link, person, wishes),
      )}
    </ul>`;
}

function renderKnock(link: RoomLink<RoomFacts>, { id, name }: Participant, wishes: Wishes): TemplateResult {
  const answer = (action: 'admit' | 'deny') =>
    singlePress(() => wishes.ask({ type: 'noom-moderation-request', action, id }));
  const [denyName, admitName] = [link.t('denyName', { name }), link.t('admitName', { name })];
  // It takes the focus from an answered row before it, as the next button would: a second press is no other answer.
  return html`<li class="person" part="participant" tabindex="-1">
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

/**
 * One after the other: once one is refused (the room is full), no one else is asked for. Those who have gone meanwhile,
 * or whom the page keeps out, are skipped.
 */
export async function answerAll(
  { call }: RoomLink<RoomFacts>,
  knocking: readonly Participant[],
  wishes: Wishes,
  action: 'admit' | 'deny',
): Promise<void> {
  for (const { id } of knocking) {
    if (!call?.snapshot.knocking.some((waiting) => waiting.id === id)) continue;
    const refusal = await wishes.ask({ type: 'noom-moderation-request', action, id });
    if (refusal !== null && refusal !== 'prevented') return;
  }
}
