import { expect } from '@open-wc/testing';
import type { LinkRenewals } from '../../../src/core/features/healing/link-renewals.js';
import { Retries } from '../../../src/core/features/healing/retries.js';
import { initialSnapshot, type CallSnapshot, type LinkState } from '../../../src/core/model/snapshot.js';
import { FakeClock } from '../../fakes/fake-clock.js';
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
});

describe('a link that is tried by hand', () => {
  let clock: FakeClock;
  let snapshot: CallSnapshot;
  let renewed: string[];
  let retries: Retries;

  const show = (connection: LinkState): void => {
    const [self, bob] = snapshot.participants;
    if (self && bob) snapshot = { ...snapshot, participants: [self, { ...bob, connection }] };
  };
  const shown = (): LinkState | undefined => snapshot.participants[1]?.connection;

  beforeEach(() => {
    clock = new FakeClock();
    renewed = [];
    const start = initialSnapshot('Ann');
    snapshot = { ...start, state: 'joined', participants: [start.self, { ...start.self, id: 'bob', isLocal: false }] };
    show('failed');
    retries = new Retries({
      clock,
      getSnapshot: () => snapshot,
      apply: (change) => {
        if (change.type === 'connection') show(change.connection);
      },
      renew: (id) => renewed.push(id),
    });
  });
  afterEach(() => {
    retries.close();
    retries.close();
    expect(clock.pending).to.equal(0);
  });

  it('is shown as under way for 20 seconds, and has failed once more after that', () => {
    retries.begin('bob');
    expect([shown(), renewed]).to.deep.equal(['interrupted', ['bob']]);
    clock.advance(19_999);
    expect(shown()).to.equal('interrupted');
    clock.advance(1);
    expect(shown()).to.equal('failed');
  });

  it('stays connected when it has come up meanwhile', () => {
    retries.begin('bob');
    show('connected');
    clock.advance(20_000);
    expect(shown()).to.equal('connected');
  });

  it('counts from the last time it was tried', () => {
    retries.begin('bob');
    clock.advance(15_000);
    retries.begin('bob');
    clock.advance(15_000);
    expect([shown(), renewed]).to.deep.equal(['interrupted', ['bob', 'bob']]);
  });

  it('waits for the server where that is away, and for nobody who has left', () => {
    snapshot = { ...snapshot, state: 'reconnecting' };
    retries.begin('bob');
    retries.begin('gone');
    retries.forget('gone');
    clock.advance(60_000);
    expect([shown(), renewed]).to.deep.equal(['interrupted', []]);
    snapshot = { ...snapshot, state: 'joined' };
    retries.handleAdmitted();
    retries.handleAdmitted();
    expect(renewed).to.deep.equal(['bob']);
  });
});
