import { hostOf } from '../dom/nodes.js';

/** How large a tag is stays up to the page. */
const SIZES = / (min-)?(height|width|block-size|inline-size):[^;]+;/g;

/**
 * Keeps a tag's own box where a page unsets the styles of everything (`* { all: unset !important }`), which no rule of
 * a shadow root stands against unless it is important too. Important by themselves, they would leave the page no say
 * anywhere. Such a page makes every tag `inline`, which no tag is by itself.
 */
export function keepBox(tag: HTMLElement): void {
  const { shadowRoot: root, ownerDocument } = tag;
  const view = ownerDocument.defaultView;
  // Styles of the page end at the shadow roots of the kit.
  if (!root || !view || hostOf(tag.getRootNode())?.localName.startsWith('noom-')) return;
  if (view.getComputedStyle(tag).display !== 'inline') return;
  const rules = root.adoptedStyleSheets.flatMap(({ cssRules }) => Array.from(cssRules, ({ cssText }) => cssText));
  const own = rules.filter((text) => text.startsWith(':host')).join('');
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(own.replace(SIZES, '').replaceAll(';', '!important;'));
  root.adoptedStyleSheets.push(sheet);
}
