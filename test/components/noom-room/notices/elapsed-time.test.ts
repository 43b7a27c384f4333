import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { ElapsedTime } from '../../../../src/components/noom-room/ui/elapsed-time.js';
import { countIntervals } from '../../../fakes/counted/counted-intervals.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { restore } from '../../../fakes/browser/replaced.js';

const HOUR_MS = 3_600_000;
const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

describe('the time since a call began', () => {
  it('counts from its start, which may be before the tag was there, and is empty without one', () => {
    const clock = new FakeClock();
    let startedAt: number | null = null;
    const elapsed = new ElapsedTime(host, () => startedAt, clock);
    expect(elapsed.text).to.equal('');
    startedAt = clock.now() - 65_000;
    expect(elapsed.text).to.equal('01:05');
    clock.advance(HOUR_MS);
    expect(elapsed.text).to.equal('1:01:05');
    startedAt = clock.now();
    expect(elapsed.text).to.equal('00:00');
    startedAt = clock.now() + 5000;
    expect(elapsed.text).to.equal('00:00');
  });

  it('stands still off the page, where its tag is drawn once more', () => {
    const running = countIntervals();
    try {
      const elapsed = new ElapsedTime(host, () => 0);
      elapsed.hostConnected();
      elapsed.hostUpdated();
      expect(running()).to.equal(1);
      elapsed.hostDisconnected();
      elapsed.hostUpdated();
      expect(running()).to.equal(0);
    } finally {
      restore();
    }
  });

  for (const hours of [-1, 1]) {
    it(`goes on unchanged when the system clock is set by ${String(hours)} h`, () => {
      const clock = new FakeClock();
      const startedAt = clock.now();
      const elapsed = new ElapsedTime(host, () => startedAt, clock);
      expect(elapsed.text).to.equal('00:00');
      clock.advance(10_000);
      clock.set(hours * HOUR_MS);
      expect(elapsed.text).to.equal('00:10');
    });
  }
});
