import { expect } from '@open-wc/testing';
import type { Person } from '../../../fakes/worlds/call-world.js';
import { MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';

describe('a call that moves between a mesh and a media server', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  const topologies = (people: readonly Person[]) => people.map(({ call }) => call.snapshot.topology);
  const told = ({ heard }: Pick<Person, 'heard'>, person: Person) =>
    heard.call(person, 'noom-topology-changed').map(({ fields }) => fields as { from: string; to: string; ms: number });

  it('goes to the server when it outgrows the mesh, and back when it is small again', async () => {
    const [ann, bob] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    expect(topologies(world.people)).to.deep.equal(['mesh', 'mesh']);
    const cas = await world.enter('Cas');
    await world.pass(3000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
    for (const person of world.people) {
      expect(told(person, person).map(({ from, to }) => [from, to])).to.deep.equal([['mesh', 'sfu']]);
      expect(await person.planes[0]?.getStats()).to.deep.equal([]);
    }
    await cas.call.leave();
    await world.pass(62_000, 1000);
    expect(topologies([ann, bob] as Person[])).to.deep.equal(['mesh', 'mesh']);
    expect([ann, bob].map((person) => receivesAll(person as Person))).to.deep.equal([true, true]);
    // A page may be the last to hear of it.
    await world.pass(6000, 500);
    expect(world.engine.rooms).to.deep.equal([]);
  });

  it('has every picture and every voice all the time', async () => {
    const [ann] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    const missing: string[] = [];
    ann?.call.subscribe(({ participants }) => {
      const bob = participants.find(({ name }) => name === 'Bob');
      for (const source of ['camera', 'microphone'] as const) {
        if (bob?.sources[source].track?.readyState !== 'live') missing.push(source);
      }
    });
    await world.enter('Cas');
    await world.pass(1000);
    expect([ann?.call.snapshot.topology, missing]).to.deep.equal(['sfu', []]);
  });

  it('goes on with what was shown before for a moment, for those who go over last', async () => {
    const people = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    const shown = people.map((person) => person.seen(person === people[0] ? 'Bob' : 'Ann').sources.camera.track);
    await world.enter('Cas');
    for (let passed = 0; topologies(people).includes('mesh') && passed < 5000; passed += 50) await world.pass(50);
    await world.pass(1000);
    const states = (): unknown => [topologies(people), shown.map((track) => track?.readyState)];
    expect(states()).to.deep.equal([
      ['sfu', 'sfu'],
      ['live', 'live'],
    ]);
    await world.pass(1000);
    expect(states()).to.deep.equal([
      ['sfu', 'sfu'],
      ['ended', 'ended'],
    ]);
  });

  it('carries messages all the time, each once', async () => {
    const [ann, bob] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    const joining = world.enter('Cas');
    for (let count = 0; count < 12; count += 1) {
      await ann?.call.sendMessage(`message ${String(count)}`);
      await world.pass(100);
    }
    const cas = await joining;
    await world.pass(5000, 500);
    expect(cas.call.snapshot.topology).to.equal('sfu');
    const texts = bob?.call.snapshot.messages.map(({ text }) => text);
    expect(texts).to.deep.equal(Array.from({ length: 12 }, (_, count) => `message ${String(count)}`));
  });

  it('takes a newcomer who comes while it moves, and one who comes after it, without offers of a mesh', async () => {
    await world.enterAll('Ann', 'Bob', 'Cas');
    const dan = await world.enter('Dan');
    await world.pass(1000);
    const eve = await world.enter('Eve');
    await world.pass(1000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true, true, true]);
    expect(eve.asked('signal:send')).to.deep.equal([]);
    expect(told(eve, eve)).to.deep.equal([]);
    expect(dan.seen('Eve').connection).to.equal('connected');
  });

  it('is joined by a newcomer at the server at once, not only after what a call in a mesh may wait for', async () => {
    await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(3000);
    const dan = await world.enter('Dan');
    await world.pass(300);
    expect(receivesAll(dan)).to.equal(true);
  });

  describe('in a mesh that is allowed to have six', () => {
    /** Time passes on paths that lose a third of all packets. */
    async function loseFor(ms: number): Promise<void> {
      world.network.conditions = { ...world.network.conditions, loss: 0.3 };
      await world.pass(ms, 500);
    }

    beforeEach(async () => {
      await world.close();
      world = new MovingWorld({ meshMax: 6 });
    });

    it('goes to the server when a page cannot keep up for half a minute, and stays there', async () => {
      const [ann] = await world.enterAll('Ann', 'Bob', 'Cas');
      await world.pass(10_000, 500);
      await loseFor(25_000);
      expect(ann?.call.snapshot.self.qualityCause).to.equal('uplink');
      expect(topologies(world.people)).to.deep.equal(['mesh', 'mesh', 'mesh']);
      await loseFor(25_000);
      expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
      world.network.conditions = { ...world.network.conditions, loss: 0 };
      await world.pass(70_000, 1000);
      expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    });

    it('says nothing of pages that cannot keep up for a moment, nor in a call of two', async () => {
      const [ann, bob] = await world.enterAll('Ann', 'Bob');
      await loseFor(60_000);
      const cas = await world.enter('Cas');
      await loseFor(15_000);
      world.network.conditions = { ...world.network.conditions, loss: 0 };
      await world.pass(60_000, 500);
      expect([ann, bob, cas].map((person) => person?.asked('media:report'))).to.deep.equal([[], [], []]);
      expect(topologies(world.people)).to.deep.equal(['mesh', 'mesh', 'mesh']);
    });
  });

  it('stays where it is while one cannot reach the server, and goes once they can', async () => {
    const [ann] = await world.enterAll('Ann', 'Bob');
    world.served.unreachable.add(ann?.id ?? '');
    await world.enter('Cas');
    await world.pass(9000, 100);
    expect(topologies(world.people)).to.deep.equal(['mesh', 'mesh', 'mesh']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
    expect(world.servedPlanes.map(({ localTracks }) => localTracks.size).length).to.equal(3);
    world.served.unreachable.clear();
    await world.pass(31_000, 500);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
  });

  it('goes without one who cannot reach the server where a mesh is hopeless, who is told, and comes after', async () => {
    await world.close();
    world = new MovingWorld({ meshMax: 2, meshHard: 3 });
    const [ann] = await world.enterAll('Ann', 'Bob');
    world.served.unreachable.add(ann?.id ?? '');
    await world.enterAll('Cas', 'Dan');
    await world.pass(9000, 100);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu', 'sfu']);
    expect(ann?.call.snapshot.error?.code).to.equal('sfu-unreachable');
    expect(
      world.people
        .slice(1)
        .map((person) => person.seen('Cas' === person.call.snapshot.self.name ? 'Bob' : 'Cas').connection),
    ).to.deep.equal(['connected', 'connected', 'connected']);
    world.served.unreachable.clear();
    await world.pass(10_000, 500);
    expect(ann?.call.snapshot.error).to.equal(null);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true, true]);
  });

  it('goes back to the mesh when the server is lost', async () => {
    await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(1000);
    world.engine.lose();
    await world.pass(2000);
    expect(topologies(world.people)).to.deep.equal(['mesh', 'mesh', 'mesh']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
    expect(world.people.map(({ call }) => call.snapshot.error)).to.deep.equal([null, null, null]);
  });

  it('shows no camera as paused any more that its uplink did not carry in a mesh', async () => {
    const [, bob] = await world.enterAll('Ann', 'Bob');
    world.network.conditions = { ...world.network.conditions, uplinkKbps: 60 };
    await world.pass(14_000, 100);
    expect(bob?.call.snapshot.self.sources.camera.paused).to.equal(true);
    await world.enter('Cas');
    await world.pass(6000, 100);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    for (const { call } of world.people) {
      const cameras = call.snapshot.participants.map(({ sources }) => sources.camera);
      expect(cameras.map(({ on, paused = false, interrupted }) => [on, paused, interrupted])).to.deep.equal([
        [true, false, false],
        [true, false, false],
        [true, false, false],
      ]);
    }
  });

  it('says that the server is lost where there is no other way, until it is back', async () => {
    await world.close();
    world = new MovingWorld({ meshMax: 2, meshHard: 2 });
    await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(1000);
    world.engine.lose();
    await world.pass(3000);
    expect(world.people.map(({ call }) => call.snapshot.error?.code)).to.deep.equal(Array(3).fill('media-lost'));
    world.engine.restore();
    await world.pass(12_000, 250);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
    expect(world.people.map(({ call }) => call.snapshot.error)).to.deep.equal([null, null, null]);
  });

  it('goes on through the server while the signaling server restarts', async () => {
    await world.enterAll('Ann', 'Bob', 'Cas');
    await world.pass(1000);
    const before = world.servedPlanes.length;
    world.signaling.restart();
    await world.pass(3000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect([world.people.map(receivesAll), world.servedPlanes.length]).to.deep.equal([[true, true, true], before]);
  });

  it('ends a move with the signaling server that began it, and moves after', async () => {
    await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    world.engine.stall();
    await world.enter('Cas');
    await world.pass(200);
    world.signaling.restart();
    world.engine.stall(false);
    await world.pass(3000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
  });

  it('takes along a page that was away during the move, with a token that it asks for', async () => {
    const [ann] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    world.signaling.drop(ann?.id ?? '');
    await world.pass(200);
    await world.enter('Cas');
    await world.pass(3000);
    expect(topologies(world.people)).to.deep.equal(['mesh', 'sfu', 'sfu']);
    world.signaling.restore(ann?.id ?? '');
    await world.pass(3000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
  });

  it('is asked for by the host, who needs a media server for that', async () => {
    const ann = await world.enter('Ann', { topology: 'sfu' });
    await world.enter('Bob');
    await world.pass(1000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu']);
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('counts a source that is turned off while it moves as nothing to wait for', async () => {
    const [ann, bob] = await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    await world.enter('Cas');
    await bob?.call.setCamera(false);
    await world.pass(2000);
    expect(topologies(world.people)).to.deep.equal(['sfu', 'sfu', 'sfu']);
    expect(ann?.seen('Bob').sources.camera.on).to.equal(false);
    await bob?.call.setCamera(true);
    await world.pass(500);
    expect(world.people.map(receivesAll)).to.deep.equal([true, true, true]);
  });

  it('moves there and back five times', async () => {
    await world.enterAll('Ann', 'Bob');
    for (let round = 0; round < 5; round += 1) {
      const cas = await world.enter('Cas');
      await world.pass(1000);
      expect(topologies([...world.people.slice(0, 2), cas])).to.deep.equal(['sfu', 'sfu', 'sfu']);
      expect(receivesAll(cas)).to.equal(true);
      await cas.call.leave();
      await world.pass(62_000, 1000);
      expect(topologies(world.people.slice(0, 2))).to.deep.equal(['mesh', 'mesh']);
      expect(world.people.slice(0, 2).map(receivesAll)).to.deep.equal([true, true]);
    }
  });
});
