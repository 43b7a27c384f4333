import { expect } from '@open-wc/testing';
import { tell } from '../../../../src/core/base/typed-events.js';
import { createGate } from '../../../harness/gate.js';
import { holdBack, MovingWorld, receivesAll } from '../../../fakes/worlds/moving-world.js';

describe('a page that does not come along when a call moves', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  const topologies = () => world.people.map(({ call }) => call.snapshot.topology);
  const errors = () => world.people.map(({ call }) => call.snapshot.error?.code ?? null);
  const receive = () => world.people.map(receivesAll);
  const all = <Value>(value: Value) => world.people.map(() => value);

  /** A world in which a mesh of more than so many is hopeless. */
  async function hopelessAbove(meshHard: number): Promise<void> {
    await world.close();
    world = new MovingWorld({ meshMax: 2, meshHard });
  }

  /** Three who are at the media server. */
  async function atServer(): Promise<void> {
    await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    await world.enter('Cas');
    await world.pass(1000);
    expect(topologies()).to.deep.equal(['sfu', 'sfu', 'sfu']);
  }

  it('goes back with the others when it had gone over by itself, as its present plane was lost', async () => {
    await atServer();
    const [, bob] = world.people;
    world.served.unreachable.add(bob?.id ?? '');
    const lost = world.servedOf.get('Ann');
    const [room] = world.engine.rooms;
    world.engine.drain(room?.id);
    await world.pass(300);
    expect(world.servedOf.get('Ann')).to.not.equal(lost);
    if (lost) tell(lost, 'plane-state', { state: 'lost', sources: [] });
    await world.pass(5000);
    expect([receive(), errors()]).to.deep.equal([all(true), all(null)]);
    expect(new Set(world.people.map(({ call }) => call.snapshot.topology)).size).to.equal(1);
  });

  it('says no more that the media server is lost once it has found the call in a mesh', async () => {
    await hopelessAbove(2);
    await atServer();
    const [ann, bob, cas] = world.people;
    world.engine.lose();
    await world.pass(3000);
    expect(errors()).to.deep.equal(all('media-lost'));
    world.signaling.drop(ann?.id ?? '');
    await cas?.call.leave();
    await world.pass(2000);
    world.signaling.restore(ann?.id ?? '');
    await world.pass(20_000, 250);
    expect([ann, bob].map((person) => person?.call.snapshot.topology)).to.deep.equal(['mesh', 'mesh']);
    expect([ann, bob].map((person) => person?.call.snapshot.error)).to.deep.equal([null, null]);
    const asked = ann?.asked('media:report').length;
    await world.pass(20_000, 250);
    expect(ann?.asked('media:report').length).to.equal(asked);
  });

  it('says so when it comes later and cannot load the code for a media server', async () => {
    await hopelessAbove(3);
    await atServer();
    world.loadCode = () => Promise.reject(new TypeError('Failed to fetch'));
    await world.enter('Dan');
    await world.pass(10_000, 250);
    expect(errors()).to.deep.equal([null, null, null, 'sfu-unreachable']);
    expect(topologies()).to.deep.equal(all('sfu'));
    world.loadCode = () => Promise.resolve();
    await world.pass(4000);
    expect([receive(), errors()]).to.deep.equal([all(true), all(null)]);
  });

  it('says so when it comes later and cannot reach the media server', async () => {
    await hopelessAbove(3);
    await atServer();
    const before = world.people.map(({ id }) => id);
    world.served.unreachable.has = (id) => !before.includes(id);
    await world.enter('Dan');
    await world.pass(14_000, 250);
    expect(errors()).to.deep.equal([null, null, null, 'sfu-unreachable']);
    world.served.unreachable.has = () => false;
    await world.pass(10_000, 250);
    expect([receive(), errors()]).to.deep.equal([all(true), all(null)]);
  });

  it('takes the others along to a mesh, where that carries them, when it cannot reach the media server', async () => {
    await atServer();
    const before = world.people.map(({ id }) => id);
    world.served.unreachable.has = (id) => !before.includes(id);
    await world.enter('Dan');
    await world.pass(14_000, 250);
    expect([topologies(), receive(), errors()]).to.deep.equal([all('mesh'), all(true), all(null)]);
  });

  it('does not take the others back when it is a moment late', async () => {
    await world.enterAll('Ann', 'Bob');
    await world.pass(200);
    const [ann] = world.people;
    world.signaling.drop(ann?.id ?? '');
    await world.pass(100);
    await world.enter('Cas');
    const code = createGate();
    world.loadCode = () => code.opened;
    world.signaling.restore(ann?.id ?? '');
    await world.pass(1000);
    expect(world.people.slice(1).map(({ call }) => call.snapshot.topology)).to.deep.equal(['sfu', 'sfu']);
    code.open();
    await world.pass(3000);
    expect([topologies(), receive(), errors()]).to.deep.equal([all('sfu'), all(true), all(null)]);
    expect(world.people.map((person) => person.heard('noom-error').length)).to.deep.equal([0, 0, 0]);
    await world.pass(10_000, 250);
    expect(topologies()).to.deep.equal(all('sfu'));
  });

  it('is back with the others when it lost its seat for a while', async () => {
    await atServer();
    const [ann] = world.people;
    world.signaling.drop(ann?.id ?? '');
    await world.pass(45_000, 250);
    world.signaling.restore(ann?.id ?? '');
    for (let passed = 0; passed < 20; passed += 1) {
      await world.pass(500);
      expect(topologies()).to.deep.equal(all('sfu'));
    }
    expect([receive(), errors()]).to.deep.equal([all(true), all(null)]);
  });

  it('follows the next move although its code for the present media comes only then', async () => {
    await atServer();
    const code = createGate();
    world.loadCode = () => code.opened;
    const dan = await world.enter('Dan');
    const [ann, bob] = world.people;
    await world.pass(200);
    const open = bob === undefined ? code.open : holdBack(bob, 'media:ready');
    ann?.call.configure({ topology: 'mesh' });
    await world.pass(1000);
    code.open();
    await world.pass(1000);
    const epochs = dan.asked('media:ready').map((payload) => 'epoch' in payload && payload.epoch);
    expect([epochs.at(-1), receivesAll(dan)]).to.deep.equal([2, true]);
    open();
    await world.pass(1000);
    expect([topologies(), receive()]).to.deep.equal([all('mesh'), all(true)]);
  });
});
