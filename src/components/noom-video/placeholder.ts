import { html, type TemplateResult } from 'lit';
import { classNames } from '../internal/look/class-names.js';
import { icon } from '../internal/look/icons.js';
import type { Speaker } from '../internal/localization/words.js';
import { initials, isWide } from './avatar.js';

/** A participant's initials, in place of their picture. */
export function renderAvatar(speaker: Speaker, name: string): TemplateResult {
  const letters = initials(name);
  return html`<div
    part="avatar"
    class=${classNames({ avatar: true, 'is-empty': letters === '', 'is-wide': isWide(letters) })}
    aria-hidden="true"
    translate="no"
    lang=${speaker.pageLang}
  >
    ${letters === '' ? icon('people') : letters}
  </div>`;
}
