import { css, html, type TemplateResult } from 'lit';
import type { RoomLink } from '../link/room-link.js';
import { words } from '../localization/words.js';
import { controlIcon } from '../look/control-icons.js';

/** What is in place of the tiles while the call is in a window of its own: where it is, and the way back. */
export function renderAway(link: RoomLink<unknown>): TemplateResult {
  return html`<div class="away" part="away" role="group" aria-label=${link.t('pipAway')}>
    ${controlIcon('pip')}
    <p>${words(link, 'pipAway')}</p>
    <button class="button" type="button" @click=${() => link.ask({ type: 'noom-pip-request', on: false })}>
      ${words(link, 'pipBack')}
    </button>
  </div>`;
}

/**
 * The notice. What it is in place of keeps its pictures, and is back without appearing anew; by `content-visibility` a
 * tile knows that it is not seen.
 */
export const awayStyles = css`
  .away {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    padding: 16px;
    color: var(--_muted);
    text-align: center;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    overflow: auto;
  }
  .away p {
    margin: 0;
    max-width: 34ch;
    text-wrap: balance;
  }
  .away .icon {
    --_icon: 32px;
  }
  .away .button {
    --_button: 40px;
  }
  .base:has(> .away) > :not(.away) {
    content-visibility: hidden;
  }
`;
