import { html, nothing, type TemplateResult } from 'lit';
import { drawIcon } from '../internal/look/icons.js';
import { untranslated } from '../internal/localization/untranslated.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { isAway, renderAway } from '../internal/pip/index.js';
import { Pins, pinTitle } from './pins.js';
import type { StageFacts, StageTile } from './plan-stage.js';
import { SelfViewPlace, type SelfViewHost } from './self-view.js';
import { SHAPES } from './shapes.js';
import { StageView } from './stage-view.js';
import { renderShowSelf, TileMenu } from './tile-menu.js';

export { toolStyles } from './stage-tools.styles.js';

type Words = Pick<RoomLink, 't'>;

/** What lies over the tiles of one stage, and beside them: loaded once joined. */
export class StageTools {
  readonly self: SelfViewPlace;
  readonly #pins: Pins;
  readonly #link: RoomLink<unknown>;
  readonly #menu: TileMenu;

  constructor(host: SelfViewHost, link: RoomLink<unknown>) {
    this.#link = link;
    this.self = new SelfViewPlace(host, link);
    host.addController(this.self);
    const redraw = (): void => {
      host.requestUpdate();
    };
    this.#pins = new Pins(link, redraw);
    host.addController(this.#pins);
    host.addController(new StageView(link));
    this.#menu = new TileMenu(link, this.self, redraw);
  }

  /** What lies over a tile: the button for its menu and, where it can be put before others, the pin. */
  renderTile(tile: StageTile, isFloating: boolean): TemplateResult {
    const canPin = this.#pins.canPin(tile);
    const isPinned = this.#pins.isPinned(tile);
    const pin = (): void => {
      this.pin(tile);
    };
    // The local screen is a notice.
    const hasMenu = tile.source === 'camera' || !tile.participant.isLocal;
    return html`${isFloating ? this.self.renderGrip() : nothing}
      <div slot="overlay" class="tools" @dblclick=${keep}>
        ${!canPin ? nothing : renderPin(this.#link, tile, isPinned, pin)}
        ${hasMenu ? this.#menu.render({ tile, isFloating, isPinned, pin: canPin ? pin : null }) : nothing}
      </div>`;
  }

  /** As `Pins.over`. */
  over(facts: StageFacts): StageFacts {
    return this.#pins.over(facts);
  }

  /** As `Pins.toggle`. */
  pin(tile: StageTile): void {
    this.#pins.toggle(tile);
  }

  renderPager(placement: { page: number; pages: number }, leaf: (page: number) => void): TemplateResult {
    return renderPager(this.#link, placement, leaf);
  }

  /** What lies over the tiles: the notice of a call that is elsewhere, or the way back to a hidden self view. */
  renderOver(hasPages: boolean): TemplateResult | typeof nothing {
    if (this.#isAway) return renderAway(this.#link);
    return this.self.view === 'hidden' ? renderShowSelf(this.#link, this.self, hasPages) : nothing;
  }

  /** Whether the room's stage is in a window of its own, and this one is not that stage. */
  get #isAway(): boolean {
    const { room } = this.#link;
    return isAway(room) && this.self.root?.ownerDocument === room?.ownerDocument;
  }
}

/** Two quick presses of a button must not also count as a double click on the tile. */
function keep(event: Event): void {
  event.stopPropagation();
}

function renderPin(words: Words, tile: StageTile, isPinned: boolean, pin: () => void): TemplateResult {
  const { name } = tile.participant;
  return html`<button
    class="tool pin ${isPinned ? 'is-pinned' : ''}"
    type="button"
    aria-pressed=${isPinned}
    aria-label=${words.t(pinTitle(tile, false), { name })}
    title=${words.t(pinTitle(tile, isPinned), { name })}
    @click=${pin}
  >
    ${drawIcon(SHAPES.pin)}
  </button>`;
}

/** The pager; `leaf` shows another page. */
function renderPager(
  words: Words,
  { page, pages }: { page: number; pages: number },
  leaf: (page: number) => void,
): TemplateResult {
  const label = words.t('page', { page: page + 1, pages });
  return html`<div part="pager" class="pager" role="group" aria-label=${label}>
    ${renderLeaf('previous', page - 1)}
    <span aria-hidden="true">${untranslated(`${page + 1} / ${pages}`)}</span>
    ${renderLeaf('next', page + 1)}
  </div>`;

  /** Stays focusable at the first and last page, so that keyboard users do not lose the focus. */
  function renderLeaf(direction: 'previous' | 'next', to: number): TemplateResult {
    const name = words.t(direction === 'next' ? 'nextPage' : 'previousPage');
    return html`<button
      class="round"
      type="button"
      aria-label=${name}
      title=${name}
      aria-disabled=${to < 0 || to >= pages}
      @click=${() => {
        leaf(to);
      }}
    >
      ${drawIcon(SHAPES[direction])}
    </button>`;
  }
}
