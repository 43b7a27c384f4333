import { html, nothing, type TemplateResult } from 'lit';
import type { Participant } from '../../core/index.js';
import { icon } from '../internal/look/icons.js';
import { words, type Speaker } from '../internal/localization/words.js';
import { describeConnection } from './describe-participant.js';
import { renderQuality } from './quality-badge.js';

/**
 * What a tile shows beside the picture and the name: a connection that is not up, the quality, a raised hand. Hidden
 * from screen readers: the accessible name of the tile has all of it.
 */
export function renderExtras(
  speaker: Speaker,
  participant: Participant,
  { isScreen, handPlace }: { isScreen: boolean; handPlace: number },
): TemplateResult {
  const missing = describeConnection(participant.connection);
  const connection = html`<div part="badge" class="badge lost" aria-hidden="true">
    ${icon('offline')}<span>${missing && words(speaker, missing)}</span>
  </div>`;
  return html`${missing === null ? nothing : connection}
    <div class="corner" aria-hidden="true">
      ${renderQuality(speaker, participant)}
      ${
        participant.hand && !isScreen
          ? html`<div part="badge" class="badge">${icon('hand')}${handPlace || nothing}</div>`
          : nothing
      }
    </div>`;
}

/** What is shown of the local participant's own screen. */
export function renderOwnScreen(speaker: Speaker): TemplateResult {
  return html`<div part="notice" class="notice" aria-hidden="true">
    ${icon('screen')}<span>${words(speaker, 'ownScreen')}</span>
  </div>`;
}
