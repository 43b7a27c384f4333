import { expect } from '@open-wc/testing';
import { css, html, type CSSResult } from 'lit';
import { define } from '../../../src/components/internal/element/define.js';
import { Lazy } from '../../../src/core/index.js';
import { LazyElement, type View } from '../../../src/components/internal/lazy/lazy-element.js';
import { turn } from '../../fakes/turn.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';

class HelloView implements View {
  readonly styles: readonly CSSResult[] = [
    css`
      p {
        color: rgb(1, 2, 3);
      }
    `,
  ];

  hostConnected(): void {
    // This view needs nothing when it is loaded.
  }

  render(): unknown {
    return html`<p>hello</p>`;
  }
}

let load: () => Promise<typeof HelloView>;

class HelloElement extends LazyElement<typeof HelloView, HelloView> {
  protected override readonly views = new Lazy(() => load());

  say(): unknown {
    return this.withView(() => 'said');
  }

  get asked(): unknown {
    return this.withView((view) => view);
  }

  get drawn(): unknown {
    return this.view;
  }

  protected override createView(Hello: typeof HelloView): HelloView {
    return new Hello();
  }
}

describe('a tag whose view is lazy', () => {
  const tags: HTMLElement[] = [];
  afterEach(() => {
    for (const tag of tags.splice(0)) tag.remove();
  });

  before(() => {
    define('hello-lazy', HelloElement);
  });

  function put(): HelloElement {
    const tag = new HelloElement();
    tags.push(tag);
    document.body.append(tag);
    return tag;
  }
  const textOf = (tag: HelloElement): string => tag.shadowRoot?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';

  it('is drawn, in its own styles, once the view is loaded, and not before', async () => {
    let come: (view: typeof HelloView) => void = () => undefined;
    const fetched = new Promise<typeof HelloView>((resolve) => {
      come = resolve;
    });
    load = () => fetched;
    const tag = put();
    await turn();
    expect(textOf(tag)).to.equal('');
    come(HelloView);
    await tag.updateComplete;
    expect(textOf(tag)).to.equal('hello');
    const paragraph = tag.shadowRoot?.querySelector('p');
    expect(paragraph && getComputedStyle(paragraph).color).to.equal('rgb(1, 2, 3)');
  });

  it('says so when the view cannot be fetched, and tries again on request', async () => {
    load = () => Promise.reject(new TypeError('Failed to fetch'));
    const tag = put();
    await tag.updateComplete;
    expect(textOf(tag)).to.equal('This could not be loaded. Try again');
    await expectAccessible(tag);
    load = () => Promise.resolve(HelloView);
    tag.shadowRoot?.querySelector('button')?.click();
    await tag.updateComplete;
    expect(textOf(tag)).to.equal('hello');
  });

  it('carries out a request as soon as it can, and at once when it is drawn', async () => {
    load = () => Promise.resolve(HelloView);
    const tag = put();
    await tag.updateComplete;
    expect(tag.say()).to.equal('said');
    expect(await put().say()).to.equal('said');
  });

  it('carries out a request in the view that it draws, also where that was loaded at the second attempt', async () => {
    let attempts = 0;
    load = () => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(HelloView);
    };
    const tag = put();
    const asked = await tag.asked;
    expect([asked === tag.drawn, attempts, textOf(tag)]).to.deep.equal([true, 2, 'hello']);
  });
});
