import { css, nothing } from 'lit';
import type { EventsOf, LazyValue } from '../../core/index.js';
import { property } from '../internal/element/property.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { settingsParts } from '../internal/lazy/parts.js';
import { RoomLink, withoutMessages } from '../internal/link/room-link.js';
import type { SettingWish } from './choices.js';
import type { SettingsView } from './settings-view.js';

type Views = LazyValue<typeof settingsParts>;

/** The fields of this tag's events. */
interface SettingsEventFields {
  'noom-setting-request': SettingWish;
  'noom-forget-request': Record<never, never>;
  'noom-check-request': Record<never, never>;
  'noom-settings-toggled': { open: boolean };
}

declare global {
  interface HTMLElementEventMap extends EventsOf<SettingsEventFields> {}
}

/**
 * What a participant sets for themselves, as a dialog: devices, the treatment of the microphone's sound, language and
 * appearance of the room, sounds for what happens, the keys of the shortcuts; and a check of the connection. Remembered in the browser, which the
 * dialog says and can undo; what is remembered counts in each room that has this tag, and in the built-in UI. The wish
 * for the panel `settings` opens the one of the built-in UI, or, where the page has a UI of its own, the first on the
 * page.
 *
 * @summary The settings of a participant, as a dialog.
 * @csspart dialog - The dialog.
 * @csspart title - The title.
 * @csspart section - Each group of settings.
 * @csspart icon - Each icon.
 * @event noom-check-request - The connection is to be checked. Cancelable.
 * @event noom-forget-request - Everything that was chosen is to be forgotten. Cancelable.
 * @event noom-setting-request - The person chose: `setting` is to be `value`. Cancelable.
 * @event noom-settings-toggled - The dialog was opened or closed (`open`).
 * @event noom-panel-request - Where the dialog was opened as a panel: it is to close (`panel` is `null`). Cancelable.
 */
export class NoomSettings extends LazyElement<Views, SettingsView> {
  /** No box of its own: the dialog is above the page, and so is the message that it could not be loaded. */
  static override styles = css`
    :host {
      display: contents;
    }
    .missing {
      position: fixed;
      inset: auto 0 0;
      background: var(--_surface);
    }
  `;

  /** Whether the dialog is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  protected override readonly views = settingsParts;
  readonly #link = new RoomLink(this, withoutMessages);

  /** Opens the dialog. */
  show(): void {
    this.open = true;
  }

  /** Closes it. */
  close(): void {
    this.open = false;
  }

  /** Choices are carried out without a dialog: that it could not be loaded is told where it is wanted. */
  protected override render(): unknown {
    return this.view || this.open || this.#link.room?.panel === 'settings' ? super.render() : nothing;
  }

  protected override createView({ SettingsView, parts }: Views): SettingsView {
    return new SettingsView(this, this.#link, parts);
  }
}
