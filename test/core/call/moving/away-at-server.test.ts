import { expect } from '@open-wc/testing';
import { MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';
import type { Person } from '../../../fakes/worlds/call-world.js';

describe('a page whose connection to the signaling server is away, in a call at a media server', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  /** Three who are at the media server, of whom the last one is away. */
  async function threeWithOneAway(): Promise<[Person, Person, Person]> {
    const [ann, bob, cas] = await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(5000, 250);
    if (ann === undefined || bob === undefined || cas === undefined) throw new Error('They are not there.');
    expect(ann.call.snapshot.topology).to.equal('sfu');
    world.signaling.drop(cas.id);
    await world.pass(100);
    return [ann, bob, cas];
  }

  it('has what a newcomer sends once it is back', async () => {
    const [ann, bob, cas] = await threeWithOneAway();
    const dan = await world.enter('Dan');
    await world.pass(2000, 250);
    world.signaling.restore(cas.id);
    await world.pass(5000, 250);
    expect(cas.others).to.have.members(['Ann', 'Bob', 'Dan']);
    expect([ann, bob, cas, dan].map(receivesAll)).to.deep.equal([true, true, true, true]);
  });

  it('has what one who left and joined again sends once it is back', async () => {
    const [ann, bob, cas] = await threeWithOneAway();
    const before = bob.id;
    await bob.call.leave();
    await bob.call.join();
    await world.pass(2000, 250);
    expect(bob.id).not.to.equal(before);
    world.signaling.restore(cas.id);
    await world.pass(5000, 250);
    expect([ann, bob, cas].map(receivesAll)).to.deep.equal([true, true, true]);
  });
});
