import { expect } from '@open-wc/testing';
import { afterRunning, every, systemClock } from '../../../src/core/base/clock.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';

describe('a repeated callback', () => {
  it('is called at each interval until it is cancelled, also twice', () => {
    const clock = new FakeClock(0);
    const times: number[] = [];
    const stop = every(clock, 200, () => times.push(clock.now()));
    clock.advance(700);
    stop();
    stop();
    clock.advance(1000);
    expect([times, clock.pending]).to.deep.equal([[200, 400, 600], 0]);
  });

  it('can be cancelled from within', () => {
    const clock = new FakeClock();
    let count = 0;
    const stop = every(clock, 200, () => {
      count += 1;
      stop();
    });
    clock.advance(1000);
    expect([count, clock.pending]).to.deep.equal([1, 0]);
  });

  it('goes on after it has thrown', () => {
    const clock = new FakeClock();
    let count = 0;
    const stop = every(clock, 200, () => {
      count += 1;
      throw new Error('broken');
    });
    expect(() => clock.advance(200)).to.throw('broken');
    expect(() => clock.advance(200)).to.throw('broken');
    expect(count).to.equal(2);
    stop();
  });
});

describe('a callback after a time in which the page runs', () => {
  let clock: FakeClock;
  let times: number[];
  let cancel: () => void;

  beforeEach(() => {
    clock = new FakeClock(0);
    times = [];
    cancel = afterRunning(1800, () => times.push(clock.now()), clock);
  });
  afterEach(restore);

  it('is called on time, once, where timers are on time', () => {
    clock.advance(1799);
    expect(times).to.deep.equal([]);
    clock.advance(10_000);
    expect([times, clock.pending]).to.deep.equal([[1800], 0]);
  });

  it('is called later by what the page was starved, or asleep', () => {
    clock.advance(700);
    clock.stall(60_000);
    // At most what was left of one slice has passed meanwhile.
    clock.advance(799);
    expect(times).to.deep.equal([]);
    clock.advance(1);
    expect(times).to.deep.equal([61_500]);
  });

  it('is called nevertheless where each timer is late', () => {
    for (let count = 0; count < 4; count += 1) clock.stall(5000);
    expect(times).to.deep.equal([20_000]);
  });

  it('is called on time in a hidden page, whose timers the browser holds back', () => {
    replace(document, 'hidden', true);
    clock.stall(1000);
    clock.stall(1000);
    expect(times).to.deep.equal([2000]);
  });

  it('is not called any more once cancelled, at whatever time', () => {
    clock.advance(1200);
    cancel();
    cancel();
    clock.advance(10_000);
    expect([times, clock.pending]).to.deep.equal([[], 0]);
  });
});

describe('the real clock', () => {
  it('calls back once, and not when it is cancelled', async () => {
    const calls: string[] = [];
    const cancel = systemClock.after(0, () => calls.push('called off'));
    cancel();
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => {
        calls.push('called');
        resolve();
      });
    });
    cancel();
    expect(calls).to.deep.equal(['called']);
  });
});
