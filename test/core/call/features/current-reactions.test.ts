import { expect } from '@open-wc/testing';
import { CurrentReactions } from '../../../../src/core/features/reactions/current-reactions.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';

describe('reactions that may have to be sent again', () => {
  const idsOf = (taken: ReturnType<CurrentReactions['take']>): string[] => taken.map(({ reaction }) => reaction.id);

  it('are kept until they are out of date, to the millisecond, and taken once', () => {
    const clock = new FakeClock();
    const kept = new CurrentReactions(clock);
    const add = (id: string, afterMs: number): void => {
      kept.add({ reaction: { id, emoji: '👏' }, to: ['bob'], until: clock.monotonic() + afterMs });
    };
    add('short', 1000);
    add('long', 5000);
    clock.advance(999);
    expect(kept.count).to.equal(2);
    clock.advance(1);
    // What is out of date is forgotten without being asked for, however many are added meanwhile.
    for (let count = 0; count < 100; count += 1) {
      add(`gone ${String(count)}`, 1000);
      clock.advance(1000);
    }
    add('now', 1000);
    expect(kept.count).to.equal(1);
    expect([idsOf(kept.take()), kept.count, idsOf(kept.take())]).to.deep.equal([['now'], 0, []]);
  });
});
