import { inside } from '../inside.js';

/** What there is on the left and on the right. */
const PAIRS = [
  ['left', 'right'],
  ['margin-left', 'margin-right'],
  ['padding-left', 'padding-right'],
  ['border-left-width', 'border-right-width'],
  ['border-top-left-radius', 'border-top-right-radius'],
  ['border-bottom-left-radius', 'border-bottom-right-radius'],
] as const;
/** A shift to one side that no direction turns: a length that is not 0, and no custom property. */
const SHIFT = /^-?[\d.]*[1-9]/;

/** The rules in a tag's style sheets, and in those of the tags in it, that say of one side what they do not say of the other. */
export function oneSided(tag: Element): string[] {
  const roots = [tag, ...inside(tag)].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const sheets = new Set(roots.flatMap(({ adoptedStyleSheets }) => adoptedStyleSheets));
  return [...sheets].flatMap(({ cssRules }) => rulesIn(cssRules).flatMap(unevenIn));
}

function unevenIn({ style, cssText }: CSSStyleRule | CSSKeyframeRule): string[] {
  const value = (name: string): string => style.getPropertyValue(name);
  const isUneven = PAIRS.some(([left, right]) => value(left) !== value(right));
  const isAligned = ['text-align', 'float', 'clear'].some((name) => ['left', 'right'].includes(value(name)));
  return isUneven || isAligned || SHIFT.test(value('translate')) ? [cssText] : [];
}

/** Every rule with declarations, however deep; those that are written for one direction are meant so. */
function rulesIn(rules: CSSRuleList): (CSSStyleRule | CSSKeyframeRule)[] {
  return [...rules].flatMap((rule) => {
    const own =
      rule instanceof CSSKeyframeRule || (rule instanceof CSSStyleRule && !rule.selectorText.includes(':dir('));
    const deeper = rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule || rule instanceof CSSKeyframesRule;
    return [...(own ? [rule] : []), ...(deeper ? rulesIn(rule.cssRules) : [])];
  });
}
