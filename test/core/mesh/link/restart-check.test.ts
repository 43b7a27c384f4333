import { expect } from '@open-wc/testing';
import { RestartCheck, stateOfRestart } from '../../../../src/core/media/mesh/link/restart-check.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';

interface PairOfCandidates {
  readonly local: string;
  readonly remote: string;
  readonly state?: string;
  readonly nominated?: boolean;
}

/** Statistics with these pairs of candidates, each by its `ice-ufrag`. */
function statsOf(...pairs: readonly PairOfCandidates[]): RTCStatsReport {
  const entries = pairs.flatMap(({ local, remote, state = 'waiting', nominated = false }, index) => [
    { id: `L${String(index)}`, type: 'local-candidate', usernameFragment: local },
    { id: `R${String(index)}`, type: 'remote-candidate', usernameFragment: remote },
    {
      id: `P${String(index)}`,
      type: 'candidate-pair',
      localCandidateId: `L${String(index)}`,
      remoteCandidateId: `R${String(index)}`,
      state,
      nominated,
    },
  ]);
  return new Map(entries.map((entry) => [entry.id, entry]));
}

const BEFORE = { local: 'own1', remote: 'other1', state: 'succeeded', nominated: true };

describe('the outcome of an ICE restart', () => {
  for (const [state, what, pairs] of [
    ['done', 'both sides use new candidates', [{ local: 'own2', remote: 'other2', nominated: true }]],
    ['split', 'this side uses an old one of the other', [{ local: 'own2', remote: 'other1', nominated: true }]],
    ['split', 'the other side chooses none that work', [{ local: 'own2', remote: 'other2', state: 'succeeded' }]],
    ['open', 'nothing has worked yet', [{ local: 'own2', remote: 'other2', state: 'in-progress' }]],
    ['open', 'nothing was gathered yet', []],
  ] as const) {
    it(`is "${state}" where ${what}`, () => {
      expect(stateOfRestart(statsOf(BEFORE, ...pairs), 'own2', 'other2')).to.equal(state);
      expect(stateOfRestart(statsOf(...pairs, BEFORE), 'own2', 'other2')).to.equal(state);
    });
  }
});

describe('the check of a restart', () => {
  const SPLIT = statsOf(BEFORE, { local: 'own2', remote: 'other1', nominated: true });
  const DONE = statsOf(BEFORE, { local: 'own2', remote: 'other2', nominated: true });

  function create() {
    const clock = new FakeClock();
    const pc = { signalingState: 'stable', currentLocalDescription: {}, currentRemoteDescription: {} };
    const world = { stats: SPLIT, looks: 0, splits: 0 };
    const check = new RestartCheck(pc as RTCPeerConnection, {
      getStats: () => {
        world.looks += 1;
        return Promise.resolve(world.stats);
      },
      clock,
      handleSplit: () => (world.splits += 1),
    });
    const exchange = (time: number): void => {
      pc.currentLocalDescription = { sdp: `a=ice-ufrag:own${String(time)}\r\n` };
      pc.currentRemoteDescription = { sdp: `a=ice-ufrag:other${String(time)}\r\n` };
      check.handleExchanged();
    };
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1000);
        await Promise.resolve();
        await Promise.resolve();
      }
    };
    return { clock, check, pc, world, exchange, pass };
  }

  it('checks neither after the first exchange nor after one that restarted nothing', async () => {
    const { world, exchange, pass } = create();
    exchange(1);
    exchange(1);
    await pass(10);
    expect(world.looks).to.equal(0);
  });

  it('reports once, and after two checks in a row, that each side uses another path', async () => {
    const { world, exchange, pass } = create();
    exchange(1);
    exchange(2);
    await pass(1);
    expect([world.looks, world.splits]).to.deep.equal([1, 0]);
    await pass(10);
    expect([world.looks, world.splits]).to.deep.equal([2, 1]);
  });

  it('reports nothing when the path is the same by the second check', async () => {
    const { world, exchange, pass } = create();
    exchange(1);
    exchange(2);
    await pass(1);
    world.stats = DONE;
    await pass(10);
    expect([world.looks, world.splits]).to.deep.equal([2, 0]);
  });

  it('does not count a check of a page that gets no processor time: both sides nominate later then, too', async () => {
    const { clock, world, exchange, pass } = create();
    exchange(1);
    exchange(2);
    for (let slice = 0; slice < 8; slice += 1) {
      clock.stall(1500);
      await Promise.resolve();
      await Promise.resolve();
    }
    expect([world.looks, world.splits]).to.deep.equal([4, 0]);
    world.stats = DONE;
    await pass(10);
    expect([world.looks, world.splits]).to.deep.equal([5, 0]);
  });

  it('leaves a path that never works to ICE', async () => {
    const { world, exchange, pass } = create();
    exchange(1);
    world.stats = statsOf(BEFORE);
    exchange(2);
    await pass(60);
    expect([world.looks, world.splits]).to.deep.equal([5, 0]);
  });

  it('starts over with a restart that happens in between', async () => {
    const { world, exchange, pass } = create();
    exchange(1);
    exchange(2);
    await pass(1);
    exchange(3);
    world.stats = statsOf(BEFORE, { local: 'own3', remote: 'other1', nominated: true });
    await pass(1);
    expect(world.splits).to.equal(0);
    await pass(1);
    expect([world.looks, world.splits]).to.deep.equal([3, 1]);
  });

  it('reports nothing of a connection that is closed, also during a check', async () => {
    const { check, pc, world, exchange, pass } = create();
    exchange(1);
    exchange(2);
    await pass(1);
    check.close();
    await pass(10);
    expect([world.looks, world.splits]).to.deep.equal([1, 0]);
    exchange(3);
    await pass(1);
    pc.signalingState = 'closed';
    await pass(10);
    expect(world.splits).to.equal(0);
  });
});
