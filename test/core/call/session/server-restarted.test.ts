import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

const GRACE_MS = 30_000;

describe('a call whose server restarted', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld({ graceMs: GRACE_MS });
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  it('goes on with the same participants in the same places', async () => {
    const before = [ann.seen('Bob'), bob.seen('Ann')];
    world.signaling.restart();
    await turn();
    expect([ann.call.snapshot.state, bob.call.snapshot.state]).to.deep.equal(['joined', 'joined']);
    expect([ann.seen('Bob'), bob.seen('Ann')]).to.deep.equal(before);
    expect([ann.seen('Bob') === before[0], bob.seen('Ann') === before[1]]).to.deep.equal([true, true]);
    expect([...ann.left, ...bob.left]).to.deep.equal([]);
  });

  it('keeps the raised hands in their order', async () => {
    await bob.call.raiseHand(true);
    await ann.call.raiseHand(true);
    world.signaling.restart();
    await turn();
    for (const { call } of [ann, bob]) {
      const places = call.snapshot.participants.map(({ name, hand, handOrder }) => [name, hand, handOrder]);
      expect(Object.fromEntries(places.map(([name, ...place]) => [name, place]))).to.deep.equal({
        Ann: [true, 2],
        Bob: [true, 1],
      });
    }
  });

  it('keeps a participant for 30 s whom the server does not know yet', async () => {
    world.signaling.drop(bob.id);
    world.signaling.restart();
    await turn();
    expect(ann.others).to.deep.equal(['Bob']);
    world.clock.advance(GRACE_MS - 1);
    await turn();
    expect([ann.others, ann.left]).to.deep.equal([['Bob'], []]);
    expect(ann.seen('Bob').sources.camera.track?.readyState).to.equal('live');
    world.clock.advance(1);
    expect([ann.others, ann.left]).to.deep.equal([[], ['Bob: network']]);
    expect((await ann.leftovers()).links).to.equal(0);
  });

  it('keeps a participant for good who comes back within 30 s', async () => {
    const before = ann.seen('Bob');
    const { id } = bob;
    world.signaling.drop(id);
    world.signaling.restart();
    await turn();
    world.clock.advance(GRACE_MS - 1);
    world.signaling.restore(id);
    await turn();
    world.clock.advance(10 * GRACE_MS);
    await turn();
    expect([ann.others, bob.others, ann.left]).to.deep.equal([['Bob'], ['Ann'], []]);
    expect(ann.seen('Bob').sources.camera.track).to.equal(before.sources.camera.track);
  });

  it('keeps a participant who is missing while the server is away once more', async () => {
    const { id } = ann;
    world.signaling.drop(bob.id);
    world.signaling.restart();
    await turn();
    world.clock.advance(GRACE_MS / 2);
    world.signaling.drop(id);
    world.clock.advance(3 * GRACE_MS);
    await turn();
    expect([ann.call.snapshot.state, ann.others, ann.left]).to.deep.equal(['reconnecting', ['Bob'], []]);
    expect(ann.seen('Bob').sources.camera.track?.readyState).to.equal('live');
    world.signaling.restore(id);
    await turn();
    world.clock.advance(GRACE_MS - 1);
    await turn();
    expect(ann.others).to.deep.equal(['Bob']);
    world.clock.advance(1);
    expect(ann.left).to.deep.equal(['Bob: network']);
  });

  it('waits for no one any more after leaving', async () => {
    world.signaling.drop(bob.id);
    world.signaling.restart();
    await turn();
    await ann.call.leave();
    await bob.call.leave();
    await turn();
    // The server keeps Bob's former seat as long as any that lost its connection, and Bob's page tries to report the
    // leave as long, by two timers.
    expect([world.clock.pending, ann.left]).to.deep.equal([3, ['Bob: left']]);
    world.clock.advance(GRACE_MS);
    expect(world.clock.pending).to.equal(0);
  });
});
