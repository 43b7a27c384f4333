import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Participant } from '../../core/index.js';
import { rove } from '../internal/keyboard/roving-focus.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { peopleWords } from '../internal/localization/en/people.js';
import { addTexts } from '../internal/localization/index.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { words } from '../internal/localization/words.js';
import { controlIcon } from '../internal/look/control-icons.js';
import { drawIcon } from '../internal/look/icons.js';
import { dialogStyles } from '../internal/look/dialog.styles.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import type { menuStyles, MenuItem, renderMenu } from '../internal/menu/index.js';
import { placeOfHand } from '../noom-video/participant/describe-participant.js';
import { Confirmation } from './confirmation.js';
import { DrawnRows } from './drawn-rows.js';
import { Invitation } from './invitation.js';
import { PeopleOrder } from './order-people.js';
import { participantsStyles } from './participants.styles.js';
import { PEOPLE_SHAPES } from './people-icons.js';
import { PeopleSearch } from './people-search.js';
import {
  DENY_ALL,
  isStillOffered,
  moderationOf,
  roomActionsOf,
  type Action,
  type AskedAction,
} from './person-actions.js';
import { fingerprint, renderPerson, type PersonFacts } from './render-person.js';
import { answerAll, renderWaiting } from './render-waiting.js';
import { VolumeControls } from './volume-controls.js';
import { Wishes } from './wishes.js';

/** The menu that all tags share, which is loaded with other parts. */
interface MenuParts {
  readonly menuStyles: typeof menuStyles;
  readonly renderMenu: typeof renderMenu;
}

addTexts(peopleWords);

/** The tag of a view. */
export interface PeopleHost extends LitElement {
  readonly inviteUrl: string;
}

/** The id of the menu of the room; ids of participants have a prefix of their own. */
const ROOM_MENU = 'menu-of-room';

const menuOf = (id: string): string => `menu-${id}`;

/** The view of a list of participants: renders it and handles its events. */
export class ParticipantsView implements View {
  readonly styles: View['styles'];
  readonly #host: PeopleHost;
  readonly #menu: MenuParts;
  readonly #link: RoomLink<RoomFacts>;
  readonly #confirmation: Confirmation;
  readonly #invitation: Invitation;
  readonly #volumes: VolumeControls;
  readonly #wishes: Wishes;
  readonly #search: PeopleSearch;
  readonly #order = new PeopleOrder();
  readonly #drawn: DrawnRows;
  /** The menu that is open, by its id. */
  #openMenu: string | null = null;
  /** Those who waited when it was asked whether to refuse them: not those who came meanwhile. */
  #denied: RoomFacts['knocking'] = [];
  /** The row whose button is in the Tab order. */
  #current = '';
  constructor(host: PeopleHost, link: RoomLink<RoomFacts>, menu: MenuParts) {
    this.#host = host;
    this.#menu = menu;
    this.styles = [buttonStyles, menu.menuStyles, dialogStyles, participantsStyles];
    this.#link = link;
    this.#drawn = new DrawnRows(host);
    this.#search = new PeopleSearch(host, link);
    this.#invitation = new Invitation(host, this.#link);
    this.#volumes = new VolumeControls(host, this.#link);
    this.#wishes = new Wishes(host, this.#link);
    this.#confirmation = new Confirmation(host, {
      speaker: this.#link,
      isStillOffered: (action, id) => this.#link.value !== undefined && isStillOffered(this.#link.value, action, id),
      carryOut: (action, _, name) => void this.#carryOut(action, name),
    });
  }

  /** The browser closes the popovers of a tag that is moved, and does not say so. */
  hostDisconnected(): void {
    this.#openMenu = null;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { participants = [] } = this.#link.value ?? {};
    const isOpen = participants.some(({ id, name }) => this.#openMenu === menuOf(id) && this.#search.finds(name));
    // A row that goes takes its menu with it, and the browser does not say so.
    if (!isOpen && this.#openMenu !== ROOM_MENU) this.#openMenu = null;
    // A browser closes the popover of a row that is moved in its tree, and ends the drag of its slider.
    this.#order.update(participants, isOpen || this.#volumes.isHeld);
    this.#volumes.forgetAbsent(participants);
  }

  /** Exactly one of the rows' buttons is in the Tab order. */
  hostUpdated(): void {
    const buttons = this.#buttons;
    const current = buttons.find(({ dataset }) => dataset.id === this.#current) ?? buttons[0];
    for (const button of buttons) {
      const tabIndex = button === current ? 0 : -1;
      // Setting it has the styles of hundreds of rows found anew, though it is the same.
      if (button.tabIndex !== tabIndex) button.tabIndex = tabIndex;
    }
  }

  render(): TemplateResult {
    const snapshot = this.#link.value;
    const isIn = snapshot?.state === 'joined' || snapshot?.state === 'reconnecting';
    const people = isIn ? this.#order.people : [];
    const found = people.filter(({ name }) => this.#search.finds(name));
    return html`<div class="base" part="base" lang=${this.#link.lang}>
      <slot name="header"></slot>
      ${this.#search.render(isIn, found.length)} ${this.#wishes.render()}
      <div class="scroll">
        ${snapshot && isIn && snapshot.knocking.length > 0 ? renderWaiting(this.#link, snapshot.knocking, this.#wishes, this.#denyAll) : nothing}
        ${this.#renderHeading(snapshot, people.length)}
        <ul
          class="list"
          part="list"
          role="list"
          aria-labelledby="in-call"
          @keydown=${this.#handleKey}
          @focusin=${this.#handleFocus}
        >
          ${
            snapshot && isIn
              ? repeat(
                  this.#drawn.of(found),
                  ({ id }) => id,
                  (participant) => this.#renderRow(snapshot, participant),
                )
              : nothing
          }
        </ul>
        ${isIn && found.length === 0 ? html`<p class="empty">${words(this.#link, 'nobodyFound')}</p>` : nothing}
      </div>
      <slot name="footer">${this.#invitation.render()}</slot>
      ${this.#confirmation.render()}
    </div>`;
  }

  #renderHeading(snapshot: RoomFacts | undefined, count: number): TemplateResult {
    const actions = snapshot && count > 0 ? roomActionsOf(snapshot) : [];
    return html`<div class="heading">
      <h3 id="in-call">${words(this.#link, 'inTheCall')} ${count > 0 ? untranslated(count) : nothing}</h3>
      ${snapshot?.locked ? html`<span class="chip">${drawIcon(PEOPLE_SHAPES.lock)}${words(this.#link, 'isLocked')}</span>` : nothing}
      ${snapshot?.lobby ? html`<span class="chip">${drawIcon(PEOPLE_SHAPES.door)}${words(this.#link, 'hasLobby')}</span>` : nothing}
      ${
        actions.length > 0
          ? this.#renderMenuButton(ROOM_MENU, '', this.#link.t('roomActions'), () => this.#toItems(actions, null, ''))
          : nothing
      }
    </div>`;
  }

  #renderRow(snapshot: RoomFacts, participant: Participant): TemplateResult {
    const { id, name } = participant;
    const menuId = menuOf(id);
    const facts: PersonFacts = {
      isPinned: snapshot.pinnedId === id,
      isSpotlit: snapshot.spotlightId === id,
      handPlace: participant.hand ? placeOfHand(snapshot, participant) : 0,
    };
    // Speaking changes all the time, and is not shown here: a row is drawn again only with what it shows.
    const shown = [
      fingerprint(participant, facts),
      ...[snapshot.self.role, this.#openMenu === menuId, this.#volumes.isShown(id)],
      ...[this.#link.lang, this.#link.pageLang, this.#link.room?.strings],
    ];
    const draw = (): TemplateResult =>
      html`${renderPerson(this.#link, participant, facts)}
      ${this.#renderMenuButton(menuId, id, this.#link.t('actionsFor', { name }), () => this.#itemsFor(participant))}
      ${this.#volumes.render(participant)}`;
    return html`<li class="person" part="participant">${guard(shown, draw)}</li>`;
  }

  /** A button with its menu, whose lines are drawn only while it is open. */
  #renderMenuButton(menuId: string, id: string, label: string, items: () => readonly MenuItem[]): TemplateResult {
    const isOpen = this.#openMenu === menuId;
    return html`<button
        class="round actions"
        type="button"
        data-id=${id}
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        popovertarget=${menuId}
      >
        ${controlIcon('more')}
      </button>
      ${this.#menu.renderMenu({
        id: menuId,
        label,
        items: isOpen ? items() : [],
        handleToggle: (willOpen) => {
          if (willOpen) this.#openMenu = menuId;
          else if (this.#openMenu === menuId) this.#openMenu = null;
          this.#host.requestUpdate();
        },
      })}`;
  }

  #itemsFor({ id }: Participant): readonly MenuItem[] {
    // As they are now: a row that is drawn with its menu is not drawn again when the participant only speaks.
    const snapshot = this.#link.value;
    const participant = snapshot?.participants.find((other) => other.id === id);
    if (!snapshot || !participant) return [];
    const { pinnedId } = snapshot;
    const isPinned = pinnedId === id;
    const own: MenuItem[] = [
      {
        key: 'pin',
        label: words(this.#link, isPinned ? 'unpinFor' : 'pinFor', { name: participant.name }),
        choose: () => void this.#wishes.ask({ type: 'noom-pin-request', id: isPinned ? null : id }),
      },
      ...(participant.isLocal ? [] : this.#volumes.itemsFor(participant)),
    ];
    const moderation = this.#toItems(moderationOf(snapshot, participant), id, participant.name);
    return [...own, ...moderation.map((item, index) => (index === 0 ? { ...item, isApart: true } : item))];
  }

  #toItems(actions: readonly Action[], targetId: string | null, name: string): readonly MenuItem[] {
    return actions.map((action) => ({
      key: action.title,
      label: words(this.#link, action.title, { name }),
      isDangerous: action.isDangerous,
      choose: () => {
        if (action.question) this.#confirmation.ask(action, targetId, name);
        else void this.#carryOut(action, name);
      },
    }));
  }

  async #carryOut({ wish, title }: AskedAction, name: string): Promise<void> {
    if (!wish) return answerAll(this.#link, this.#denied, this.#wishes, 'deny');
    const code = await this.#wishes.ask(wish);
    if (title !== 'askThem') return;
    if (code === null) this.#wishes.say({ text: 'asked', params: { name } });
    if (code === 'rate-limited') this.#wishes.say({ text: 'tryLater', params: { name } });
  }

  get #buttons(): readonly HTMLButtonElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLButtonElement>('li > .actions')];
  }

  readonly #denyAll = (): void => {
    this.#denied = this.#link.value?.knocking ?? [];
    this.#confirmation.ask(DENY_ALL, null, '');
  };

  readonly #handleFocus = ({ target }: FocusEvent): void => {
    if (!(target as HTMLElement).matches('li > .actions')) return;
    this.#current = (target as HTMLElement).dataset.id ?? '';
    this.hostUpdated();
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!(event.target as HTMLElement).matches('li > .actions')) return;
    rove(event, this.#buttons, { isVertical: true, isRtl: false });
  };
}
