import { expect } from '@open-wc/testing';
import { KeyFrames } from '../../../../src/core/media/mesh/once/key-frames.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';

describe('the wishes for key frames', () => {
  it('are carried out at once, and those of the next quarter of a second together', () => {
    const clock = new FakeClock();
    const asked: number[] = [];
    const frames = new KeyFrames(clock, () => asked.push(clock.monotonic()));
    const begin = clock.monotonic();
    frames.want();
    frames.want();
    clock.advance(100);
    frames.want();
    clock.advance(1000);
    frames.want();
    expect(asked.map((at) => at - begin)).to.deep.equal([0, 250, 1100]);
    frames.close();
  });

  it('end with their encoder', () => {
    const clock = new FakeClock();
    let asked = 0;
    const frames = new KeyFrames(clock, () => (asked += 1));
    frames.want();
    frames.want();
    frames.close();
    frames.close();
    clock.advance(1000);
    expect([asked, clock.pending]).to.deep.equal([1, 0]);
  });
});
