import { html, type TemplateResult } from 'lit';
import { controlIcon } from '../internal/look/control-icons.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import { renderMenu } from '../internal/menu/index.js';
import type { Control } from './control-list.js';
import { renderEmojis } from './reactions-menu.js';

type Link = Pick<RoomLink, 't' | 'ask' | 'lang' | 'pageLang' | 'room'>;

/**
 * The menu with the controls that did not fit, for the button that has it as its `popovertarget`; the emoji of the
 * reactions are a row in it. Where there is a keyboard, its last line opens the list of the shortcuts.
 */
export function renderMore(link: Link, controls: readonly Control[], emojis: readonly string[]): TemplateResult {
  return renderMenu({
    id: 'menu',
    label: link.t('more'),
    items: [
      ...controls.map(({ name, icon: shape, title, wish, isDisabled }) => ({
        key: name,
        label: words(link, title),
        icon: controlIcon(shape),
        isDisabled,
        part: `button button-${name}`,
        row:
          wish === null
            ? html`<div class="row" role="group" aria-label=${link.t(title)}>
                ${renderEmojis(link, emojis, isDisabled)}
              </div>`
            : undefined,
        choose: () => void (wish && link.ask(wish)),
      })),
      ...(hasShortcuts(link)
        ? [
            {
              key: 'shortcuts',
              label: words(link, 'shortcuts'),
              icon: controlIcon('keyboard'),
              isApart: true,
              choose: () => void link.ask('--show-shortcuts'),
            },
          ]
        : []),
    ],
    wrap: (item, index) => {
      const control = controls[index];
      return control ? html`<slot name=${control.name}>${item}</slot>` : item;
    },
  });
}

function hasShortcuts({ room }: Link): boolean {
  return room?.shortcuts === true && !matchMedia('(pointer: coarse)').matches;
}
