import { expect } from '@open-wc/testing';
import type { LinkRenewals } from '../../../src/core/features/healing/link-renewals.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { noteRenewals } from '../../fakes/note-renewals.js';

describe('a link that is up and does not work', () => {
  let clock: FakeClock;
  let done: string[];
  let isReachable: boolean;
  let renewals: LinkRenewals;

  beforeEach(() => {
    clock = new FakeClock();
    done = [];
    isReachable = true;
    renewals = noteRenewals(done, clock, () => isReachable);
  });

  it('is restarted while the server is away, and made anew only once that is back', () => {
    isReachable = false;
    expect(renewals.handleFault('bob', 'silent')).to.equal('tried');
    for (let second = 0; second < 600; second += 5) {
      clock.advance(5000);
      expect(renewals.handleFault('bob', 'silent')).to.equal('later');
    }
    isReachable = true;
    expect(renewals.handleFault('bob', 'silent')).to.equal('tried');
    expect(done).to.deep.equal(['restart bob', 'renew bob']);
  });

  it('is tried from the first remedy on when it worked meanwhile, and when it is tried by hand', () => {
    for (const isByHand of [false, true]) {
      done.length = 0;
      for (let times = 0; times < 4; times += 1) renewals.handleFault('bob', 'silent');
      expect([done.at(-1), renewals.isGivenUp('bob')]).to.deep.equal(['given up bob', true]);
      if (isByHand) renewals.forget('bob');
      else renewals.handleWell('bob', 'silent');
      expect(renewals.isGivenUp('bob')).to.equal(false);
      clock.advance(60_000);
      renewals.handleFault('bob', 'silent');
      expect(done.at(-1)).to.equal('restart bob');
    }
  });

  it('stays given up until all that is wrong with it is gone', () => {
    for (const fault of ['silent', 'still'] as const)
      for (let times = 0; times < 4; times += 1) {
        renewals.handleFault('bob', fault);
        clock.advance(60_000);
      }
    renewals.handleWell('bob', 'still');
    expect([done.includes('mended bob'), renewals.isGivenUp('bob')]).to.deep.equal([false, true]);
    renewals.handleWell('bob', 'silent');
    expect([done.at(-1), renewals.isGivenUp('bob')]).to.deep.equal(['mended bob', false]);
  });

  it('is made anew at once where something cannot be sent, which is told and not shown on the tile', () => {
    const outcomes = [1, 2, 3].map(() => renewals.handleFault('bob', 'unsent'));
    expect(outcomes).to.deep.equal(['tried', 'tried', 'given-up']);
    expect(done).to.deep.equal(['renew bob', 'renew bob']);
  });

  it('is made anew again where something else cannot be sent much later', () => {
    for (let times = 0; times < 3; times += 1) renewals.handleFault('bob', 'unsent');
    clock.advance(299_999);
    expect(renewals.handleFault('bob', 'unsent')).to.equal('given-up');
    clock.advance(300_000);
    expect(renewals.handleFault('bob', 'unsent')).to.equal('tried');
  });

  it('is followed where it was tried once more in vain, and mended when something arrives', () => {
    renewals.handleVain('bob');
    expect(renewals.isGivenUp('bob')).to.equal(true);
    expect(renewals.handleFault('bob', 'silent'), 'what is tried begins anew').to.equal('tried');
    renewals.handleWell('bob', 'silent');
    expect([done, renewals.isGivenUp('bob')]).to.deep.equal([['restart bob', 'mended bob'], false]);
  });
});
