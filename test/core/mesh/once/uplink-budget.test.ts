import { expect } from '@open-wc/testing';
import { budgetOf, NEW_PATH, nextPath, type PathState } from '../../../../src/core/media/mesh/once/uplink-budget.js';

const WANTED = 2_500_000;
const MINUTE_S = 60;

/** Measured once a second, with these estimates; returns whether the path is narrow after each. */
function measured(
  estimates: readonly (number | undefined)[],
  wanted = WANTED,
  from: PathState = NEW_PATH,
  sentBps?: number,
): boolean[] {
  let path = from;
  return estimates.map((each, index) => {
    path = nextPath(path, each, { wantedBps: wanted, sentBps }, index * 1000);
    return path.isNarrow;
  });
}

function wide(wanted = WANTED): PathState {
  return nextPath(NEW_PATH, 10_000_000, { wantedBps: wanted }, -1000);
}

describe('the budget of a shared encoder', () => {
  it('is 0.85 of what the narrowest follower takes', () => {
    expect(budgetOf([2_000_000, 1_000_000, 3_000_000])).to.equal(850_000);
  });

  it('counts no estimate that is missing or absurd, and is none without any', () => {
    expect(budgetOf([undefined, 1_000_000, NaN, -5])).to.equal(850_000);
    expect(budgetOf([undefined, NaN])).to.equal(null);
    expect(budgetOf([])).to.equal(null);
  });

  it('never holds the others below what one of them may be left alone for', () => {
    expect(budgetOf([1000])).to.equal(150_000);
  });
});

describe('a path of a shared encoder', () => {
  it('is shared once its estimate has grown: a new one would hold back all others', () => {
    expect(measured([300_000, 500_000, 600_000, 800_000])).to.deep.equal([true, true, false, false]);
  });

  it('is narrow below 600 kbit/s twice running, and not for one pause', () => {
    expect(measured([500_000, 900_000, 500_000, 500_000], WANTED, wide())).to.deep.equal([false, false, false, true]);
  });

  it('is narrow below what is wanted, where that is less', () => {
    expect(measured([300_000, 300_000, 300_000], 250_000, wide(250_000))).to.deep.equal([false, false, false]);
    expect(measured([200_000, 200_000], 250_000, wide(250_000))).to.deep.equal([false, true]);
  });

  it('is not narrow for an estimate that is low because little is sent', () => {
    expect(measured([300_000, 400_000], WANTED, NEW_PATH, 280_000), 'used up').to.deep.equal([true, true]);
    expect(measured([300_000, 400_000], WANTED, NEW_PATH, 150_000), 'not used up').to.deep.equal([false, false]);
    expect(measured([400_000, 400_000, 400_000], WANTED, wide(), 150_000)).to.deep.equal([false, false, false]);
    expect(measured([400_000, 400_000], WANTED, wide(), 390_000)).to.deep.equal([false, true]);
  });

  it('is shared again after 15 wide seconds, twice as many where that was too early', () => {
    const seconds = [...Array<number>(2).fill(100_000), ...Array<number>(20).fill(900_000)];
    const narrow = measured(
      [...seconds, ...Array<number>(2).fill(100_000), ...Array<number>(40).fill(900_000)],
      WANTED,
      wide(),
    );
    const lengths = narrow
      .join('')
      .split('false')
      .filter((each) => each !== '')
      .map((each) => each.length / 'true'.length);
    expect(lengths).to.deep.equal([16, 31]);
  });

  it('stays narrow while its estimate only touches what it needs', () => {
    const estimates = [
      1000,
      1000,
      ...Array.from({ length: MINUTE_S }, (_, index) => (index % 10 === 0 ? 700_000 : 900_000)),
    ];
    expect(measured(estimates, WANTED, wide()).at(-1)).to.equal(true);
  });

  it('is what it was where the browser estimates nothing', () => {
    expect(measured([undefined, NaN, -1])).to.deep.equal([true, true, true]);
    expect(measured([undefined, NaN, -1], WANTED, wide())).to.deep.equal([false, false, false]);
  });
});
