import { html, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';
import type { RoomLink } from '../internal/room-link.js';
import type { Control } from './control-list.js';
import { placeMenu } from './place-menu.js';
import { rove } from './roving-focus.js';

export { menuStyles } from './more-menu.styles.js';

type Link = Pick<RoomLink, 't' | 'ask'>;

/** The menu with the controls that did not fit, for the button that has it as its `popovertarget`. */
export function renderMenu(link: Link, controls: readonly Control[]): TemplateResult {
  return html`<div
    class="menu"
    part="menu"
    id="menu"
    popover
    role="menu"
    aria-label=${link.t('more')}
    @keydown=${handleKey}
    @toggle=${handleToggle}
  >
    ${controls.map((control) => renderItem(link, control))}
  </div>`;
}

function renderItem(link: Link, { name, icon: shape, title, wish, isDisabled }: Control): TemplateResult {
  return html`<slot name=${name}>
    <button
      class="item"
      part="button button-${name}"
      type="button"
      role="menuitem"
      tabindex="-1"
      ?disabled=${isDisabled}
      @click=${(event: Event) => {
        closeMenu((event.currentTarget as HTMLElement).closest<HTMLElement>('.menu'));
        void link.ask(wish);
      }}
    >
      ${icon(shape)}${link.t(title)}
    </button>
  </slot>`;
}

function handleKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  // Tab goes on from the button.
  if (event.key === 'Tab' || event.key === 'Escape') closeMenu(menu);
  if (event.key === 'Escape') event.preventDefault();
  rove(event, itemsOf(menu), { isVertical: true, isRtl: false });
}

function handleToggle(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const button = buttonOf(menu);
  if (event.newState !== 'open' || !button) return;
  placeMenu(menu, button);
  itemsOf(menu)
    .find(({ disabled }) => !disabled)
    ?.focus();
}

/** The button takes the focus back: what had it is gone with the menu. */
function closeMenu(menu: HTMLElement | null): void {
  menu?.hidePopover();
  if (menu) buttonOf(menu)?.focus();
}

function itemsOf(menu: HTMLElement): readonly HTMLButtonElement[] {
  return [...menu.querySelectorAll<HTMLButtonElement>('.item')];
}

function buttonOf(menu: HTMLElement): HTMLElement | null {
  return (menu.getRootNode() as ShadowRoot).querySelector<HTMLElement>('[popovertarget]');
}
