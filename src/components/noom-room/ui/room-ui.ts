import { html, nothing, type TemplateResult } from 'lit';
import type { LazyValue } from '../../../core/index.js';
import type { RoomAudio } from '../../internal/audio/room-audio.js';
import { isOnServer } from '../../internal/dom/on-server.js';
import { LazyDrawing } from '../../internal/lazy/lazy-drawing.js';
import { roomParts } from '../../internal/lazy/parts.js';
import { uiTags } from '../../internal/lazy/ui-tags.js';
import type { RoomFacts, RoomLink } from '../../internal/link/room-link.js';
import { hasChoices } from '../../noom-settings/settings-key.js';
import type { PageUi } from '../mirror/page-ui.js';
import type { FailureNotice } from './failure-notice.js';
import type { RoomDrawing } from './room-drawing.js';
import { renderMissing, renderRegion } from './room-view.js';

/** A room that is drawn. */
type DrawnRoom = RoomDrawing['host'] & { readonly isReady: boolean };

/** What the UI of a room needs of it, besides the tag. */
export interface UiSurroundings {
  readonly link: RoomLink<RoomFacts>;
  readonly pageUi: PageUi;
  readonly failure: FailureNotice;
  /** What is bound to the call, once there is one. */
  getBinding(): { readonly audio: RoomAudio } | null;
  /** The lazy screens are there. */
  adopt(parts: LazyValue<typeof roomParts>): void;
}

/** What a room draws: its built-in UI, unless the page has its own; and, over either, the settings and its dialogs. */
export class RoomUi {
  readonly #room: DrawnRoom;
  readonly #around: UiSurroundings;
  readonly #screens: LazyDrawing<LazyValue<typeof roomParts>>;
  #tags: LazyDrawing<unknown> | null = null;
  /** Whether the settings are in the built-in UI: opened once, or something was chosen before, which they carry out. */
  #hasSettings = hasChoices();

  constructor(room: DrawnRoom, surroundings: UiSurroundings) {
    this.#room = room;
    this.#around = surroundings;
    this.#screens = new LazyDrawing(room, roomParts, surroundings.adopt);
    // They have something to draw in a call, whatever they were loaded for.
    roomParts.queue(
      () => {
        room.requestUpdate();
      },
      { isReason: false },
    );
  }

  /** Resolves when what a rendering wants is loaded, or could not be. */
  get fetched(): Promise<unknown> {
    return Promise.all([this.#tags?.fetched, this.#screens.fetched]);
  }

  render(): TemplateResult {
    const room = this.#room;
    const { link, pageUi } = this.#around;
    this.#hasSettings ||= room.panel === 'settings';
    return html`
      ${pageUi.isThere ? nothing : this.#renderBuiltIn()}
      ${room.dialog ? this.#screens.want()?.renderDialog(room, link, room.dialog) : nothing}
      <slot class=${pageUi.isThere || isOnServer ? '' : 'beside'} @slotchange=${pageUi.look}></slot>
    `;
  }

  /** Only where it is shown: it begins to load its own tags, where the page has not registered them. */
  #renderBuiltIn(): TemplateResult {
    const { link } = this.#around;
    return html`<div class="base" part="base" role="region" aria-label=${link.t('call')} lang=${link.lang}>
        ${this.#room.isReady ? this.#renderRegion() : nothing}
      </div>
      ${this.#hasSettings ? html`<noom-settings></noom-settings>` : nothing}`;
  }

  #renderRegion(): TemplateResult {
    const { link, failure, getBinding } = this.#around;
    // Also without the tags: it begins to load its own lazy part.
    const region = renderRegion({
      host: this.#room,
      link,
      snapshot: this.#room.snapshot,
      isPlaybackBlocked: getBinding()?.audio.isBlocked ?? false,
      notice: failure.error,
      screens: this.#screens,
      tapToHear: () => getBinding()?.audio.resume(),
      dismiss: failure.dismiss,
    });
    // Not before: a bundler may register the room before it says how the tags are loaded.
    this.#tags ??= uiTags && new LazyDrawing(this.#room, uiTags, () => undefined);
    if (this.#tags?.want() !== null) return region;
    return html`<div class="screen">${renderMissing(this.#tags, link, 'message')}</div>`;
  }
}
