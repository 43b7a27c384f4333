import { html, type TemplateResult } from 'lit';
import { isFree, useUp } from '../internal/keyboard/keys.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { words } from '../internal/localization/words.js';
import { controlIcon } from './control-icons.js';
import type { Control } from './control-list.js';
import { followButton } from './place-menu.js';
import { rove } from './roving-focus.js';

export { menuStyles } from './more-menu.styles.js';

type Link = Pick<RoomLink, 't' | 'ask' | 'lang' | 'pageLang'>;

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
    @focusout=${handleFocusOut}
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
      ${controlIcon(shape)}${words(link, title)}
    </button>
  </slot>`;
}

function handleKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (!isFree(event)) return;
  // The focus returns to the button, so that Tab goes on from there.
  if (event.key === 'Tab' || event.key === 'Escape') closeMenu(menu);
  if (event.key === 'Escape') useUp(event);
  rove(event, itemsOf(menu), { isVertical: true, isRtl: false });
}

/** Closes the menu when the focus moves elsewhere (a shortcut opens a panel): the next Escape is not for the menu. */
function handleFocusOut({ currentTarget, relatedTarget }: FocusEvent): void {
  const menu = currentTarget as HTMLElement;
  // `null`: the window lost the focus, or the focused item was removed.
  if (relatedTarget === null || !menu.matches(':popover-open')) return;
  let node: Node | null = relatedTarget as Node;
  while (node && node !== menu) node = (node as Partial<Slottable>).assignedSlot ?? node.parentNode;
  if (!node) menu.hidePopover();
}

function handleToggle(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const button = buttonOf(menu);
  if (event.newState !== 'open' || !button) return;
  followButton(menu, button, () => {
    closeMenu(menu, { preventScroll: true });
  });
  itemsOf(menu)
    .find(({ disabled }) => !disabled)
    ?.focus();
}

/** Closes the menu and returns the focus to the button. */
function closeMenu(menu: HTMLElement | null, options?: FocusOptions): void {
  if (!menu) return;
  // Before the browser does so, which would scroll to it. This closes the menu by `focusout`.
  if (menu.matches(':focus-within')) buttonOf(menu)?.focus(options);
  if (menu.matches(':popover-open')) menu.hidePopover();
}

function itemsOf(menu: HTMLElement): readonly HTMLButtonElement[] {
  return [...menu.querySelectorAll<HTMLButtonElement>('.item')];
}

function buttonOf(menu: HTMLElement): HTMLElement | null {
  return (menu.getRootNode() as ShadowRoot).querySelector<HTMLElement>('[popovertarget]');
}
