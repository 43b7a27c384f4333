import { html, nothing, type TemplateResult } from 'lit';
import { NoomEvent } from '../../core/index.js';
import { playNotes } from '../internal/audio/test-sound.js';
import { returnFocus, showModal } from '../internal/dialog/modal.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomHost, RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { checkWords } from '../internal/localization/en/check.js';
import { settingsWords } from '../internal/localization/en/settings.js';
import { addTexts } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import type { fieldStyles } from '../internal/look/field.styles.js';
import { icon } from '../internal/look/icons.js';
import { dialogStyles } from '../internal/look/dialog.styles.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import type { isSpeakerChosen } from '../noom-device-select/speaker-choice.js';
import { CheckSection } from './check/check-section.js';
import { checkStyles } from './check/check.styles.js';
import type { SettingWish } from './choices.js';
import type { SettingsHost } from './settings-host.js';
import { settingsStyles } from './noom-settings.styles.js';
import { renderSections, showValues } from './render-sections.js';
import { RoomSettings } from './room-settings.js';
import { ShortcutRows } from './shortcut-rows.js';

/** What the device pickers have too, and are loaded with. */
interface PickerParts {
  readonly fieldStyles: typeof fieldStyles;
  readonly isSpeakerChosen: typeof isSpeakerChosen;
}

addTexts({ ...settingsWords, ...checkWords });

/** The view of the settings: a native modal dialog, and what it does to the room. */
export class SettingsView implements View {
  readonly styles: View['styles'];
  readonly #host: SettingsHost;
  readonly #link: RoomLink<RoomFacts>;
  readonly #isSpeakerChosen: PickerParts['isSpeakerChosen'];
  readonly #shortcuts: ShortcutRows;
  readonly #check: CheckSection;
  #settings: RoomSettings | null = null;
  #unfollow: (() => void) | null = null;
  /** Whether the room had the settings open as a panel, the last time that was looked at. */
  #wasPanel = false;
  /** The room as whose panel this one was opened. */
  #panelOf: RoomHost | null = null;
  /** Whether it was told that the dialog is open. */
  #wasOpen = false;
  #isForgotten = false;
  #isGraphed = false;

  constructor(host: SettingsHost, link: RoomLink<RoomFacts>, { fieldStyles, isSpeakerChosen }: PickerParts) {
    this.#isSpeakerChosen = isSpeakerChosen;
    this.styles = [buttonStyles, fieldStyles, dialogStyles, settingsStyles, checkStyles];
    this.#host = host;
    this.#link = link;
    this.#shortcuts = new ShortcutRows({
      link,
      choose: (value) => {
        this.#choose({ setting: 'shortcutKeys', value });
      },
      redraw: this.#redraw,
    });
    this.#check = new CheckSection({
      link,
      ask: () => host.dispatchEvent(new NoomEvent('noom-check-request', {}, { cancelable: true })),
      redraw: this.#redraw,
    });
  }

  hostUpdate(): void {
    const { room } = this.#link;
    const settings = room && RoomSettings.of(room);
    if (settings !== this.#settings) {
      this.#unfollow?.();
      this.#settings = settings;
      this.#unfollow = settings?.follow(this.#redraw) ?? null;
    }
    this.#check.handleCall(this.#link.call);
    this.#followPanel(room);
  }

  hostUpdated(): void {
    const host = this.#host;
    const dialog = this.#dialog;
    // Drawn once more after it was removed.
    if (!dialog?.isConnected) return;
    if (!host.open) dialog.close();
    else if (!showModal(dialog)) void this.#requestClose();
    showValues(dialog);
    if (host.open === this.#wasOpen) return;
    this.#wasOpen = host.open;
    if (!host.open) {
      // The browser may have closed it.
      this.#isForgotten = false;
      this.#isGraphed = false;
      this.#shortcuts.reset();
      this.#check.reset();
      returnFocus(dialog);
    }
    host.dispatchEvent(new NoomEvent('noom-settings-toggled', { open: host.open }));
  }

  hostDisconnected(): void {
    this.#unfollow?.();
    this.#unfollow = null;
    this.#settings = null;
    // Firefox takes the focus away without an event.
    this.#shortcuts.reset();
    this.#check.reset();
    // Perhaps it is only moved.
    setTimeout(() => {
      if (!this.#host.isConnected && this.#panelOf?.isConnected) this.#leavePanel();
    });
  }

  render(): TemplateResult {
    // The element stays, so that closing it gives the focus back.
    return html`<dialog
      class="dialog"
      part="dialog"
      lang=${this.#link.lang}
      aria-labelledby="title"
      closedby="any"
      @keydown=${keepInside}
      @cancel=${this.#handleCancel}
      @close=${this.#handleClosed}
    >
      ${this.#host.open ? this.#renderContent() : nothing}
    </dialog>`;
  }

  #renderContent(): TemplateResult {
    const link = this.#link;
    return html`<div class="head">
        <h2 id="title" part="title">${words(link, 'settings')}</h2>
        <button class="round close" type="button" aria-label=${link.t('close')} @click=${this.#handleCloseButton}>
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        ${renderSections({
          host: this.#host,
          link,
          settings: this.#settings,
          isForgotten: this.#isForgotten,
          isGraphed: this.#isGraphed,
          shortcuts: this.#shortcuts,
          check: this.#check,
          choose: this.#choose,
          forget: this.#forget,
          toggleGraphs: this.#toggleGraphs,
          testSound: this.#testSound,
          isSpeakerChosen: this.#isSpeakerChosen,
        })}
      </div>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  /** Opens and closes with the room's panel, if that is for this tag. */
  #followPanel(room: RoomHost | null): void {
    const host = this.#host;
    if (room !== null && this.#panelOf !== null && room !== this.#panelOf) this.#leavePanel();
    const isPanel = room?.panel === 'settings';
    if (isPanel && !this.#wasPanel && !host.open && isFor(room, host)) {
      this.#panelOf = room;
      host.open = true;
    } else if (!isPanel && this.#panelOf !== null && room !== null) {
      host.open = false;
    }
    this.#wasPanel = isPanel;
    if (!host.open) this.#panelOf = null;
  }

  /** The tag is of that room no more: its panel is closed. */
  #leavePanel(): void {
    const room = this.#panelOf;
    this.#panelOf = null;
    this.#wasPanel = false;
    this.#host.open = false;
    if (room?.panel === 'settings') room.panel = null;
  }

  readonly #redraw = (): void => {
    this.#host.requestUpdate();
  };

  readonly #requestClose = async (): Promise<void> => {
    const isPanel = this.#panelOf !== null && this.#link.room?.panel === 'settings';
    if (!isPanel) this.#host.open = false;
    else await this.#link.ask({ type: 'noom-panel-request', panel: null });
  };

  readonly #handleCloseButton = (): void => {
    void this.#requestClose();
  };

  /** By Escape, the back gesture of a phone, or a press beside it: the page may want it to stay open. */
  readonly #handleCancel = (event: Event): void => {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    void this.#requestClose();
  };

  /** Browsers close it at a second Escape, also where the first one was prevented. */
  readonly #handleClosed = async (): Promise<void> => {
    if (this.#dialog?.open !== false || !this.#host.open) return;
    await this.#requestClose();
    this.#redraw();
  };

  readonly #choose = (wish: SettingWish): void => {
    this.#isForgotten = false;
    const isAllowed = this.#host.dispatchEvent(new NoomEvent('noom-setting-request', wish, { cancelable: true }));
    if (isAllowed) void this.#settings?.choose(wish);
    this.#redraw();
  };

  readonly #forget = (): void => {
    if (!this.#host.dispatchEvent(new NoomEvent('noom-forget-request', {}, { cancelable: true }))) return;
    this.#isForgotten = true;
    void this.#settings?.forget();
    this.#redraw();
  };

  readonly #toggleGraphs = (): void => {
    this.#isGraphed = !this.#isGraphed;
    this.#redraw();
  };

  readonly #testSound = (speakerId: string): void => {
    // Without permission to play there is no sound, which the person hears.
    playNotes(speakerId, TEST_HZ, TEST_VOLUME).catch(() => undefined);
  };
}

/** As the prejoin's. */
const TEST_HZ = [523.25, 698.46];
const TEST_VOLUME = 0.3;

/** Keys in the dialog are for it alone: neither for the call behind it nor for the page. */
function keepInside(event: Event): void {
  event.stopPropagation();
}

/**
 * Whether a tag shows the settings of a room as its panel: the built-in UI's own does, and where there is none, the one
 * that is open, or else the first on the page.
 */
function isFor(room: RoomHost, host: SettingsHost): boolean {
  if (host.getRootNode() === room.shadowRoot) return true;
  if (room.shadowRoot?.querySelector('[part="base"]')) return false;
  const tags = [...room.linked].filter((tag): tag is SettingsHost & HTMLElement => tag.localName === host.localName);
  return (tags.find(({ open }) => open) ?? tags[0]) === host;
}
