import type { TemplateResult, LitElement } from 'lit';
import type { CallSnapshot, ChatMessage, MessageReference } from '../../../core/index.js';
import { mayModerate } from '../../../protocol/roles.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import type { followButton, MenuItem, menuStyles, renderMenu } from '../../internal/menu/index.js';
import { words } from '../../internal/localization/words.js';
import { drawIcon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';

const MENU_ID = 'message-menu';

/** The menu that all tags share, which is loaded with other parts. */
export interface MenuParts {
  readonly followButton: typeof followButton;
  readonly menuStyles: typeof menuStyles;
  readonly renderMenu: typeof renderMenu;
}

/** What the menu of a message does. */
export interface MessageActions {
  /** Whether the person can write. */
  canWrite(): boolean;
  /** The message as it is now, if it is still here. */
  find(message: MessageReference): ChatMessage | undefined;
  reply(message: ChatMessage): void;
  delete(message: ChatMessage): void;
  save(): void;
}

/** Whether the local participant may delete a message for all: as they may mute its author. The server judges. */
function mayDelete({ self, participants }: CallSnapshot, { from, isDeleted }: ChatMessage): boolean {
  if (isDeleted === true) return false;
  // The role of an author who has left does not count any more.
  const { role = 'guest' } = participants.find(({ id }) => id === from) ?? {};
  return from === self.id || mayModerate('mute', self.role, role);
}

/** The one menu of all messages: it belongs to the button that was pressed last. */
export class MessageMenu {
  readonly #host: LitElement;
  readonly #link: RoomLink<unknown>;
  readonly #parts: MenuParts;
  readonly #actions: MessageActions;
  #button: HTMLElement | null = null;
  /** By reference: it may be delivered, or deleted, while the menu is open. */
  #message: MessageReference | null = null;
  #isOpen = false;

  constructor(host: LitElement, link: RoomLink<unknown>, parts: MenuParts, actions: MessageActions) {
    this.#host = host;
    this.#link = link;
    this.#parts = parts;
    this.#actions = actions;
  }

  /** A message's button is pressed; the browser then opens the menu that its `popovertarget` names. */
  handlePress(button: HTMLElement, message: MessageReference): void {
    if (this.#button !== button) this.#button?.removeAttribute('popovertarget');
    this.#button = button;
    this.#message = { id: message.id, from: message.from };
    button.setAttribute('popovertarget', MENU_ID);
  }

  render(): TemplateResult {
    return this.#parts.renderMenu({
      id: MENU_ID,
      label: this.#link.t('messageMenu'),
      items: this.#isOpen && this.#message ? this.#itemsFor(this.#actions.find(this.#message)) : [],
      handleToggle: (isOpen) => {
        this.#isOpen = isOpen;
        this.#host.requestUpdate();
      },
    });
  }

  /** The item that had the focus may be gone, because its message was deleted meanwhile. */
  hostUpdated(): void {
    const { shadowRoot, ownerDocument } = this.#host;
    if (!this.#isOpen || ownerDocument.activeElement !== ownerDocument.body) return;
    shadowRoot?.querySelector<HTMLElement>(`#${MENU_ID} .item`)?.focus();
  }

  #itemsFor(message: ChatMessage | undefined): readonly MenuItem[] {
    const items: MenuItem[] = [];
    const snapshot = this.#link.call?.snapshot;
    const canAct = this.#actions.canWrite() && snapshot !== undefined;
    if (canAct && message && message.isDeleted !== true && message.state !== 'failed') {
      items.push({
        key: 'reply',
        icon: drawIcon(CHAT_SHAPES.reply),
        label: words(this.#link, 'reply'),
        part: 'reply-item',
        choose: () => {
          this.#actions.reply(message);
        },
      });
    }
    if (canAct && message && mayDelete(snapshot, message)) {
      items.push({
        key: 'delete',
        icon: drawIcon(CHAT_SHAPES.delete),
        label: words(this.#link, 'deleteMessage'),
        part: 'delete-item',
        isDangerous: true,
        choose: () => {
          this.#actions.delete(message);
        },
      });
    }
    items.push({
      key: 'save',
      icon: drawIcon(CHAT_SHAPES.save),
      label: words(this.#link, 'saveChat'),
      part: 'save-item',
      isApart: items.length > 0,
      choose: () => {
        this.#actions.save();
      },
    });
    return items;
  }
}
