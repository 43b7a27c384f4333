import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { openModal, returnFocus } from '../../../internal/dialog/modal.js';
import { keyName } from '../../../internal/keyboard/key-name.js';
import { SHORTCUT_ACTIONS } from '../../../internal/shortcuts/shortcut-actions.js';
import { keysOf } from '../../../internal/keyboard/shortcut-keys.js';
import type { RoomHost, RoomFacts, RoomLink } from '../../../internal/link/room-link.js';
import { untranslated } from '../../../internal/localization/untranslated.js';
import { words } from '../../../internal/localization/words.js';
import { icon } from '../../../internal/look/icons.js';

/** The list of the keyboard shortcuts with their present keys, as a dialog. */
export function renderShortcuts(room: RoomHost, link: RoomLink<RoomFacts>): TemplateResult {
  const keys = keysOf(room.shortcutKeys);
  const actions = Object.entries(SHORTCUT_ACTIONS).filter(([action]) => keys[action]);
  return html`<dialog
    class="dialog shortcuts"
    part="shortcuts"
    lang=${link.lang}
    aria-labelledby="shortcuts"
    aria-describedby="shortcuts-hint"
    closedby="any"
    ${ref(open)}
    @close=${(event: Event) => {
      if (room.dialog === 'shortcuts') room.dialog = null;
      returnFocus(event.currentTarget as HTMLDialogElement);
    }}
  >
    <div class="head">
      <h2 id="shortcuts">${words(link, 'shortcuts')}</h2>
      <button
        class="round"
        type="button"
        autofocus
        aria-label=${link.t('close')}
        @click=${({ currentTarget }: Event) => (currentTarget as HTMLElement).closest('dialog')?.close()}
      >
        ${icon('close')}
      </button>
    </div>
    <p id="shortcuts-hint">${words(link, 'shortcutsHint')}</p>
    <dl>
      ${actions.map(
        ([action, text]) =>
          html`<div class="shortcut">
            <dt>${words(link, text)}</dt>
            <dd><kbd>${untranslated(keyName(keys[action] ?? '', link))}</kbd></dd>
          </div>`,
      )}
    </dl>
  </dialog>`;
}

/** A fixed function, so that it is called when the dialog comes or is moved, and not with each rendering. */
function open(element: Element | undefined): void {
  openModal(element);
}
