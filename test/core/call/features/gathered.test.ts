import { expect } from '@open-wc/testing';
import { CrowdMember } from '../../../../src/testing/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

/** More than the server tells of one by one. */
const MANY = 30;
/** As long as the server gathers. */
const GATHERED_MS = 200;

describe('a call in a large room', () => {
  let world: CallWorld;
  let ann: Person;
  let crowd: CrowdMember[];
  /** How often a subscriber was told since the last time, and of how many participants. */
  let told: number[];

  beforeEach(async () => {
    world = new CallWorld({ maxParticipants: 300 });
    crowd = [];
    told = [];
    await enter(MANY);
    ann = await world.join('Ann');
    ann.call.subscribe(({ participants }) => told.push(participants.length));
    world.clock.advance(1000);
    await turn();
    told.splice(0);
    ann.told.splice(0);
  });

  afterEach(async () => {
    for (const member of crowd) await member.leave().catch(() => undefined);
    await world.close();
  });

  async function enter(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const member = new CrowdMember(world.signaling, `Member ${String(crowd.length)}`);
      crowd.push(member);
      await member.join('tea');
    }
  }

  it('is told by few snapshots of many who join, and by an event of each', async () => {
    await enter(100);
    await turn();
    world.clock.advance(GATHERED_MS);
    await turn();
    // The first one at once, then all others; and that they are connected, for each.
    const sizes = [...new Set(told)];
    expect(sizes).to.deep.equal([MANY + 2, MANY + 101]);
    expect(ann.heard('noom-participant-joined').map(({ participant }) => participant.name)).to.deep.equal(
      crowd.slice(MANY).map(({ name }) => name),
    );
  });

  it('hears of one who came and went meanwhile both times, and has them as they are in between', async () => {
    await enter(1);
    await turn();
    const seen: string[] = [];
    for (const type of ['noom-participant-joined', 'noom-participant-left'] as const) {
      ann.call.addEventListener(type, ({ participant }) => {
        const isThere = ann.call.snapshot.participants.some(({ id }) => id === participant.id);
        seen.push(`${participant.name} ${type.slice(17)} ${String(isThere)}`);
      });
    }
    told.splice(0);
    await enter(2);
    await crowd.at(-2)?.leave();
    await crowd[0]?.leave();
    world.clock.advance(GATHERED_MS);
    const [gone, stays] = crowd.slice(-2);
    await turn();
    expect(seen).to.deep.equal([
      `${String(gone?.name)} joined true`,
      `${String(stays?.name)} joined true`,
      `${String(gone?.name)} left false`,
      'Member 0 left false',
    ]);
    expect(told[0]).to.equal(MANY + 2);
    expect(ann.others).to.deep.equal(
      crowd.filter((each) => each !== gone && each !== crowd[0]).map(({ name }) => name),
    );
  });

  it('handles nothing more of a message in whose middle a listener leaves', async () => {
    await enter(1);
    await turn();
    await enter(3);
    ann.call.addEventListener('noom-participant-joined', () => void ann.call.leave(), { once: true });
    ann.told.splice(0);
    world.clock.advance(GATHERED_MS);
    await turn();
    expect([ann.call.snapshot.state, ann.others]).to.deep.equal(['left', []]);
    expect(ann.heard('noom-participant-joined').length).to.equal(1);
  });

  it('is there with all who were before in one snapshot', async () => {
    const bob = world.create('Bob');
    const sizes: number[] = [];
    bob.call.subscribe(({ participants }) => {
      if (sizes.at(-1) !== participants.length) sizes.push(participants.length);
    });
    await bob.call.join();
    await turn();
    expect(sizes).to.deep.equal([1, MANY + 2]);
  });
});
