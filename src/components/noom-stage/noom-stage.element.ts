import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../internal/look/icons.js';
import { LazyDrawing } from '../internal/lazy/lazy-drawing.js';
import { LinkedElement } from '../internal/element/linked-element.js';
import { property } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { words } from '../internal/localization/words.js';
import { BoxWatch, type Box } from '../internal/observe/box-watch.js';
import { afterPictures } from '../internal/lazy/pictures-first.js';
import { stageStyles } from './noom-stage.styles.js';
import { moveTo, placeTiles, type Placement } from './place-tiles.js';
import type { StageTools } from './stage-tools.js';
import { planStage, type SelfView, type StageLayout, type StagePlan, type StageTile } from './plan-stage.js';

/** Below this width, in CSS pixels, the self view floats over the only remote participant. */
const NARROW = 640;
const LAYOUTS = ['grid', 'spotlight', 'filmstrip'] as const;
const NOWHERE: Placement = { places: new Map(), strip: null, page: 0, pages: 1 };

/**
 * All participants, laid out in the box of the tag: each is a `<noom-video>` that stays the same element for as long as
 * it is shown.
 *
 * @summary All participants of a call, laid out.
 * @csspart base - The stage.
 * @csspart grid - The container of the tiles.
 * @csspart filmstrip - The strip behind the small tiles, if one tile is large.
 * @csspart tile - Each `<noom-video>`.
 * @csspart video - The `<video>` in each tile.
 * @csspart placeholder - The content of a tile while there is no picture.
 * @csspart avatar - The initials in a tile.
 * @csspart notice - The notice in the tile of the local participant's own screen.
 * @csspart name - The name in a tile.
 * @csspart badge - Each label in a tile.
 * @csspart float - The self view, while it floats over the other tiles.
 * @csspart tile-button - The button in a tile that opens its menu.
 * @csspart menu - The menu of a tile.
 * @csspart show-self - The button that shows a hidden self view.
 * @csspart pager - The buttons for the previous and the next page.
 * @csspart away - The notice in place of the tiles while the call is in a window of its own.
 * @csspart waiting - The text shown while there is no other participant.
 * @csspart icon - Each icon that the stage draws itself.
 * @event noom-pin-request - The participant `id` is to be pinned, or (`null`) no one; with the `source` `screen`, their
 * screen is to be put first, or no longer. Cancelable.
 * @event noom-moderation-request - A host puts the participant `id` first for all, or no one (`spotlight`), or turns
 * their microphone off (`muteParticipant`). Cancelable.
 */
export class NoomStage extends LinkedElement {
  static override styles = [buttonStyles, stageStyles];

  /** `grid` (all alike), `spotlight` (one large), `filmstrip` (one row), or `auto`; by default as the room says. */
  @property() layout: StageLayout | null = null;
  /** The most tiles of a page; by default as many as are readable, 25 at most. */
  @property({ type: Number, attribute: 'max-tiles' }) maxTiles = 0;
  /**
   * Where the self view is: `tile`, `float` (in a corner, to another of which it can be dragged, or moved by the arrow
   * keys) or `hidden` (with a button that shows it); by default a tile, which floats in a narrow box with one remote
   * participant. The participant can choose otherwise in the menu of the tile.
   */
  @property({ attribute: 'self-view' }) selfView: SelfView | null = null;

  readonly #link = new RoomLink(
    this,
    (snapshot) => ({
      participants: snapshot.participants,
      activeSpeakerId: snapshot.activeSpeakerId,
      pinnedId: snapshot.pinnedId,
      spotlightId: snapshot.spotlightId,
      isJoined: snapshot.state === 'joined',
    }),
    (room) => [room?.layout, room?.pip],
  );
  readonly #box = new BoxWatch(this);
  #tools: StageTools | null = null;
  readonly #lazy = new LazyDrawing(
    this,
    afterPictures(() => this.#link.call),
    ({ menuStyles, toolStyles, StageTools }) => {
      this.addStyles([menuStyles, toolStyles]);
      this.#tools = new StageTools(this, this.#link);
    },
  );
  #plan: StagePlan | null = null;
  #placement = NOWHERE;
  #shown: readonly StageTile[] = [];
  #page = 0;
  /**
   * The box at the last rendering: tiles glide to new places when participants come and go, not while the box is
   * resized.
   */
  #drawnBox: Box | null = null;
  #isGliding = false;

  /** Once its room is known, which a drawing itself may change. */
  protected override update(changed: PropertyValues<this>): void {
    // Of no use while the local participant is alone here.
    if (this.#link.value?.participants[1] || this.#link.room?.pip) this.#lazy.want();
    this.#place();
    super.update(changed);
  }

  /** Styles are set as properties, not in the template: a strict Content-Security-Policy refuses style attributes. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { places, strip } = this.#placement;
    this.renderRoot.querySelectorAll('noom-video').forEach((video, index) => {
      moveTo(video, places.get(this.#shown[index]?.key ?? ''));
    });
    const filmstrip = this.renderRoot.querySelector<HTMLElement>('.filmstrip');
    if (filmstrip !== null) moveTo(filmstrip, strip ?? undefined);
  }

  protected override render(): TemplateResult {
    const { pages, strip } = this.#placement;
    return html`<div
      part="base"
      class="base"
      role="group"
      aria-label=${this.#link.t('participants')}
      lang=${this.#link.lang}
    >
      <div part="grid" class="grid ${this.#isGliding ? 'is-gliding' : ''}">
        ${strip === null ? nothing : html`<div part="filmstrip" class="filmstrip"></div>`}
        ${repeat(
          this.#shown,
          (tile) => tile.key,
          (tile) => this.#renderTile(tile),
        )}
      </div>
      ${pages > 1 ? this.#renderPager() : nothing} ${this.#tools?.renderOver(pages > 1)} ${this.#renderWaiting()}
    </div>`;
  }

  #renderTile(tile: StageTile): TemplateResult {
    const { participant, source, key } = tile;
    const { main = null, float = null } = this.#plan ?? {};
    const isFloating = tile === float;
    const isMain = tile === main;
    return html`<noom-video
      part=${isFloating ? 'tile float' : 'tile'}
      class="tile ${isFloating ? 'float' : ''} ${isMain ? 'main' : ''}"
      exportparts="video, placeholder, avatar, notice, name, badge"
      .room=${this.#link.room}
      participant=${participant.isLocal ? 'local' : participant.id}
      source=${source}
      .priority=${isMain ? 'high' : main && 'low'}
      data-key=${key}
      @dblclick=${() => this.#tools?.pin(tile)}
      >${this.#tools?.renderTile(tile, isFloating)}</noom-video
    >`;
  }

  #renderPager(): TemplateResult | undefined {
    return this.#tools?.renderPager(this.#placement, (page) => {
      this.#page = page;
      this.requestUpdate();
    });
  }

  /** The element is always there, possibly empty, so that screen readers announce a text that appears in it. */
  #renderWaiting(): TemplateResult {
    const facts = this.#link.value;
    const isAlone = facts?.isJoined === true && facts.participants.length === 1;
    const isEmpty = this.#shown.length === 0;
    return html`<div class="waiting ${isEmpty ? 'is-empty' : ''}" role="status">
      ${
        isAlone || isEmpty
          ? html`<p part="waiting">
              ${icon('people')}${words(this.#link, isAlone ? 'waitingForOthers' : 'nobodyHere')}
            </p>`
          : nothing
      }
    </div>`;
  }

  #place(): void {
    const facts = this.#link.value;
    const box = this.#box.value;
    this.#isGliding = box === this.#drawnBox;
    this.#drawnBox = box;
    if (facts === undefined || box === null) {
      this.#plan = null;
      this.#placement = NOWHERE;
      this.#shown = [];
      return;
    }
    this.#plan = planStage(this.#tools?.over(facts) ?? facts, {
      // An unknown one counts as `auto`.
      layout: LAYOUTS.find((known) => known === (this.layout ?? this.#link.room?.layout)) ?? 'auto',
      selfView: this.#tools ? this.#tools.self.view : this.selfView,
      isNarrow: box.width < NARROW,
      mainKey: this.#plan?.main?.key,
    });
    this.#placement = placeTiles(this.#plan, box, box.gap, this.maxTiles, this.#page, this.#tools?.self);
    this.#shown = this.#plan.all.filter(({ key }) => this.#placement.places.has(key));
    this.#page = this.#placement.page;
  }
}
