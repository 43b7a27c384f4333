import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Participant } from '../../../../core/index.js';
import { singlePress } from '../../../internal/dom/single-press.js';
import { icon } from '../../../internal/look/icons.js';
import { words } from '../../../internal/localization/words.js';
import type { RoomFacts, RoomLink } from '../../../internal/link/room-link.js';

/** More at once would hide the call. */
const MOST_AT_ONCE = 3;

/**
 * A notice with buttons for each participant who waits in the lobby. Each has its own elements, so that a late press
 * never admits another participant. `RoomAnnouncer` announces them.
 */
export function renderKnocks(link: RoomLink<RoomFacts>, knocking: readonly Participant[]): TemplateResult {
  const more = knocking.length - MOST_AT_ONCE;
  return html`${repeat(
    knocking.slice(0, MOST_AT_ONCE),
    ({ id }) => id,
    (participant) => renderKnock(link, participant),
  )}
  ${more > 0 ? html`<div class="notice" part="knock">${words(link, 'knockMore', { count: more })}</div>` : nothing}`;
}

function renderKnock(link: RoomLink<RoomFacts>, { id, name }: Participant): TemplateResult {
  const ask = (action: 'admit' | 'deny') =>
    singlePress(() => link.ask({ type: 'noom-moderation-request', action, id }));
  const waits = link.t('knockWaits', { name });
  return html`<div class="notice" part="knock" role="group" tabindex="-1" aria-label=${waits}>
    ${icon('people')}<span>${words(link, 'knockWaits', { name })}</span>
    <div class="choice">
      <button class="button" type="button" aria-label=${link.t('denyName', { name })} @click=${ask('deny')}>
        ${words(link, 'deny')}
      </button>
      <button class="button primary" type="button" aria-label=${link.t('admitName', { name })} @click=${ask('admit')}>
        ${words(link, 'admit')}
      </button>
    </div>
  </div>`;
}
