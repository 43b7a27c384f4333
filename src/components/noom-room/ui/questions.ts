import { html, type TemplateResult } from 'lit';
import { renderAsked } from './asked-notice.js';
import { renderKnocks } from './knock-notices.js';
import type { RoomDrawing } from './room-drawing.js';

/** The notices that wait for an answer: to a moderator who asks, and to those who knock. */
export function renderQuestions(view: RoomDrawing): TemplateResult {
  return html`${renderAsked(view)} ${renderKnocks(view.link, view.snapshot.knocking)}`;
}
