import { expect } from '@open-wc/testing';
import { every, systemClock } from '../../../src/core/base/clock.js';
import { FakeClock } from '../../fakes/fake-clock.js';

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
