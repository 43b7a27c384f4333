import { html, type nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { TextKey, TextParams } from './index.js';

/** Who speaks: a tag's link to its room. */
export interface Speaker {
  /** The `lang` of the kit's words. */
  readonly lang: string | typeof nothing;
  /** The `lang` of the page, where it is another: for what people wrote, inside of what has the kit's. */
  readonly pageLang: string | typeof nothing;
  t(key: TextKey, params?: TextParams): string;
}

/** Stands around what is filled in; in no text of anybody's, because it cannot be seen. */
const EDGE = '\u0000';

/**
 * A text of the kit's to be seen. It has its own direction, whichever way the page runs, and what is filled in (names) keeps to
 * itself and stays in the page's language. Another text is another element, because machine translation takes the old one's
 * text nodes away and would leave the new words unseen.
 */
export function words(speaker: Speaker, key: TextKey, params: TextParams = {}): unknown {
  const marked = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? `${EDGE}${value.replaceAll(EDGE, '')}${EDGE}` : value,
  ]);
  const text = speaker.t(key, Object.fromEntries(marked) as TextParams);
  const runs = text.split(EDGE).map((run, index) => (index % 2 === 0 ? run : peoples(speaker, run)));
  return keyed(text, html`<span dir="auto">${runs}</span>`);
}

/** What people wrote (a name, a device's label): in its own direction, in the page's language, and never translated. */
export function peoples({ pageLang }: Speaker, text: unknown): TemplateResult {
  return html`<bdi class="notranslate" lang=${pageLang} translate="no">${text}</bdi>`;
}

/** Figures and other text that changes in its place, which machine translation would freeze. */
export function untranslated(text: unknown): TemplateResult {
  return html`<span class="notranslate" dir="ltr" translate="no">${text}</span>`;
}
