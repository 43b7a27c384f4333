import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { isFree, useUp } from '../keyboard/handle-keys.js';
import { canRove, rove } from '../keyboard/roving-focus.js';
import { followButton } from './place-menu.js';

/** One line of a menu. */
export interface MenuItem {
  /** What it is, whatever it is called now: an open menu keeps the element of each line, and the focus in it. */
  readonly key: string;
  /** What choosing it does, in words. */
  readonly label: unknown;
  readonly icon?: TemplateResult | undefined;
  readonly isDisabled?: boolean | undefined;
  /** It hurts: told by its colour, beside its words. */
  readonly isDangerous?: boolean | undefined;
  /** Has a line above it: a new group begins. */
  readonly isApart?: boolean | undefined;
  readonly part?: string | undefined;
  /** Items beside each other, in place of the line. */
  readonly row?: TemplateResult | undefined;
  /** Called when it is chosen; the menu is closed by then, and its button has the focus. */
  readonly choose: () => void;
}

/** What a menu needs. */
export interface Menu {
  /** The `popovertarget` of its button, which is in the same tree. */
  readonly id: string;
  /** The name of the menu. */
  readonly label: string;
  /** Its lines. Of a closed menu they need not be there: `handleToggle` is called in time to draw them. */
  readonly items: readonly MenuItem[];
  /** Wraps a line, for a slot around it. */
  readonly wrap?: (item: TemplateResult, index: number) => TemplateResult;
  /** The menu is about to open, or to close. */
  readonly handleToggle?: (isOpen: boolean) => void;
}

/** What a popover with a menu in it needs. */
type MenuBox = Pick<Menu, 'id' | 'label' | 'handleToggle'> & {
  /** Its items are beside each other, and gone through by left and right. */
  readonly isRow?: boolean;
};

/**
 * A menu for the button that has it as its `popovertarget` (ARIA Authoring Practices, menu button pattern). A native
 * popover: nothing clips it, and a press elsewhere closes it. It stays at its button, and closes when that is no longer
 * to be seen; when it is removed with its button, it is gone.
 */
export function renderMenu({ items, wrap = (item) => item, ...box }: Menu): TemplateResult {
  return renderMenuBox(
    box,
    repeat(
      items,
      ({ key }) => key,
      (item, index) => wrap(renderItem(item), index),
    ),
  );
}

/** As `renderMenu`, with items (`.item`, `role=menuitem`) that are drawn already. */
export function renderMenuBox({ id, label, handleToggle, isRow = false }: MenuBox, items: unknown): TemplateResult {
  return html`<div
    class="menu ${isRow ? 'row' : ''}"
    part="menu"
    id=${id}
    popover
    role="menu"
    aria-label=${label}
    aria-orientation=${isRow ? 'horizontal' : 'vertical'}
    @keydown=${handleKey}
    @focusout=${handleFocusOut}
    @beforetoggle=${(event: ToggleEvent) => handleToggle?.(event.newState === 'open')}
    @toggle=${handleOpen}
  >
    ${items}
  </div>`;
}

/** Closes the menu around an item that was pressed, and returns the focus to its button. */
export function closeMenuOf({ currentTarget }: Event): void {
  closeMenu((currentTarget as HTMLElement).closest<HTMLElement>('.menu'));
}

function renderItem({ label, icon, isDisabled, isDangerous, isApart, part, choose, row }: MenuItem): TemplateResult {
  if (row) return row;
  return html`${isApart ? html`<hr />` : nothing}<button
      class="item ${isDangerous ? 'dangerous' : ''}"
      part=${ifDefined(part)}
      type="button"
      role="menuitem"
      tabindex="-1"
      ?disabled=${isDisabled}
      @click=${(event: Event) => {
        closeMenuOf(event);
        choose();
      }}
    >
      ${icon ?? nothing}${label}
    </button>`;
}

function handleKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (!isFree(event)) return;
  // The focus returns to the button, so that Tab goes on from there.
  if (event.key === 'Tab' || event.key === 'Escape') closeMenu(menu);
  if (event.key === 'Escape') useUp(event);
  const isRtl = getComputedStyle(menu).direction === 'rtl';
  if (!menu.matches('.row')) rove(event, itemsOf(menu), { isVertical: true, isRtl });
  const row = (event.target as HTMLElement).closest<HTMLElement>('.row');
  if (row) rove(event, itemsOf(row), { isVertical: false, isRtl });
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

/** By now what `handleToggle` has drawn is there: this event comes in a task of its own. */
function handleOpen(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const button = buttonOf(menu);
  if (event.newState !== 'open' || !button) return;
  followButton(menu, button, () => {
    closeMenu(menu, { preventScroll: true });
  });
  itemsOf(menu).find(canRove)?.focus();
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
  const root = menu.getRootNode() as ShadowRoot;
  return root.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(menu.id)}"]`);
}
