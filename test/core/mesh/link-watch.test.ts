import { expect } from '@open-wc/testing';
import { LinkWatch } from '../../../src/core/media/mesh/link-watch.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

describe('the watch over a first connection', () => {
  let clock: FakeClock;
  let told: string[];
  let watch: LinkWatch;

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    watch = new LinkWatch(
      clock,
      () => told.push('overdue'),
      () => told.push('failing'),
    );
    watch.begin(false);
  });
  afterEach(() => {
    watch.reset();
    expect(clock.pending, 'timers left behind').to.equal(0);
  });

  it('gives it 15 seconds', () => {
    clock.advance(14_999);
    expect(told).to.deep.equal([]);
    clock.advance(1);
    expect(told).to.deep.equal(['failing', 'overdue']);
  });

  it('gives it as much longer as the page gets less processor time', () => {
    for (let second = 0; second < 40; second += 2) clock.stall(2000);
    expect(told).to.deep.equal([]);
    for (let second = 0; second < 22; second += 2) clock.stall(2000);
    expect(told).to.deep.equal(['failing', 'overdue']);
  });

  it('does not count the time in which the machine was asleep', () => {
    clock.advance(5000);
    clock.stall(3_600_000);
    clock.advance(9000);
    expect(told).to.deep.equal([]);
    clock.advance(1000);
    expect(told).to.deep.equal(['failing', 'overdue']);
  });
});
