import { html, type TemplateResult } from 'lit';
import { CallError, isGiving, sourceKey, toCallError } from '../../core/index.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import { controlIcon } from '../internal/look/control-icons.js';
import { drawIcon, icon } from '../internal/look/icons.js';
import { renderMenu, type MenuItem } from '../internal/menu/index.js';
import { moderationOf } from '../noom-participants/person-actions.js';
import { pinTitle } from './pins.js';
import type { StageTile } from './plan-stage.js';
import { savePicture } from './save-picture.js';
import type { SelfViewPlace } from './self-view.js';
import { SHAPES } from './shapes.js';

/** What the menu does with a tile's `<noom-video>`. */
interface TileVideo extends HTMLElement {
  requestPictureInPicture(): Promise<unknown>;
  snapshot(): Promise<Blob>;
}

/** What a menu needs to know of its tile. */
export interface TileTools {
  readonly tile: StageTile;
  readonly isFloating: boolean;
  readonly isPinned: boolean;
  /** `null` where it cannot be put first. */
  readonly pin: (() => void) | null;
}

/** The button in each tile, and its menu. */
export class TileMenu {
  readonly #link: RoomLink<unknown>;
  readonly #self: SelfViewPlace;
  readonly #redraw: () => void;
  /** The key of the tile whose menu is open. */
  #open: string | null = null;

  constructor(link: RoomLink<unknown>, self: SelfViewPlace, redraw: () => void) {
    this.#link = link;
    this.#self = self;
    this.#redraw = redraw;
  }

  render(tools: TileTools): TemplateResult {
    const { key } = tools.tile;
    const label = this.#labelOf(tools.tile);
    const id = `menu-${key}`;
    return html`<button
        class="tool"
        part="tile-button"
        type="button"
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        popovertarget=${id}
      >
        ${controlIcon('more')}
      </button>
      ${renderMenu({
        id,
        label,
        items: this.#open === key ? this.#itemsOf(tools) : [],
        handleToggle: (isOpen) => {
          if (isOpen) this.#open = key;
          else if (this.#open === key) this.#open = null;
          this.#redraw();
        },
      })}`;
  }

  #itemsOf({ tile, isFloating, isPinned, pin }: TileTools): MenuItem[] {
    const { participant, source } = tile;
    const { name, isLocal } = participant;
    const hasPicture = isGiving(participant.sources[sourceKey(source)]);
    const document = this.#link.room?.ownerDocument ?? globalThis.document;
    // A picture-in-picture window has neither of the two.
    const here = this.#self.root?.ownerDocument ?? document;
    const shown = isLocal ? this.#link.t('you') : name;
    const items: (MenuItem | null)[] = [
      pin && {
        key: 'pin',
        label: words(this.#link, pinTitle(tile, isPinned), { name }),
        icon: drawIcon(SHAPES.pin),
        choose: pin,
      },
      this.#moderation(tile, 'spotlight', controlIcon('spotlight')),
      here.fullscreenEnabled ? this.#fullscreen(tile) : null,
      hasPicture && here.pictureInPictureEnabled
        ? {
            key: 'pip',
            label: words(this.#link, 'pictureInPicture'),
            icon: drawIcon(SHAPES.float),
            choose: () => void this.#do(tile, (video) => video.requestPictureInPicture()),
          }
        : null,
      hasPicture
        ? {
            key: 'save',
            label: words(this.#link, 'savePicture'),
            icon: drawIcon(SHAPES.save),
            choose: () => void this.#do(tile, async (video) => savePicture(document, shown, await video.snapshot())),
          }
        : null,
      ...(isLocal && source === 'camera' ? this.#selfItems(isFloating) : []),
      this.#moderation(tile, 'muteParticipant', icon('microphone-off')),
    ];
    return items.filter((item) => item !== null);
  }

  /** What the list of participants offers to the same role. */
  #moderation(
    { participant, source }: StageTile,
    action: 'spotlight' | 'muteParticipant',
    icon: TemplateResult,
  ): MenuItem | null {
    const snapshot = this.#link.call?.snapshot;
    const offered = snapshot && source === 'camera' ? moderationOf(snapshot, participant) : [];
    const found = offered.find(({ wish }) => wish.type === 'noom-moderation-request' && wish.action === action);
    if (!found) return null;
    return {
      key: found.title,
      label: words(this.#link, found.title, { name: participant.name }),
      icon,
      isApart: action === 'muteParticipant',
      choose: () => void this.#link.ask(found.wish),
    };
  }

  #fullscreen(tile: StageTile): MenuItem {
    const isFull = this.#find(tile)?.matches(':fullscreen') === true;
    return {
      key: 'fullscreen',
      label: words(this.#link, isFull ? 'fullscreenOff' : 'fullscreenOn'),
      icon: controlIcon(isFull ? 'fullscreen-exit' : 'fullscreen'),
      choose: () =>
        void this.#do(tile, (video) => (isFull ? video.ownerDocument.exitFullscreen() : video.requestFullscreen())),
    };
  }

  #selfItems(isFloating: boolean): MenuItem[] {
    const move: MenuItem = {
      key: 'move',
      label: words(this.#link, 'moveSelfOn'),
      icon: drawIcon(SHAPES.move),
      choose: this.#self.goOn,
    };
    return [
      {
        key: 'place',
        label: words(this.#link, isFloating ? 'selfTile' : 'selfFloat'),
        icon: isFloating ? controlIcon('grid') : drawIcon(SHAPES.float),
        isApart: true,
        choose: () => {
          this.#self.choose(isFloating ? 'tile' : 'float');
        },
      },
      ...(isFloating ? [move] : []),
      {
        key: 'hide',
        label: words(this.#link, 'selfHide'),
        icon: drawIcon(SHAPES.hide),
        choose: () => {
          this.#self.choose('hidden');
        },
      },
    ];
  }

  /** Does something with the tile's element; what the browser refuses is told as an error of the room. */
  async #do(tile: StageTile, work: (video: TileVideo) => Promise<unknown>): Promise<void> {
    const video = this.#find(tile);
    if (video === null) return;
    try {
      await work(video);
    } catch (cause) {
      const error = cause instanceof DOMException || cause instanceof TypeError ? refused(cause) : toCallError(cause);
      this.#link.room?.report(error);
    }
  }

  #labelOf({ participant: { isLocal, name }, source }: StageTile): string {
    const shown = isLocal ? this.#link.t('you') : name;
    return this.#link.t(source === 'screen' ? 'optionsForScreen' : 'optionsFor', { name: shown });
  }

  #find(tile: StageTile): TileVideo | null {
    return this.#self.root?.querySelector<TileVideo>(`noom-video[data-key="${CSS.escape(tile.key)}"]`) ?? null;
  }
}

function refused(cause: Error): CallError {
  return new CallError('unsupported', { cause });
}

/** The way back to a hidden self view. */
export function renderShowSelf(link: RoomLink<unknown>, self: SelfViewPlace, hasPages: boolean): TemplateResult {
  return html`<button
    class="tool show-self ${hasPages ? 'is-above' : ''}"
    part="show-self"
    type="button"
    @click=${() => {
      self.choose('tile');
    }}
  >
    ${icon('people')}${words(link, 'selfShow')}
  </button>`;
}
