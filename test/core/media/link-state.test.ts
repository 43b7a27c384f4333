import { expect } from '@open-wc/testing';
import { nextLinkState } from '../../../src/core/media/link-state.js';
import type { LinkState } from '../../../src/core/model/snapshot.js';

describe('the state of a link', () => {
  const CASES: readonly (readonly [LinkState, LinkState, LinkState])[] = [
    ['connecting', 'connecting', 'connecting'],
    ['connecting', 'failed', 'failed'],
    ['connected', 'connecting', 'interrupted'],
    ['interrupted', 'connecting', 'interrupted'],
    ['failed', 'connecting', 'failed'],
    ['failed', 'connected', 'connected'],
    ['failed', 'interrupted', 'interrupted'],
    ['connected', 'failed', 'failed'],
  ];
  for (const [before, now, told] of CASES) {
    it(`is ${told} when it was ${before} and is ${now}`, () => {
      expect(nextLinkState(before, now)).to.equal(told);
    });
  }
});
