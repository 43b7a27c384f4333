import { expect } from '@open-wc/testing';
import type { CallEventMap, Participant } from '../../../../src/core/index.js';
import type { LinkReport } from '../../../../src/core/media/media-plane.js';
import type { MemoryPlane } from '../../../../src/testing/index.js';
import { PERFECT } from '../../../../src/testing/memory/memory-conditions.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

describe('the quality of participants', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  let told: CallEventMap['noom-quality-changed'][];
  /** Lets a plane answer again. */
  const held: (() => void)[] = [];

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
    told = [];
    ann.call.addEventListener('noom-quality-changed', (event) => told.push(event));
  });
  afterEach(async () => {
    for (const release of held.splice(0)) release();
    await world.close();
  });

  const planeOf = (person: Person): MemoryPlane => person.planes.at(-1) as MemoryPlane;
  const seen = (id: string): string => {
    const { quality, qualityCause } = ann.call.snapshot.participants.find((each) => each.id === id) as Participant;
    return qualityCause === null ? quality : `${quality} ${qualityCause}`;
  };

  /** Time passes in which the page takes so many looks. */
  async function looks(count: number): Promise<void> {
    for (let look = 0; look < count; look += 1) {
      world.clock.advance(2500);
      await turn();
    }
  }

  /** Holds the answers of Ann’s plane back until `answer()`, and counts its questions. */
  function holdStats(): { asked: number; answer: () => Promise<void> } {
    const plane = planeOf(ann);
    const getStats = plane.getStats.bind(plane);
    const waiting: (() => void)[] = [];
    const stats: ReturnType<typeof holdStats> = {
      asked: 0,
      async answer() {
        plane.getStats = getStats;
        for (const each of waiting.splice(0)) each();
        await turn();
      },
    };
    held.push(() => void stats.answer());
    plane.getStats = async () => {
      // Also by healing, which looks after silent links.
      stats.asked += 1;
      const reports = await getStats();
      return new Promise<readonly LinkReport[]>((resolve) => {
        waiting.push(() => {
          resolve(reports);
        });
      });
    };
    return stats;
  }

  it('is excellent over a perfect network, told once, and changes nothing more', async () => {
    expect([seen(bob.id), ann.call.snapshot.quality]).to.deep.equal(['unknown', 'unknown']);
    await looks(3);
    expect([seen(bob.id), seen(ann.id), ann.call.snapshot.quality]).to.deep.equal([
      'excellent',
      'excellent',
      'excellent',
    ]);
    expect(told.map(({ participant, quality, cause }) => [participant.name, quality, cause]).sort()).to.deep.equal([
      ['Ann', 'excellent', null],
      ['Bob', 'excellent', null],
    ]);
    const { snapshot } = ann.call;
    let changes = 0;
    const stop = ann.call.subscribe(() => (changes += 1));
    await looks(10);
    stop();
    expect([changes, ann.call.snapshot === snapshot]).to.deep.equal([0, true]);
  });

  it('follows the losses and the latency of a network, and comes back', async () => {
    await looks(3);
    world.network.conditions = { ...PERFECT, loss: 0.3 };
    await looks(1);
    expect(seen(bob.id)).to.equal('excellent');
    await looks(2);
    expect([seen(bob.id), seen(ann.id), ann.call.snapshot.quality]).to.deep.equal([
      'poor network',
      'poor network',
      'poor',
    ]);
    world.network.conditions = { ...PERFECT, latencyMs: 200 };
    await looks(3);
    expect(seen(bob.id)).to.equal('poor network');
    await looks(2);
    expect(seen(bob.id)).to.equal('good');
    world.network.conditions = PERFECT;
    await looks(4);
    expect([seen(bob.id), ann.call.snapshot.quality]).to.deep.equal(['excellent', 'excellent']);
  });

  it('is lost while the link is interrupted, and found anew when it is back', async () => {
    await looks(3);
    planeOf(bob).setPath('interrupted');
    await looks(1);
    expect([seen(bob.id), seen(ann.id)]).to.deep.equal(['lost network', 'excellent']);
    await looks(1);
    expect([seen(ann.id), ann.call.snapshot.quality]).to.deep.equal(['lost network', 'lost']);
    planeOf(bob).setPath('connected');
    await looks(2);
    expect(seen(bob.id)).to.equal('excellent');
  });

  it('is not asked for while there is no one else, and unknown after the last has left', async () => {
    await looks(3);
    await bob.call.leave();
    await turn();
    const stats = holdStats();
    await looks(4);
    expect([seen(ann.id), ann.call.snapshot.quality, stats.asked]).to.deep.equal(['unknown', 'unknown', 0]);
  });

  it('of one who joins, or leaves, while the browser is asked, is none', async () => {
    await looks(3);
    const stats = holdStats();
    await looks(1);
    const cas = await world.join('Cas');
    await bob.call.leave();
    await turn();
    told.length = 0;
    await stats.answer();
    expect([ann.others, seen(cas.id)]).to.deep.equal([['Cas'], 'unknown']);
    expect(told.map(({ participant }) => participant.name)).to.deep.equal([]);
  });

  it('is asked for one at a time, and again when the browser has not answered for ten seconds', async () => {
    const stats = holdStats();
    const asked: number[] = [];
    for (let look = 0; look < 6; look += 1) {
      await looks(1);
      asked.push(stats.asked);
    }
    // One of the first two is healing, which waits for its own first answer.
    expect(asked).to.deep.equal([2, 2, 2, 2, 3, 3]);
    await stats.answer();
    await looks(3);
    expect(seen(bob.id)).to.equal('excellent');
  });

  it('is not told any more when the local participant leaves while the browser is asked', async () => {
    await looks(3);
    const stats = holdStats();
    world.network.conditions = { ...PERFECT, loss: 0.5 };
    await looks(1);
    await ann.call.leave();
    told.length = 0;
    await stats.answer();
    const { self, quality } = ann.call.snapshot;
    expect([self.quality, self.qualityCause, quality, told.length]).to.deep.equal(['unknown', null, 'unknown', 0]);
    world.network.conditions = PERFECT;
  });

  it('is told from the next look on when the browser fails to answer', async () => {
    const plane = planeOf(ann);
    const { getStats } = plane;
    plane.getStats = () => Promise.reject(new DOMException('Closed.', 'InvalidStateError'));
    await looks(1);
    plane.getStats = getStats;
    await looks(3);
    expect(seen(bob.id)).to.equal('excellent');
  });

  it('is told from the next look on when what the browser answers is absurd', async () => {
    const plane = planeOf(ann);
    const getStats = plane.getStats.bind(plane);
    const entries = [null, 'x', { type: 'inbound-rtp', id: Object.create(null) as unknown, packetsReceived: 1e300 }];
    plane.getStats = () =>
      Promise.resolve([
        { participantId: bob.id, stats: new Map(entries.map((entry, index) => [String(index), entry])) },
      ]);
    await looks(2);
    plane.getStats = getStats;
    await looks(3);
    expect(seen(bob.id)).to.equal('excellent');
  });

  it('has a history in reports: with a gap while the link is interrupted, and none of those who have left', async () => {
    const historyOf = async (): Promise<(number | null)[] | undefined> => {
      const { participants } = await ann.call.getReport();
      return participants[1]?.history?.receivedKbps.map((kbps) => kbps && Math.round(kbps));
    };
    await looks(3);
    planeOf(bob).setPath('interrupted');
    await looks(1);
    planeOf(bob).setPath('connected');
    await looks(2);
    // Two samples are compared: the first look says nothing.
    expect((await historyOf())?.map((kbps) => kbps !== null)).to.deep.equal([false, true, true, false, false, true]);
    const { participants } = await ann.call.getReport();
    expect([participants[0]?.history, participants[1]?.history?.agoS]).to.deep.equal([
      null,
      [12.5, 10, 7.5, 5, 2.5, 0],
    ]);
    await bob.call.leave();
    const cas = await world.join('Cas');
    await turn();
    expect([ann.others, await historyOf(), cas.others]).to.deep.equal([['Cas'], undefined, ['Ann']]);
  });

  it('stays while the server is away, because media goes on', async () => {
    await looks(3);
    world.signaling.drop(ann.id);
    await turn();
    world.network.conditions = { ...PERFECT, loss: 0.3 };
    await looks(3);
    expect([ann.call.snapshot.state, seen(bob.id)]).to.deep.equal(['reconnecting', 'poor network']);
    world.signaling.restore(ann.id);
    await turn();
    expect(seen(bob.id)).to.equal('poor network');
  });
});
