import { css, html, type TemplateResult } from 'lit';
import type { RoomLink } from '../link/room-link.js';
import { words } from '../localization/words.js';
import { controlIcon } from '../look/control-icons.js';

/** What is in place of a stage that is in a window of its own: where it is, and the way back. */
export function renderAway(link: RoomLink<unknown>): TemplateResult {
  return html`${controlIcon('pip')}
    <p>${words(link, 'pipAway')}</p>
    <button class="button" type="button" @click=${() => link.ask({ type: 'noom-pip-request', on: false })}>
      ${words(link, 'pipBack')}
    </button>`;
}

/** For both places that have it: the room's own UI (beside the slot of the stage), and a stage of the page. */
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
    overflow: auto;
  }
  .stage > .away {
    inset-inline: 20px;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
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
  .stage:has(> .away) > slot,
  .base:has(> .away) > .grid,
  .base:has(> .away) > .waiting {
    display: none;
  }
`;
