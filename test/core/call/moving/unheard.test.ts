import { expect } from '@open-wc/testing';
import { holdBack, MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';

describe('a participant whose media does not arrive over a media server, although they are there', () => {
  let world: MovingWorld;
  afterEach(() => world.close());

  /** A room of three, that moves with the third, of whom nothing arrives there. */
  async function move(meshHard: number): Promise<void> {
    world = new MovingWorld({ meshMax: 2, meshHard });
    const create = world.served.createPlane.bind(world.served);
    world.served.createPlane = (options) => {
      const plane = create(options);
      const meet = plane.meet.bind(plane);
      plane.meet = (id, arrival) => {
        if (plane !== world.servedOf.get('Cas')) meet(id, arrival);
      };
      return plane;
    };
    await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    await world.enter('Cas');
    await world.pass(9000);
  }

  const topologies = () => world.people.map(({ call }) => call.snapshot.topology);

  it('does not keep the others in a mesh that is hopeless', async () => {
    await move(2);
    expect(topologies()).to.deep.equal(['sfu', 'sfu', 'sfu']);
    const [ann, bob] = world.people;
    for (const [person, other] of [
      [ann, bob],
      [bob, ann],
    ]) {
      const seen = person?.call.snapshot.participants.find(({ id }) => id === other?.id);
      expect([seen?.connection, seen?.sources.camera.track?.readyState]).to.deep.equal(['connected', 'live']);
    }
  });

  it('leaves the call where it is, and is named by the others, once', async () => {
    await move(10);
    expect(topologies()).to.deep.equal(['mesh', 'mesh', 'mesh']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
    const [ann, , cas] = world.people;
    const said = ann?.asked('media:ready').map((payload) => 'without' in payload && payload.without);
    expect(said).to.deep.equal([[cas?.id]]);
  });
});

describe('a call whose media server is lost', () => {
  it('does not wait for one of whom nothing arrives, nor for one who says nothing', async () => {
    const world = new MovingWorld({ meshMax: 3 });
    try {
      await world.enterAll('Ann', 'Bob', 'Cas');
      await world.pass(200);
      const dan = await world.enter('Dan');
      await world.pass(1000);
      const topologies = () => world.people.slice(0, 3).map(({ call }) => call.snapshot.topology);
      expect(topologies()).to.deep.equal(['sfu', 'sfu', 'sfu']);
      const { createPlane } = world.network;
      let made = 0;
      world.network.createPlane = (options) => {
        const plane = createPlane.call(world.network, options);
        made += 1;
        if (made === 3) plane.setPath('failed');
        return plane;
      };
      const open = holdBack(dan, 'media:joined');
      world.engine.lose();
      await world.pass(3000);
      expect([made, topologies()]).to.deep.equal([4, ['sfu', 'sfu', 'sfu']]);
      await world.pass(3000);
      expect(topologies()).to.deep.equal(['mesh', 'mesh', 'mesh']);
      open();
      await world.pass(5000);
      expect(world.people.map(({ call }) => call.snapshot.topology)).to.deep.equal(['mesh', 'mesh', 'mesh', 'mesh']);
      expect(dan.heard('noom-topology-changed').length).to.equal(2);
    } finally {
      await world.close();
    }
  });
});
