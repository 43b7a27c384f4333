import { html, type nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { TextKey, TextParams } from './index.js';

/** What translates texts: a tag's link to its room. */
export interface Speaker {
  /** The `lang` of the kit's texts. */
  readonly lang: string | typeof nothing;
  /** The `lang` of the page, where it is another: for user text inside the kit's texts. */
  readonly pageLang: string | typeof nothing;
  t(key: TextKey, params?: TextParams): string;
}

/** Marks the values that are filled in; an invisible character, removed from the values themselves. */
const EDGE = '\u0000';

/**
 * A visible text of the kit. It has its own direction, whatever the page's is; values that are filled in (names) are
 * isolated, and stay in the page's language. Another text is another element, because machine translation replaces text
 * nodes, and a changed text would not be shown.
 */
export function words(speaker: Speaker, key: TextKey, params: TextParams = {}): unknown {
  const marked = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? `${EDGE}${value.replaceAll(EDGE, '')}${EDGE}` : value,
  ]);
  const text = speaker.t(key, Object.fromEntries(marked) as TextParams);
  const runs = text.split(EDGE).map((run, index) => (index % 2 === 0 ? run : userText(speaker, run)));
  return keyed(text, html`<span dir="auto">${runs}</span>`);
}

/** User text (a name, a device's label): in its own direction, in the page's language, and never translated. */
export function userText({ pageLang }: Speaker, text: unknown): TemplateResult {
  return html`<bdi class="notranslate" lang=${pageLang} translate="no">${text}</bdi>`;
}
