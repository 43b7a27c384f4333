import { LitElement, type CSSResult, type CSSResultGroup } from 'lit';
import { pendingTexts } from './localization/index.js';
import { baseStyles } from './theme.styles.js';

/** Sheets rebuilt for other documents: a constructed sheet belongs to the document it was made in. */
const sheetsByDocument = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** What all tags share: the theme, style sheets that survive a move to another document, texts there before the first drawing. */
export class NoomElement extends LitElement {
  /** Puts the theme before the styles of each class. */
  protected static override finalizeStyles(styles?: CSSResultGroup): ReturnType<typeof LitElement.finalizeStyles> {
    return super.finalizeStyles([baseStyles, ...(styles ? [styles] : [])]);
  }

  /** Picture-in-picture moves tags to another document, where the old sheets no longer apply. */
  adoptedCallback(): void {
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
  }

  /** Drawn for the first time in another document (somebody joins while the stage is there), a tag needs such sheets at once. */
  protected override createRenderRoot(): ReturnType<LitElement['createRenderRoot']> {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const root = this.attachShadow((this.constructor as typeof LitElement).shadowRootOptions);
    this.adoptedCallback();
    return root;
  }

  /** Gives styles that are fetched later than the class to this tag and all to come of its kind. */
  protected addStyles(styles: readonly CSSResult[]): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    elementStyles.push(...styles.filter((style) => !elementStyles.includes(style)));
    this.adoptedCallback();
  }

  /** What must be here before the tag is drawn: a language under way, so that nobody sees English first. */
  protected awaited(): Promise<unknown>[] {
    const texts = pendingTexts();
    return texts ? [texts] : [];
  }

  protected override scheduleUpdate(): Promise<unknown> | undefined {
    const awaited = this.awaited();
    if (awaited.length === 0) return super.scheduleUpdate() as undefined;
    return Promise.all(awaited).then(() => super.scheduleUpdate());
  }
}
