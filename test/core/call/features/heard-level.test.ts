import { expect } from '@open-wc/testing';
import { HeardLevel } from '../../../../src/core/media/mesh/link/heard-level.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';

describe('the level of received audio', () => {
  let clock: FakeClock;
  let level: HeardLevel;

  beforeEach(() => {
    clock = new FakeClock();
    level = new HeardLevel(clock);
  });

  it('is that of the newest packet while packets arrive', () => {
    for (let timestamp = 0; timestamp < 5000; timestamp += 400) {
      const audioLevel = timestamp / 10_000;
      expect(level.levelOf({ timestamp, audioLevel })).to.equal(audioLevel);
      clock.advance(400);
    }
  });

  it('is 0 within a second after the last packet, and back with the next', () => {
    expect(level.levelOf({ timestamp: 1, audioLevel: 0.5 })).to.equal(0.5);
    clock.advance(999);
    expect(level.levelOf({ timestamp: 1, audioLevel: 0.5 })).to.equal(0.5);
    clock.advance(1);
    expect(level.levelOf({ timestamp: 1, audioLevel: 0.5 })).to.equal(0);
    expect(level.levelOf({ timestamp: 2, audioLevel: 0.4 })).to.equal(0.4);
  });

  it('is 0 without any packet, and without a level', () => {
    expect(level.levelOf(undefined)).to.equal(0);
    expect(level.levelOf({ timestamp: 1 })).to.equal(0);
  });
});
