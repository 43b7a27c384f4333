import { html, type TemplateResult } from 'lit';
import { drawIcon } from '../internal/look/icons.js';
import { untranslated } from '../internal/localization/words.js';
import type { RoomLink } from '../internal/link/room-link.js';

export { toolStyles } from './stage-tools.styles.js';

/**
 * Shapes of icons that only the stage has; from the same set, and under the same licence, as those in `look/icons.ts`.
 */
const SHAPES = {
  previous: 'M15 18l-6-6 6-6',
  next: 'M9 18l6-6-6-6',
  pin: 'M12 17v5M9 10.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-.76a2 2 0 0 0-1.11-1.79l-1.78-.9A2 2 0 0 1 15 10.76V7a1 1 0 0 1 1-1 2 2 0 0 0 0-4H8a2 2 0 0 0 0 4 1 1 0 0 1 1 1z',
} as const;

type Words = Pick<RoomLink, 't'>;

/** The button in a tile that pins its participant. */
export function renderPin(words: Words, name: string, isPinned: boolean, pin: () => void): TemplateResult {
  return html`<button
    slot="overlay"
    class="pin ${isPinned ? 'is-pinned' : ''}"
    type="button"
    aria-pressed=${isPinned}
    aria-label=${words.t('pinFor', { name })}
    title=${words.t(isPinned ? 'unpinFor' : 'pinFor', { name })}
    @click=${pin}
    @dblclick=${(event: Event) => {
      // Two quick presses must not also count as a double click on the tile.
      event.stopPropagation();
    }}
  >
    ${drawIcon(SHAPES.pin)}
  </button>`;
}

/** The pager; `leaf` shows another page. */
export function renderPager(
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
