import { expect } from '@open-wc/testing';
import { createGate } from '../../../harness/gate.js';
import type { Person } from '../../../fakes/worlds/call-world.js';
import { MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';
import type { MemoryServedPlane } from '../../../../src/testing/index.js';
import { tell } from '../../../../src/core/base/typed-events.js';

describe('what may overlap with the move of a call', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  const topologies = () => world.people.map(({ call }) => call.snapshot.topology);

  /** The plane of a participant over the media server. */
  function servedPlaneOf({ id }: Person): MemoryServedPlane {
    const plane = world.servedPlanes.find((each) => each.tracksOf(id).size === 0);
    if (plane === undefined) throw new Error('There is no such plane.');
    return plane;
  }

  /** Two who are connected. */
  async function pair(): Promise<[Person, Person]> {
    const [ann, bob] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    if (ann === undefined || bob === undefined) throw new Error('They are not there.');
    return [ann, bob];
  }

  it('the code of the next plane comes after the move was given up', async () => {
    await pair();
    const gate = createGate();
    world.loadCode = () => gate.opened;
    await world.enter('Cas');
    await world.pass(9000, 250);
    expect([topologies(), world.servedPlanes.length]).to.deep.equal([['mesh', 'mesh', 'mesh'], 0]);
    world.loadCode = () => Promise.resolve();
    gate.open();
    await world.pass(1000);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['mesh', 'mesh', 'mesh'],
      [true, true, true],
    ]);
    await world.pass(31_000, 500);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
  });

  it('the code of the next plane cannot be loaded, and can later', async () => {
    await pair();
    world.loadCode = () => Promise.reject(new TypeError('Failed to fetch'));
    await world.enter('Cas');
    await world.pass(3000);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['mesh', 'mesh', 'mesh'],
      [true, true, true],
    ]);
    world.loadCode = () => Promise.resolve();
    await world.pass(40_000, 500);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
  });

  it('the move is committed while one page still loads its code, which comes after', async () => {
    await world.close();
    world = new MovingWorld({ meshMax: 2, meshHard: 2 });
    const [ann] = await pair();
    const gate = createGate();
    let loads = 0;
    world.loadCode = () => {
      loads += 1;
      return loads === 1 ? gate.opened : Promise.resolve();
    };
    await world.enter('Cas');
    await world.pass(9000, 250);
    expect(topologies()).to.deep.equal(['sfu', 'sfu', 'sfu']);
    gate.open();
    await world.pass(2000);
    expect(ann.heard('noom-topology-changed').length).to.equal(1);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
  });

  it('a participant leaves', async () => {
    const [ann, bob] = await pair();
    const cas = await world.enter('Cas');
    await bob.call.leave();
    await world.pass(2000);
    expect(new Set([ann, cas].map(({ call }) => call.snapshot.topology)).size).to.equal(1);
    expect([ann, cas].map(receivesAll)).to.deep.equal([true, true]);
  });

  it('the call is left, and nothing of either plane is left', async () => {
    const [ann, bob] = await pair();
    await world.enter('Cas');
    await ann.call.leave();
    await bob.call.leave();
    await world.pass(1000);
    expect(ann.call.snapshot.participants.length).to.equal(1);
  });

  it('the connection to the server is lost, and is back', async () => {
    const [ann] = await pair();
    await world.enter('Cas');
    world.signaling.drop(ann.id);
    await world.pass(300);
    world.signaling.restore(ann.id);
    await world.pass(10_000, 250);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
  });

  it('sources are turned on and off', async () => {
    const [ann, bob] = await pair();
    await world.enter('Cas');
    for (let count = 0; count < 3; count += 1) {
      await bob.call.setCamera(count % 2 === 1);
      await ann.call.setMicrophone(count % 2 === 1);
      await world.pass(100);
    }
    await Promise.all([bob.call.setCamera(true), ann.call.setMicrophone(true)]);
    await world.pass(3000);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
  });

  it('the media server is lost', async () => {
    await pair();
    await world.enter('Cas');
    world.engine.lose();
    await world.pass(2000);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['mesh', 'mesh', 'mesh'],
      [true, true, true],
    ]);
  });

  it('the lost plane says so again while the call goes back to the mesh', async () => {
    await pair();
    await world.enter('Cas');
    await world.pass(1000);
    world.engine.lose();
    for (let count = 0; count < 20; count += 1) {
      for (const plane of world.servedPlanes) tell(plane, 'plane-state', { state: 'lost', sources: [] });
      await world.pass(50);
    }
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['mesh', 'mesh', 'mesh'],
      [true, true, true],
    ]);
  });

  it('the media server is lost for one page whose connection to the server is away, which says so once it is back', async () => {
    const [ann] = await pair();
    await world.enter('Cas');
    await world.pass(1000);
    const { id } = ann;
    world.signaling.drop(id);
    tell(servedPlaneOf(ann), 'plane-state', { state: 'lost', sources: [] });
    await world.pass(25_000, 500);
    world.signaling.restore(id);
    await world.pass(1000);
    expect(ann.asked('media:report').length).to.be.below(2);
    await world.pass(10_000, 500);
    expect(ann.asked('media:report').length).to.be.within(1, 3);
  });

  it('the present plane is lost for one page while a move begins that comes to nothing', async () => {
    const [ann, bob] = await pair();
    await world.enter('Cas');
    await world.pass(1000);
    const { createPlane } = world.network;
    world.network.createPlane = (options) => {
      const plane = createPlane.call(world.network, options);
      plane.setPath('failed');
      return plane;
    };
    ann.call.configure({ topology: 'mesh' });
    await world.pass(500);
    tell(servedPlaneOf(bob), 'plane-state', { state: 'lost', sources: [] });
    await world.pass(12_000, 250);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
  });

  it('a node of the media server is left for another room of it', async () => {
    await pair();
    await world.enter('Cas');
    await world.pass(1000);
    const [before] = world.engine.rooms;
    world.engine.drain(before?.id);
    await world.pass(8000, 250);
    expect(world.engine.rooms.map(({ id }) => id)).to.not.include(before?.id);
    expect([topologies(), world.people.map(receivesAll)]).to.deep.equal([
      ['sfu', 'sfu', 'sfu'],
      [true, true, true],
    ]);
    expect(world.people.map((person) => person.heard('noom-topology-changed').length)).to.deep.equal([1, 1, 1]);
  });
});
