import { expect } from '@open-wc/testing';
import { foldControls } from '../../../src/components/noom-controls/fold.js';

describe('foldControls', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];

  it('folds nothing while all controls fit', () => {
    expect(foldControls(names, ['a', 'e'], 5)).to.deep.equal({ shown: names, folded: [] });
  });

  it('keeps the first of the rest, and a place for "more"', () => {
    expect(foldControls(names, ['a', 'e'], 4)).to.deep.equal({ shown: ['a', 'b', 'e'], folded: ['c', 'd'] });
  });

  it('keeps the controls to keep however narrow it is', () => {
    expect(foldControls(names, ['a', 'e'], 0)).to.deep.equal({ shown: ['a', 'e'], folded: ['b', 'c', 'd'] });
  });
});
