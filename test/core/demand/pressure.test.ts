import { expect } from '@open-wc/testing';
import { AT_EASE, nextPressure } from '../../../src/core/features/demand/pressure.js';
import { isStrained } from '../../../src/core/features/demand/strain.js';

/** The level at each second of this: `x` is strained, `.` is calm. */
function levels(seconds: string): number[] {
  let state = AT_EASE;
  return [...seconds].map((each, second) => (state = nextPressure(state, each === 'x' ? 3 : 0, second * 1000)).level);
}

/** How often the level changes. */
function changes(seconds: string): number {
  const all = levels(seconds);
  return all.filter((level, second) => second > 0 && level !== all[second - 1]).length;
}

describe('what is held back', () => {
  it('is nothing while nothing is wrong', () => {
    expect(new Set(levels('.'.repeat(600)))).to.deep.equal(new Set([0]));
  });

  it('is one step more every five seconds in which something is, up to the last', () => {
    const all = levels('x'.repeat(60));
    expect([all[0], all[4], all[5], all[10], all[59]]).to.deep.equal([1, 1, 2, 3, 3]);
  });

  it('is one step less for each 15 seconds in which nothing is', () => {
    const all = levels('x'.repeat(11) + '.'.repeat(60));
    expect([all[10], all[25], all[26], all[41], all[56]]).to.deep.equal([3, 3, 2, 1, 0]);
  });

  it('does not begin to be less before all of them are calm', () => {
    expect(levels(('x' + '.'.repeat(10)).repeat(20)).slice(33)).to.satisfy((all: number[]) =>
      all.every((each) => each === 3),
    );
  });

  it('is tried more and more rarely where a step less is too much', () => {
    // Too much below level 1, for ten minutes.
    let state = AT_EASE;
    const at: number[] = [];
    for (let second = 0; second < 600; second += 1) {
      const before = state.level;
      state = nextPressure(state, state.level === 0 ? 3 : 0, second * 1000);
      if (state.level < before) at.push(second);
    }
    const pauses = at.map((second, index) => second - (at[index - 1] ?? 0));
    expect(pauses.at(-1)).to.be.at.least(120);
    expect(at.length).to.be.at.most(8);
  });

  it('changes a few times at most where it is strained now and then', () => {
    expect(changes(('xxx' + '.'.repeat(30)).repeat(20))).to.be.at.most(20);
  });

  it('is for the processor and the uplink of this side only', () => {
    const strained = (['uplink', 'processor', 'downlink', 'network', 'relay', 'device'] as const).filter((cause) =>
      isStrained({ quality: 'poor', qualityCause: cause }),
    );
    expect(strained).to.deep.equal(['uplink', 'processor']);
    expect(isStrained({ quality: 'good', qualityCause: null })).to.equal(false);
  });
});
