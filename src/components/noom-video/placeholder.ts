import { html, type TemplateResult } from 'lit';
import { icon } from '../internal/look/icons.js';
import type { Speaker } from '../internal/localization/words.js';
import { initials, isWide } from './avatar.js';

/** A participant's initials, in place of their picture. */
export function renderAvatar(speaker: Speaker, name: string): TemplateResult {
  const letters = initials(name);
  return html`<div
    part="avatar"
    class="avatar ${letters === '' ? 'is-empty' : ''} ${isWide(letters) ? 'is-wide' : ''}"
    aria-hidden="true"
    translate="no"
    lang=${speaker.pageLang}
  >
    ${letters === '' ? icon('people') : letters}
  </div>`;
}
