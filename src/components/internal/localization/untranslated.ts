import { html, type TemplateResult } from 'lit';

/** Numbers and other text that changes in place, which machine translation would freeze. */
export function untranslated(text: unknown): TemplateResult {
  return html`<span class="notranslate" dir="ltr" translate="no">${text}</span>`;
}
