import { expect } from '@open-wc/testing';
import { onPageHide } from '../../../src/core/base/page-lifecycle.js';
import { replace, restore } from '../../fakes/browser/replaced.js';

describe('a page that goes away', () => {
  let left: number;
  let undo: () => void;

  beforeEach(() => {
    left = 0;
    undo = onPageHide(() => (left += 1));
  });
  afterEach(() => {
    undo();
    restore();
  });

  const transition = (type: 'pagehide' | 'pageshow', persisted: boolean): unknown =>
    window.dispatchEvent(new PageTransitionEvent(type, { persisted }));

  const becomeHidden = (): void => {
    replace(document, 'hidden', true);
    replace(document, 'visibilityState', 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('has left when it is not kept', () => {
    transition('pagehide', false);
    expect(left).to.equal(1);
  });

  it('has left when it may be kept, and is hidden then', () => {
    transition('pagehide', true);
    expect(left).to.equal(0);
    becomeHidden();
    expect(left).to.equal(1);
  });

  it('has not left when it comes back, also when its tab is switched later', () => {
    transition('pagehide', true);
    transition('pageshow', true);
    becomeHidden();
    expect(left).to.equal(0);
  });

  it('has not left when only its tab is switched', () => {
    becomeHidden();
    expect(left).to.equal(0);
  });

  it('is of no interest any more once that is undone', () => {
    undo();
    transition('pagehide', false);
    becomeHidden();
    expect(left).to.equal(0);
  });
});
