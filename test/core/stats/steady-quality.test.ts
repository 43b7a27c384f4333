import { expect } from '@open-wc/testing';
import type { Verdict } from '../../../src/core/stats/quality/judge-link.js';
import { NOT_KNOWN, settle } from '../../../src/core/stats/quality/steady-quality.js';

const EXCELLENT: Verdict = { quality: 'excellent', cause: null };
const GOOD: Verdict = { quality: 'good', cause: null };
const poor = (cause: NonNullable<Verdict['cause']>): Verdict => ({ quality: 'poor', cause });

describe('the quality that is shown', () => {
  const after = (...verdicts: (Verdict | null)[]): string => {
    const { quality, qualityCause } = verdicts.reduce(settle, NOT_KNOWN);
    return qualityCause === null ? quality : `${quality} ${qualityCause}`;
  };
  const bad = poor('network');
  const lost: Verdict = { quality: 'lost', cause: 'network' };

  it('is known at the first look, but poor only at the second', () => {
    expect(after(EXCELLENT)).to.equal('excellent');
    expect(after(bad)).to.equal('unknown');
    expect(after(bad, bad)).to.equal('poor network');
    expect(after(lost, bad)).to.equal('poor network');
  });

  it('is worse after two looks in a row, not after one', () => {
    expect(after(EXCELLENT, bad)).to.equal('excellent');
    expect(after(EXCELLENT, bad, EXCELLENT, bad)).to.equal('excellent');
    expect(after(EXCELLENT, bad, bad)).to.equal('poor network');
    expect(after(EXCELLENT, bad, lost)).to.equal('poor network');
    expect(after(EXCELLENT, lost, lost)).to.equal('lost network');
  });

  it('is better after four looks in a row, and as good as the worst of them', () => {
    expect(after(bad, bad, EXCELLENT, EXCELLENT, EXCELLENT)).to.equal('poor network');
    expect(after(bad, bad, EXCELLENT, EXCELLENT, EXCELLENT, GOOD)).to.equal('good');
    expect(after(bad, bad, EXCELLENT, EXCELLENT, EXCELLENT, bad, EXCELLENT)).to.equal('poor network');
  });

  it('does not flicker on a line that comes and goes', () => {
    const shown = new Set<string>();
    const looks: Verdict[] = [bad, bad];
    for (let round = 0; round < 20; round += 1) {
      looks.push(round % 3 === 0 ? bad : EXCELLENT);
      shown.add(after(...looks));
    }
    expect([...shown]).to.deep.equal(['poor network']);
  });

  it('changes its cause when two looks agree on it', () => {
    expect(after(bad, bad, poor('device'))).to.equal('poor network');
    expect(after(bad, bad, poor('device'), poor('device'))).to.equal('poor device');
    expect(after(bad, bad, poor('device'), poor('relay'))).to.equal('poor network');
  });

  it('stays through looks that tell nothing, up to four', () => {
    expect(after(bad, bad, null, null, null)).to.equal('poor network');
    expect(after(bad, bad, null, null, null, null)).to.equal('unknown');
    expect(after(EXCELLENT, bad, null, bad)).to.equal('poor network');
  });
});
