import { html, type TemplateResult } from 'lit';
import { readEmoji } from '../../protocol/emoji.js';
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

/** The emoji in a `reactions` attribute that a call takes, and whether there is anything else in it. */
export function parseReactions(text: string): { emojis: readonly string[]; hasOthers: boolean } {
  const parts = [...new Set(text.split(/\s+/))].filter((part) => part !== '');
  const emojis = parts.filter((part) => readEmoji(part) !== null);
  return { emojis: emojis.slice(0, MOST_OFFERED), hasOthers: emojis.length < parts.length };
}

/** The menu of the reactions' button; without `emojis` of the page, those offered by default. */
export function renderReactions(link: Link, emojis: readonly string[], isDisabled: boolean): TemplateResult {
  return renderMenuBox(
    { id: 'reactions', label: link.t('react'), isRow: true },
    renderEmojis(link, emojis, isDisabled),
  );
}

/** An item for each emoji. One without a name here is named by itself: screen readers know emoji. */
export function renderEmojis(link: Link, emojis: readonly string[], isDisabled: boolean): readonly TemplateResult[] {
  return (emojis.length > 0 ? emojis : Object.keys(NAMES)).map((emoji) => {
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
