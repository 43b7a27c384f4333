import { expect } from '@open-wc/testing';
import { define } from '../../../src/components/internal/element/define.js';
import { VERSION } from '../../../src/version.js';
import { hearWarnings } from '../../harness/browser/hear-warnings.js';

const newTag = (): CustomElementConstructor => class extends HTMLElement {};

describe('registering a tag', () => {
  it('twice by the same version changes nothing and logs no warning', () => {
    const warnings = hearWarnings();
    const first = newTag();
    define('twice-defined', first);
    define('twice-defined', newTag());
    expect(customElements.get('twice-defined')).to.equal(first);
    expect(warnings.end()).to.deep.equal([]);
  });

  it('after another version had registered it warns once, with both versions', () => {
    const warnings = hearWarnings();
    for (const tag of ['other-one', 'other-two']) {
      const other = newTag();
      Object.defineProperty(other, Symbol.for('noom-elements version'), { value: '9.8.7' });
      customElements.define(tag, other);
      define(tag, newTag());
      expect(customElements.get(tag)).to.equal(other);
    }
    const texts = warnings.end();
    expect(texts).to.have.length(1);
    expect(texts[0]).to.include('9.8.7').and.to.include(VERSION);
  });

  it('after a version without a version number warns too', () => {
    const warnings = hearWarnings();
    customElements.define('old-one', newTag());
    define('old-one', newTag());
    expect(warnings.end()).to.have.length(1);
  });
});
