import { html, nothing, type TemplateResult } from 'lit';
import type { Participant } from '../../../core/index.js';
import type { TextKey } from '../../internal/localization/index.js';
import { words } from '../../internal/localization/words.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { controlIcon } from '../../internal/look/control-icons.js';
import { icon } from '../../internal/look/icons.js';
import { describeConnection } from '../participant/describe-participant.js';
import { isCameraPaused } from '../participant/paused-camera.js';
import { qualityTexts, renderQuality, WEAK } from './quality-badge.js';

/**
 * What a tile shows beside the picture and the name: a connection that is not up, the quality, a raised hand. Hidden
 * from screen readers, but for the button: the accessible name of the tile has all of it.
 */
export function renderExtras(
  link: RoomLink<unknown>,
  participant: Participant,
  { isScreen, handPlace }: { isScreen: boolean; handPlace: number },
): TemplateResult {
  return html`${renderConnection(link, participant)}
    <div class="corner" aria-hidden="true">
      ${isScreen ? nothing : renderPaused(link, participant)} ${renderQuality(link, participant)}
      ${
        participant.hand && !isScreen
          ? html`<div part="badge" class="badge">${controlIcon('hand')}${handPlace || nothing}</div>`
          : nothing
      }
    </div>`;
}

/** The texts after the name in a tile's accessible name: of these, and about a paused picture and the quality. */
export function tileTexts(participant: Participant, texts: readonly TextKey[]): readonly TextKey[] {
  const isPaused = isCameraPaused(participant);
  return [
    ...texts.filter((key) => !isPaused || key !== 'isCameraOff'),
    ...(isPaused && participant.connection === 'connected' ? ['isPaused' as const] : []),
    ...qualityTexts(participant),
  ];
}

/** That the picture is not sent for now; while there is no connection, that is what is told. */
function renderPaused(link: RoomLink<unknown>, participant: Participant): unknown {
  if (!isCameraPaused(participant) || participant.connection !== 'connected') return nothing;
  return html`<div part="badge" class="badge paused" title=${link.t('isPaused')}>
    ${WEAK}<span>${words(link, 'isPaused')}</span>
  </div>`;
}

/** What is shown of the local participant's own screen. */
export function renderOwnScreen(link: RoomLink<unknown>): TemplateResult {
  return html`<div part="notice" class="notice" aria-hidden="true">
    ${controlIcon('screen')}<span>${words(link, 'ownScreen')}</span>
  </div>`;
}

/** The state of a connection that is not up; a failed one, which is still tried by itself, can be tried again at once. */
function renderConnection(link: RoomLink<unknown>, { connection, id, name }: Participant): unknown {
  const missing = describeConnection(connection);
  if (missing === null) return nothing;
  const badge = html`<div part="badge" class="badge" aria-hidden="true">
    ${icon('offline')}<span>${words(link, missing)}</span>
  </div>`;
  if (connection !== 'failed') return html`<div class="lost">${badge}</div>`;
  const reconnect = ({ currentTarget }: Event): void => {
    const button = currentTarget as HTMLElement;
    void link.ask({ type: 'noom-reconnect-request', id }, undefined, ({ call }) => {
      focusTileOf(button);
      return call.reconnect(id);
    });
  };
  return html`<div class="lost">
    ${badge}<button
      type="button"
      part="retry"
      class="retry"
      aria-label=${link.t('retryFor', { name })}
      @click=${reconnect}
    >
      ${words(link, 'tryAgain')}
    </button>
  </div>`;
}

/** A button that goes away leaves the focus to its tile, whose name says how it goes on. */
function focusTileOf(button: HTMLElement): void {
  const tile = button.closest<HTMLElement>('[role=group]');
  if (!tile || !button.matches(':focus')) return;
  tile.tabIndex = -1;
  tile.focus();
}
