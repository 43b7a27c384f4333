import { html, nothing, type TemplateResult } from 'lit';
import { pageStorage, saveSelected, saveStored } from '../../../core/index.js';
import { words, type Speaker } from '../../internal/localization/words.js';
import { NAME_KEY } from '../../noom-settings/settings-key.js';
import type { JoinMemory } from '../prejoin-fields.js';

/** Tells what is remembered, with a button that forgets it. The button stays, so that it keeps the focus. */
export function renderMemory(
  speaker: Speaker,
  { hasName, isForgotten }: JoinMemory,
  forget: () => void,
): TemplateResult {
  return html`<div class="memory" part="memory">
    ${isForgotten ? nothing : words(speaker, hasName ? 'isNameKept' : 'areDevicesKept')}
    <span role="status">${isForgotten ? words(speaker, 'isKeptForgotten') : nothing}</span>
    <button class="retry" part="button" type="button" aria-disabled=${isForgotten ? 'true' : nothing} @click=${forget}>
      ${words(speaker, 'forgetKept')}
    </button>
  </div>`;
}

/** Forgets the name and the devices of the last call. */
export function forgetJoining(): void {
  saveStored(pageStorage(), NAME_KEY, null);
  saveSelected(pageStorage(), { camera: '', microphone: '', speaker: '' });
}
