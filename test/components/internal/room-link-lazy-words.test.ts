import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import '../../../src/components/noom-room/index.js';
import { RoomLink } from '../../../src/components/internal/link/room-link.js';
import { until } from '../../harness/until.js';

/** A page's own tag that uses a string which no view of the kit has needed yet. */
class XGreeting extends LitElement {
  readonly #link = new RoomLink(this);
  /** What it showed, one entry for each drawing. */
  readonly said: string[] = [];

  protected override render(): TemplateResult {
    const text = this.#link.t('joinHint');
    this.said.push(text);
    return html`${text}`;
  }
}

customElements.define('x-greeting', XGreeting);

describe('RoomLink', () => {
  it('fetches strings that are lazy, and draws the tag again when they are loaded', async () => {
    const tag = new XGreeting();
    document.body.append(tag);
    await tag.updateComplete;
    await until(() => tag.shadowRoot?.textContent === 'See how you look before the others do');
    expect(tag.said[0]).to.equal('');
    tag.remove();
  });
});
