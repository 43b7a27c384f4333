import { adoptStyles, LitElement, type CSSResult, type CSSResultGroup } from 'lit';
import { attributeAliases } from './attributes.js';
import { takeEarlyProperties } from './early-properties.js';
import { focusablesIn, focusFirst, focusOrder, isFocusLost } from '../keyboard/keep-focus.js';
import { pendingTexts } from '../localization/index.js';
import { waitToDraw } from './draw-after.js';
import { keepBox } from './keep-box.js';
import { findRoom } from '../link/room-context.js';
import { isMarkupAlone } from '../dom/on-server.js';
import { baseStyles } from '../look/theme.styles.js';
import { keepTypedKeys } from '../keyboard/typed-keys.js';

/** Style sheets rebuilt for other documents: a constructed sheet belongs to the document it was made in. */
const sheetsByDocument = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/**
 * What all tags share: the theme, style sheets that survive a move to another document, texts loaded before the first
 * rendering.
 *
 * @cssproperty --noom-color-bg - Behind everything.
 * @cssproperty --noom-color-surface - Behind bars, fields and the side panel.
 * @cssproperty --noom-color-raised - Buttons, and messages of the other participants.
 * @cssproperty --noom-color-line - Dividing lines.
 * @cssproperty --noom-color-edge - The edge of fields and buttons.
 * @cssproperty --noom-color-text - Text.
 * @cssproperty --noom-color-muted - Secondary text.
 * @cssproperty --noom-color-accent - Primary buttons, focus rings, local messages.
 * @cssproperty --noom-color-on-accent - Text on the accent.
 * @cssproperty --noom-color-danger - Leaving.
 * @cssproperty --noom-color-on-danger - Text on danger.
 * @cssproperty --noom-color-off - Controls that are off.
 * @cssproperty --noom-color-ok - The ring around a speaking participant, and the microphone's level.
 * @cssproperty --noom-color-warn - Warnings.
 * @cssproperty --noom-tile-background - Behind a picture and an avatar.
 * @cssproperty --noom-font - The font family.
 * @cssproperty --noom-radius - The corners of tiles and boxes.
 * @cssproperty --noom-radius-field - The corners of fields.
 * @cssproperty --noom-gap - Between tiles, and around them.
 * @cssproperty --noom-button-size - The width and height of round buttons.
 * @cssproperty --noom-safe-area - What stays empty at the edges of a room, as `padding`; by default what a phone says.
 */
export class NoomElement extends LitElement {
  readonly #giveEarlyProperties = takeEarlyProperties(this);
  /** Whether the next frame is to tell if the focused element is hidden. */
  #isFocusInDoubt = false;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...attributeAliases(this).keys()];
  }

  /** Puts the theme before the styles of each class. */
  protected static override finalizeStyles(styles?: CSSResultGroup): ReturnType<typeof LitElement.finalizeStyles> {
    return super.finalizeStyles([baseStyles, ...(styles ? [styles] : [])]);
  }

  override connectedCallback(): void {
    // A server that renders the page calls this too, if it is told to.
    if (isMarkupAlone) return;
    super.connectedCallback();
    this.#giveEarlyProperties();
    if (this.shadowRoot) keepTypedKeys(this.shadowRoot);
    keepBox(this);
  }

  /** If both spellings are there, the one with dashes counts; once it is removed, the other. */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const aliases = attributeAliases(this.constructor as typeof LitElement);
    const [alias, attribute] = [...aliases].find((spellings) => spellings.includes(name)) ?? [name, name];
    const present = alias === attribute ? value : (this.getAttribute(attribute) ?? this.getAttribute(alias));
    super.attributeChangedCallback(attribute, old, present);
  }

  /** Picture-in-picture moves tags to another document, where the old sheets no longer apply. */
  adoptedCallback(): void {
    // The former window may have closed before its next frame.
    this.#isFocusInDoubt = false;
    const { defaultView } = this.ownerDocument;
    if (!this.shadowRoot || !defaultView) return;
    const { CSSStyleSheet } = defaultView;
    const sheets = sheetsByDocument.get(this.ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>();
    sheetsByDocument.set(this.ownerDocument, sheets);
    this.shadowRoot.adoptedStyleSheets = (this.constructor as typeof LitElement).elementStyles.map((style) => {
      const result = style as CSSResult;
      const sheet = sheets.get(result) ?? new CSSStyleSheet();
      if (!sheets.has(result)) sheet.replaceSync(result.cssText);
      sheets.set(result, sheet);
      return sheet;
    });
    keepBox(this);
  }

  /**
   * Replaces what a server rendered (declarative shadow DOM): a call is never in the state it had there, so that there
   * is nothing to hydrate. A tag that is first rendered in another document (a participant joins while the stage is
   * there) needs style sheets of that document at once.
   */
  protected override createRenderRoot(): ReturnType<LitElement['createRenderRoot']> {
    const { elementStyles, shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.replaceChildren();
    if (this.ownerDocument === document) adoptStyles(root, elementStyles);
    else this.adoptedCallback();
    return root;
  }

  /** Adds styles that are loaded later than the class, to this tag and to later ones of its class. */
  protected addStyles(styles: readonly CSSResult[]): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    elementStyles.push(...styles.filter((style) => !elementStyles.includes(style)));
    this.adoptedCallback();
  }

  /** What takes the focus when none of the elements around the former one are left. */
  protected get newFocusables(): readonly HTMLElement[] {
    return this.shadowRoot ? focusablesIn(this.shadowRoot) : [];
  }

  async #passFocusOn(next: readonly HTMLElement[]): Promise<void> {
    await this.updateComplete;
    const [focused] = next;
    if (focused === this.shadowRoot?.activeElement && !focused?.matches(':disabled')) {
      // It may be hidden, which only a layout tells: that of the next frame is enough for any number of renderings.
      if (this.#isFocusInDoubt) return;
      this.#isFocusInDoubt = true;
      await new Promise((resolve) => this.ownerDocument.defaultView?.requestAnimationFrame(resolve));
      this.#isFocusInDoubt = false;
    }
    if (!isFocusLost(this.ownerDocument)) return;
    const all = [...next, ...this.newFocusables];
    const room = findRoom(this);
    if (room) room.keepFocus(this, all);
    else focusFirst(all);
  }

  /** What must be over before the tag is rendered: a language is loaded, so that English does not flash up first. */
  protected awaited(): Promise<unknown>[] {
    return [pendingTexts(), waitToDraw()].filter((each) => each !== null);
  }

  /**
   * The focused element may disappear with this rendering: then the next one in the tag takes the focus, or else in the
   * room.
   */
  protected override performUpdate(): void {
    const next = this.shadowRoot && focusOrder(this.shadowRoot);
    super.performUpdate();
    if (next) void this.#passFocusOn(next);
  }

  protected override scheduleUpdate(): Promise<unknown> | undefined {
    const awaited = this.awaited();
    if (awaited.length === 0) return super.scheduleUpdate() as undefined;
    return Promise.all(awaited).then(() => super.scheduleUpdate());
  }
}
