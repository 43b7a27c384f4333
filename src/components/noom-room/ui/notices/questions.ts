import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../../internal/look/icons.js';
import { words } from '../../../internal/localization/words.js';
import { isCameraPaused, pausedText } from '../../../noom-video/participant/paused-camera.js';
import { renderAsked } from './asked-notice.js';
import { renderKnocks } from './knock-notices.js';
import { renderPassing } from './passing-notices.js';
import type { RoomDrawing } from '../room-drawing.js';

/**
 * The notices that `RoomWords` announces: that the local camera is paused, what others have done to the local
 * participant, and those that wait for an answer, to a moderator who asks and to those who knock.
 */
export function renderQuestions(view: RoomDrawing): TemplateResult {
  const { link, snapshot } = view;
  return html`${isCameraPaused(snapshot.self) ? renderPaused(view) : nothing} ${renderPassing(view)}
  ${renderAsked(view)} ${renderKnocks(link, snapshot.knocking)}`;
}

function renderPaused({ link, snapshot }: RoomDrawing): TemplateResult {
  return html`<div class="notice" part="paused">${icon('camera-off')}${words(link, pausedText(snapshot.self))}</div>`;
}
