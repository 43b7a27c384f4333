import { html, type PropertyValues, type TemplateResult } from 'lit';
import { CallController, type CallError, NoomEvent } from '../../core/index.js';
import { languageOf } from '../internal/localization/index.js';
import { drawAfter } from '../internal/element/draw-after.js';
import { internalsOf } from '../internal/dom/internals.js';
import { isMarkupAlone, isOnServer } from '../internal/dom/on-server.js';
import { ReflectedAttributes } from '../internal/element/reflected-attributes.js';
import { setState } from '../internal/element/set-state.js';
import { state } from '../internal/element/property.js';
import { ROOM, type Panel, type Pip, type RoomDialog, type RoomHost } from '../internal/link/room-context.js';
import { RoomLink, withoutMessages } from '../internal/link/room-link.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import { CallBinding } from './lifecycle/call-binding.js';
import { configureCall, reconfigureCall } from './lifecycle/call-options-of.js';
import { FailureNotice } from './ui/failure-notice.js';
import { FormerRoots } from './mirror/former-roots.js';
import { PageSignals } from './lifecycle/page-signals.js';
import { laterParts, roomParts } from '../internal/lazy/parts.js';
import { FocusKeeper } from './ui/focus-keeper.js';
import { LazyShortcuts } from './ui/lazy-shortcuts.js';
import { LiveLog } from './ui/announcements/live-log.js';
import { roomStyles } from './noom-room.styles.js';
import { PageUi } from './mirror/page-ui.js';
import { RoomCall } from './lifecycle/room-call.js';
import { timeToDraw, toggleFullscreen } from './lifecycle/room-page.js';
import { PageScheme } from './mirror/page-scheme.js';
import { RoomProvider } from './mirror/room-provider.js';
import { REFLECTED } from './mirror/room-reflection.js';
import { RoomStart } from './lifecycle/room-start.js';
import { RoomSurface } from './api.js';
import { RoomUi } from './ui/room-ui.js';
import { regionOf } from './ui/room-view.js';
import { SidePanel } from './ui/side-panel.js';
import { tokenText } from './lifecycle/token-text.js';
import { onWindowGone } from './lifecycle/window-gone.js';

// Longer than others because the reference of the tag is in its docstring.

/**
 * A call; without child elements also the whole UI for it. Tags inside it, or linked to it by `for`, show and control
 * the call.
 *
 * @summary A video call.
 * @slot - The page's own UI, in place of the whole built-in one: visible elements; text alone does not count.
 * @slot prejoin - In place of the prejoin screen.
 * @slot lobby - In place of the screen shown while waiting in the lobby.
 * @slot header - In place of the room's name, the time and the number of participants.
 * @slot stage - In place of the participants.
 * @slot controls - In place of the toolbar.
 * @slot side - In place of the content of the side panel.
 * @slot left - In place of the screen after leaving.
 * @slot error - In place of the screen after a failure.
 * @csspart base - The whole built-in UI.
 * @csspart header - The bar above the stage.
 * @csspart stage - The area of the participants.
 * @csspart controls - The area of the toolbar.
 * @csspart side - The side panel: chat, participants.
 * @csspart banner - Notices over the stage.
 * @csspart knock - Each notice about a participant who waits in the lobby.
 * @csspart ask - The notice of a moderator who asks for the microphone.
 * @csspart told - Each notice that passes by itself: the local participant's new role, who turned the microphone off.
 * @csspart paused - The notice that the local camera is paused, because the connection is weak.
 * @csspart away - The notice in place of the tiles while the call is in a window of its own.
 * @csspart shortcuts - The dialog with the keyboard shortcuts.
 * @csspart icon - Each icon.
 * @cssstate microphone-on - The local microphone is on.
 * @cssstate camera-on - The local camera is on.
 * @cssstate screen-on - The local participant shares a screen.
 * @cssstate pip - The call is in picture-in-picture.
 * @cssstate composed - The page has its own UI inside.
 * @cssstate page-scheme - Light or dark follows the page, not the system.
 * @attr {string} token - A JWT, for a server that requires one. Read once, then removed; see the property.
 * @attr {'en' | 'ko'} lang - As in HTML: the language of the tags; by default the page's own.
 * @attr {CallState} state - Read-only: the phase of the call.
 * @attr {number} participant-count - Read-only: the number of participants, including the local one.
 * @attr {boolean} locked - Read-only: whether the room is locked.
 * @attr {'mesh' | 'sfu'} active-topology - Read-only: how media travels, once joined.
 * @attr {Quality} quality - Read-only: the quality of the call.
 */
export class NoomRoom extends RoomSurface implements RoomHost {
  static override styles = [buttonStyles, roomStyles];

  readonly [ROOM] = true;
  /** The tags linked to this room now: shortcuts work in them too. */
  readonly linked = new Set<HTMLElement>();

  readonly #provider = new RoomProvider(this);
  readonly #link = new RoomLink(this, withoutMessages);
  readonly #attributes = new ReflectedAttributes(this, REFLECTED);
  readonly #states = internalsOf(this).states;
  readonly #pageUi = new PageUi(this);
  readonly #formerRoots = new FormerRoots();
  readonly #panel = new SidePanel(this, this.#provider.tellChanged);
  readonly #focus = new FocusKeeper(this);
  readonly #log = new LiveLog(this, this.#link);
  readonly #failure = new FailureNotice(this, (error) => {
    this.#formerRoots.tell(this, new NoomEvent('noom-error', { error }));
  });
  readonly #pageScheme = new PageScheme(this, () => {
    this.#followPageScheme();
  });
  readonly #shortcuts = new LazyShortcuts(this);
  readonly #ui = new RoomUi(this, {
    link: this.#link,
    pageUi: this.#pageUi,
    failure: this.#failure,
    getBinding: () => this.#binding,
    adopt: ({ screensStyles }) => {
      this.addStyles([screensStyles]);
    },
  });
  readonly #start = new RoomStart(this, {
    isComposed: () => {
      this.#pageUi.look();
      return this.#pageUi.isThere;
    },
    handleReady: () => {
      this.isReady = true;
    },
  });
  readonly #call = new RoomCall({
    create: () => this.createCall(),
    handleGone: () => {
      this.#start.reset();
    },
    release: () => {
      this.#binding?.close();
      this.#binding = null;
      this.dialog = null;
      this.#failure.dismiss();
    },
  });
  #binding: CallBinding | null = null;

  /** Whether all children and attributes are there, and the room has begun. @internal */
  @state() isReady = false;
  /** The picture-in-picture of the call. @internal */
  @state() pip: Pip | null = null;
  /** The dialog that is open over the page. @internal */
  @state() dialog: RoomDialog | null = null;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'token', 'id', 'lang'];
  }

  constructor() {
    super();
    new PageSignals(this, this.#provider.tellChanged);
    onWindowGone(this, () => {
      this.#call.handleDisconnected();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (isMarkupAlone) return;
    this.#call.handleConnected();
    this.#formerRoots.remember(this);
    this.#bindCall().update();
    this.#provider.tellPresence();
    void this.#start.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#focus.close();
    this.#followShortcuts();
    this.#provider.tellChanged();
    this.#call.handleDisconnected();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'token') {
      if (value === null) return;
      this.token = tokenText.fromAttribute?.(value) ?? this.token;
      // Removed, so that it cannot be read in the page later; the removal itself does not clear the property.
      this.removeAttribute(name);
      return;
    }
    super.attributeChangedCallback(name, old, value);
    if (name === 'id') this.#provider.tellPresence();
    if (name === 'id' || name === 'lang') this.#provider.tellChanged();
  }

  /**
   * The headless call. A page may set its own before joining, which lives on when the tag is removed; `null` removes
   * it, and the room makes one itself.
   */
  override get call(): CallController {
    return this.#call.value;
  }

  override set call(call: CallController | null) {
    // A framework may set a text, and a page an object that is not a call.
    if (!this.#call.bring((call as Partial<CallController> | null)?.snapshot ? call : null)) return;
    this.#start.reset();
    configureCall(this);
    if (!this.isConnected) return;
    this.#bindCall().update();
    this.#provider.tellChanged();
    void this.#start.begin();
  }

  /** The language of the room: that of the nearest `lang`, if the kit supports it. */
  get language(): string {
    return languageOf(this);
  }

  /** The number of unread messages of the other participants. */
  get unread(): number {
    return this.#binding?.unread ?? 0;
  }

  /**
   * What is open beside the stage of the built-in UI. A panel that the page opens leaves the focus where it is; one that
   * a person opens, by a control, a command or a shortcut, takes it.
   */
  get panel(): Panel | null {
    return this.#panel.value;
  }

  set panel(panel: Panel | null) {
    this.#panel.value = panel;
  }

  /** A person opens a panel, or closes the open one: the focus goes with them. @internal */
  showPanel(panel: Panel | null): void {
    this.#panel.show(panel);
  }

  /** Marks all messages as read. */
  markRead(): void {
    this.#binding?.markRead();
  }

  /** Joins; resolves once joined. @throws CallError */
  async join(): Promise<void> {
    configureCall(this);
    this.#start.handleJoining();
    const { call } = this;
    const joining = call.join();
    drawAfter(timeToDraw(joining).then(() => roomParts.value?.whenConnected(call)));
    await joining;
  }

  /** Leaves; the only host of others is asked first how to leave them. @internal */
  async confirmLeave(): Promise<void> {
    // Where the part that asks could not be loaded, nobody is kept in a call.
    if (roomParts.value?.isOnlyHost(this.snapshot)) this.dialog = 'leave';
    else await this.leave();
  }

  /** Enters or exits full screen. @throws CallError */
  async toggleFullscreen(): Promise<void> {
    await toggleFullscreen(this);
  }

  /** Shows the call in picture-in-picture, or no longer. @throws CallError @internal */
  setPip(on: boolean): Promise<void> {
    return roomParts.run((parts) => parts.setPip(this, on));
  }

  /**
   * The focused element of a tag was removed; `next` are candidates for the focus in that tag, nearest first. @internal
   */
  keepFocus(from: HTMLElement, next: readonly HTMLElement[]): void {
    this.#focus.handleLoss(from, next);
  }

  /**
   * Tells a failure as `noom-error`, once for each error. With `isShown` false a tag shows it, and the room does not.
   */
  report(error: CallError, isShown = true): void {
    this.#failure.report(error, isShown && !error.fatal && regionOf(this.snapshot) === 'call');
  }

  /** The person has begun something: the room does nothing by itself any more. @internal */
  handlePerson(): void {
    this.#start.handlePerson();
  }

  /** Makes a call, if the page has set none. */
  protected createCall(): CallController {
    return new CallController();
  }

  /** None: in the room, `FocusKeeper` chooses by the region of the call. */
  protected override get newFocusables(): readonly HTMLElement[] {
    return [];
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#ui.fetched;
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (isOnServer) return;
    if (changed.size > 0) configureCall(this);
    if (this.hasUpdated) reconfigureCall(this, changed, roomParts);
    this.#start.handleChanged(changed);
    if (changed.size > 0) this.#provider.tellChanged();
    if (this.snapshot.state === 'left' || this.snapshot.state === 'failed') {
      this.#panel.reset();
      this.#failure.dismiss();
      this.dialog = null;
    }
    // A style sheet may show it for the state that the call is in now.
    if (!this.#pageUi.isThere) this.#pageUi.look();
    setState(this.#states, 'composed', this.#pageUi.isThere);
    setState(this.#states, 'pip', this.pip !== null);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('theme')) this.#followPageScheme();
    if (this.snapshot.state === 'joined' && !this.#pageUi.isThere) roomParts.value?.fetchAhead(laterParts);
    this.#followShortcuts();
    this.#focus.look();
  }

  protected override render(): TemplateResult {
    return html`${this.#ui.render()}${this.#log.render()}`;
  }

  #bindCall(): CallBinding {
    this.#binding ??= new CallBinding(this, this.call, {
      attributes: this.#attributes,
      states: this.#states,
      tell: (event) => {
        this.#formerRoots.tell(this, event);
      },
      say: (key, params) => {
        this.#log.say(key, params);
      },
      handleChange: this.#provider.tellChanged,
      handleRegion: () => {
        this.#focus.handleRegion();
      },
      handleRecovered: this.#failure.dismiss,
    });
    return this.#binding;
  }

  #followShortcuts(): void {
    this.#shortcuts.follow(this.shortcuts && this.isConnected ? this.ownerDocument : null, this.shortcutKeys);
  }

  #followPageScheme(): void {
    setState(this.#states, 'page-scheme', this.theme === 'auto' && this.#pageScheme.isDecided);
  }
}
