import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { NoomElement } from '../../../src/components/internal/element/noom-element.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';

/** Two buttons, of which the first can be hidden, disabled or left out. */
class XButtons extends NoomElement {
  first: 'there' | 'hidden' | 'disabled' | 'gone' = 'there';

  protected override render(): TemplateResult {
    const { first } = this;
    return html`${
        first === 'gone'
          ? ''
          : html`<button id="first" ?hidden=${first === 'hidden'} ?disabled=${first === 'disabled'}>1</button>`
      }<button id="second">2</button>`;
  }

  /** Draws it so. */
  async draw(first: XButtons['first']): Promise<void> {
    this.first = first;
    this.requestUpdate();
    await this.updateComplete;
  }

  get focused(): string | undefined {
    return this.shadowRoot?.activeElement?.id;
  }
}
customElements.define('x-buttons', XButtons);

describe('the focus in a tag that is drawn again', () => {
  let tag: XButtons;

  beforeEach(async () => {
    tag = new XButtons();
    document.body.append(tag);
    await tag.updateComplete;
    tag.shadowRoot?.querySelector('button')?.focus();
    expect(tag.focused).to.equal('first');
  });

  afterEach(() => {
    restore();
    tag.remove();
  });

  it('goes on in the same task when its element is removed or disabled', async () => {
    await tag.draw('there');
    await tag.draw('disabled');
    expect(tag.focused).to.equal('second');
    await tag.draw('there');
    tag.shadowRoot?.querySelector('button')?.focus();
    await tag.draw('gone');
    expect(tag.focused).to.equal('second');
  });

  it('goes on by the next frame when its element is hidden', async () => {
    await tag.draw('hidden');
    await until(() => tag.focused === 'second');
  });

  it('is looked at once in a frame, however often the tag is drawn: that takes a layout', async () => {
    // The tags of the tests before may have a look in the next frame too.
    await new Promise(requestAnimationFrame);
    let looked = 0;
    const { checkVisibility } = HTMLElement.prototype;
    replace(HTMLElement.prototype, 'checkVisibility', function (this: HTMLElement, options?: CheckVisibilityOptions) {
      looked += 1;
      return checkVisibility.call(this, options);
    });
    const drawn = new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        void (async () => {
          for (let count = 0; count < 10; count += 1) await tag.draw('there');
          resolve();
        })();
      });
    });
    await drawn;
    expect(looked).to.equal(0);
    await until(() => looked > 0);
    expect(looked).to.equal(1);
    expect(tag.focused).to.equal('first');
    // The next frame is looked at again.
    await tag.draw('hidden');
    await until(() => tag.focused === 'second');
  });
});
