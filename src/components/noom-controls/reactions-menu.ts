import { html, type TemplateResult } from 'lit';
import type { RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import { closeMenuOf, renderMenuBox } from '../internal/menu/index.js';

type Link = Pick<RoomLink, 't' | 'ask'>;

/** The emoji that are offered by default, with the texts that name them. */
const NAMES: Readonly<Record<string, TextKey>> = {
  '👍': 'emojiThumbsUp',
  '❤️': 'emojiHeart',
  '😂': 'emojiLaughing',
  '😮': 'emojiSurprised',
  '🎉': 'emojiParty',
  '👏': 'emojiClapping',
};
/** More would not be a quick choice. */
const MOST_OFFERED = 12;

/** The menu of the reactions' button; `emojis` as the page wrote them, or `''`. */
export function renderReactions(link: Link, emojis: string, isDisabled: boolean): TemplateResult {
  return renderMenuBox(
    { id: 'reactions', label: link.t('react'), isRow: true },
    renderEmojis(link, emojis, isDisabled),
  );
}

/** An item for each emoji. One without a name here is named by itself: screen readers know emoji. */
export function renderEmojis(link: Link, emojis: string, isDisabled: boolean): readonly TemplateResult[] {
  const own = [...new Set(emojis.split(/\s+/))].filter((emoji) => emoji !== '').slice(0, MOST_OFFERED);
  return (own.length > 0 ? own : Object.keys(NAMES)).map((emoji) => {
    const key = NAMES[emoji];
    const name = key === undefined ? emoji : link.t(key);
    return html`<button
      class="item emoji notranslate"
      part="button button-reaction"
      type="button"
      role="menuitem"
      tabindex="-1"
      translate="no"
      aria-label=${name}
      title=${name}
      ?disabled=${isDisabled}
      @click=${(event: Event) => {
        closeMenuOf(event);
        void link.ask({ type: 'noom-reaction-request', emoji });
      }}
    >
      ${emoji}
    </button>`;
  });
}
