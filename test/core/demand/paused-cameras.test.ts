import { expect } from '@open-wc/testing';
import type { Demand, Participant } from '../../../src/core/index.js';
import type { SentShape } from '../../../src/core/media/sent-shape.js';
import type { Source } from '../../../src/core/model/sources.js';
import type { MemoryPlane } from '../../../src/testing/index.js';
import { PERFECT } from '../../../src/testing/memory/memory-conditions.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { turn } from '../../fakes/turn.js';

describe('a camera that the connection does not carry', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob', { camera: true, microphone: true });
  });
  afterEach(() => world.close());

  const planeOf = (person: Person): MemoryPlane => person.planes.at(-1) as MemoryPlane;
  const sent = (to: Person = ann, source: Source = 'camera'): SentShape | null =>
    planeOf(bob).shapes.get(to.id, source);
  const seen = (by: Person = ann): Participant['sources']['camera'] => by.seen('Bob').sources.camera;
  const own = (): Participant['sources']['camera'] => bob.call.snapshot.self.sources.camera;

  function narrow(uplinkKbps: number): void {
    world.network.conditions = { ...PERFECT, uplinkKbps };
  }

  async function pass(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds * 10; passed += 1) {
      world.clock.advance(100);
      await turn();
    }
  }

  async function pause(): Promise<void> {
    narrow(60);
    await pass(14);
    expect([own().paused, sent()?.active]).to.deep.equal([true, false]);
  }

  it('is not sent, the others are told, sound goes on; and it comes back by itself', async () => {
    expect([own().on, own().paused, seen().paused]).to.deep.equal([true, undefined, undefined]);
    await pause();
    expect([own().on, own().interrupted, own().track === null]).to.deep.equal([true, false, false]);
    expect([seen().on, seen().paused, seen().interrupted, sent(ann, 'microphone')?.active]).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
    narrow(2000);
    await pass(30);
    expect([own().paused, seen().paused, seen().interrupted, seen().track === null]).to.deep.equal([
      false,
      false,
      false,
      false,
    ]);
    expect([sent()?.active, sent()?.scaleResolutionDownBy]).to.deep.equal([true, 1]);
  });

  it('is tried in the smallest size before the others see it', async () => {
    await pause();
    narrow(2000);
    for (let waited = 0; waited < 200 && sent()?.active !== true; waited += 1) await pass(0.1);
    expect([sent()?.maxFramerate, seen().paused]).to.deep.equal([10, true]);
    expect(sent()?.maxBitrate).to.be.at.most(200_000);
  });

  it('stays paused when it is turned off and on', async () => {
    await pause();
    await bob.call.setCamera(false);
    await pass(2);
    expect([seen().on, own().on]).to.deep.equal([false, false]);
    // What is off is not paused: a view may look at that alone.
    expect([seen().paused, seen().interrupted, own().paused]).to.deep.equal([false, false, false]);
    await bob.call.setCamera(true);
    await pass(2);
    expect([own().on, own().paused, seen().on, seen().paused, sent()?.active]).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('is paused to a newcomer too, who asks for it in full, for everything, and for what there is not', async () => {
    await pause();
    const cas = await world.join('Cas');
    const huge: Demand = { widthPx: 10_000, heightPx: 10_000, priority: 'high' };
    cas.call.reportView({}, { participantId: bob.id, source: 'camera', wanted: huge });
    await pass(4);
    expect([sent(cas)?.active, seen(cas).paused]).to.deep.equal([false, true]);
  });

  it('stays paused over a link that is made anew, while data is saved, and while signaling is away', async () => {
    await pause();
    planeOf(bob).renewLink(ann.id);
    bob.call.configure({ dataSaver: true });
    await pass(3);
    expect([own().paused, seen().paused, sent()?.active]).to.deep.equal([true, true, false]);
    narrow(2000);
    await pass(30);
    expect([own().paused, seen().paused, sent()?.maxFramerate]).to.deep.equal([false, false, 15]);
  });

  it('is as it was for one who leaves and joins again, and for one who is left alone', async () => {
    await pause();
    await bob.call.leave();
    expect(own().paused).to.equal(false);
    await bob.call.join();
    await pass(1);
    narrow(60);
    await pass(14);
    expect(own().paused).to.equal(true);
    await ann.call.leave();
    await pass(2);
    expect(own().paused).to.equal(false);
  });

  it('is paused to the one whose own way loses too much, who alone is told', async () => {
    const cas = await world.join('Cas');
    const { getStats } = planeOf(bob);
    planeOf(bob).getStats = async () =>
      (await getStats.call(planeOf(bob))).map((report) =>
        report.participantId === ann.id ? { ...report, stats: withUplink(report.stats, 50_000) } : report,
      );
    await pass(14);
    expect([seen(ann).paused, seen(cas).paused, own().paused]).to.deep.equal([true, undefined, undefined]);
  });

  it('changes no more often in the snapshot than twice a second, whatever a participant tells', async () => {
    let count = 0;
    ann.call.addEventListener('noom-participant-updated', () => (count += 1));
    for (let told = 0; told < 100; told += 1) {
      await planeOf(bob).data.send(ann.id, {
        channel: 'noom:demand',
        data: JSON.stringify({ paused: told % 2 === 0 }),
      });
      await pass(0.1);
    }
    expect(count).to.be.within(1, 22);
    for (const paused of ['yes', 1, null, {}]) {
      await planeOf(bob).data.send(ann.id, { channel: 'noom:demand', data: JSON.stringify({ paused }) });
    }
    await pass(1);
    expect(seen().paused).to.equal(false);
  });

  it('is left as it is by statistics that no browser should report', async () => {
    for (const value of [NaN, -1, 0, Infinity, '12', null, {}, 2 ** 60]) {
      const { getStats } = planeOf(bob);
      planeOf(bob).getStats = async () =>
        (await getStats.call(planeOf(bob))).map((report) => ({
          ...report,
          stats: withUplink(report.stats, value as number),
        }));
      await pass(11);
      planeOf(bob).getStats = getStats;
    }
    expect(own().paused).to.equal(undefined);
  });
});

function withUplink(stats: RTCStatsReport, availableOutgoingBitrate: number): RTCStatsReport {
  const entries = [...(stats as unknown as Map<string, Record<string, unknown>>)];
  return new Map(
    entries.map(([id, entry]) => [
      id,
      entry['type'] === 'candidate-pair' ? { ...entry, availableOutgoingBitrate } : entry,
    ]),
  );
}
