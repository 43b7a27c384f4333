import { expect } from '@open-wc/testing';
import { MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';

describe('how the media of a room travels, before joining it', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  it('is told at the door, where a page fetches what it needs for a media server, and for a mesh nothing', async () => {
    const loads: boolean[] = [];
    const bob = world.create('Bob', {}, { prefetchServedPlane: (isNeeded) => loads.push(isNeeded) });
    void bob.call.prepare();
    const ann = await world.enter('Ann');
    expect((await bob.call.peek()).topology).to.equal('mesh');
    expect(loads).to.deep.equal([]);
    ann.call.configure({ topology: 'sfu' });
    await world.pass(1000);
    expect((await bob.call.peek()).topology).to.equal('sfu');
    expect(loads).to.deep.equal([true]);
  });
});

describe('a participant who enters a room at a media server', () => {
  let world: MovingWorld;
  beforeEach(async () => {
    world = new MovingWorld();
    await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(3000);
  });
  afterEach(() => world.close());

  const names = () => world.people[0]?.others;

  it('gets everything also where another name was set on the way', async () => {
    const dan = world.bring('Dan');
    const joining = dan.call.join();
    dan.call.configure({ displayName: 'Dana' });
    await joining;
    await world.pass(2000);
    expect([dan.call.snapshot.topology, names()]).to.deep.equal(['sfu', ['Bob', 'Cas', 'Dana']]);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true, true]);
  });

  it('gets everything also where another name was set in the lobby', async () => {
    const [ann] = world.people;
    await ann?.call.setLobby(true);
    const dan = world.bring('Dan');
    const joining = dan.call.join();
    await world.pass(200);
    expect(dan.call.snapshot.state).to.equal('lobby');
    dan.call.configure({ displayName: 'Dana' });
    await world.pass(200);
    await ann?.call.admit(ann.call.snapshot.knocking[0]?.id ?? '');
    await joining;
    await world.pass(2000);
    expect([dan.call.snapshot.topology, names()]).to.deep.equal(['sfu', ['Bob', 'Cas', 'Dana']]);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true, true]);
  });
});
