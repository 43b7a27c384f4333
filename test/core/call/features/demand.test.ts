import { expect } from '@open-wc/testing';
import type { Demand } from '../../../../src/core/index.js';
import type { MemoryPlane } from '../../../../src/testing/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

const sized = (widthPx: number, heightPx: number, priority: 'high' | 'normal' | 'low' = 'normal'): Demand => ({
  widthPx,
  heightPx,
  priority,
});

/** What stands for views. */
const VIEWS = { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} };

describe('what a call asks for of the pictures of others', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  let cas: Person;
  let told: [string, string, Demand][];

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
    cas = await world.join('Cas');
    told = listen();
  });
  afterEach(() => world.close());

  const planeOf = (person: Person): MemoryPlane => person.planes.at(-1) as MemoryPlane;
  const heard = (id: string, source: 'camera' | 'screen' = 'camera'): Demand | null =>
    planeOf(ann).demands.get(id, source);
  const report = (view: object, id: string, wanted: Demand | null, source: 'camera' | 'screen' = 'camera'): void =>
    ann.call.reportView(view, wanted === null ? null : { participantId: id, source, wanted });

  /** Everything that Ann’s plane is told from now on. */
  function listen(): typeof told {
    const all: typeof told = [];
    const plane = planeOf(ann);
    const demand = plane.demand.bind(plane);
    plane.demand = (id, source, wanted) => {
      all.push([id, source, wanted]);
      demand(id, source, wanted);
    };
    return all;
  }

  function pass(ms = 400): void {
    world.clock.advance(ms);
  }

  it('is everything in full, while no view is there', () => {
    pass();
    expect(told).to.deep.equal([]);
    expect(heard(bob.id)).to.equal(null);
  });

  it('is the largest visible view of each, with the highest priority, and nothing that no view shows', () => {
    report(VIEWS.a, bob.id, sized(320, 180, 'high'));
    report(VIEWS.b, bob.id, sized(640.2, 360));
    report(VIEWS.c, bob.id, 'nothing');
    report(VIEWS.d, bob.id, sized(1920, 0));
    report(VIEWS.e, bob.id, sized(Number.NaN, 9));
    report(VIEWS.f, 'nobody', sized(99, 99));
    pass();
    expect(heard(bob.id)).to.deep.equal(sized(641, 360, 'high'));
    expect([heard(bob.id, 'screen'), heard(cas.id), heard('nobody')]).to.deep.equal(['nothing', 'nothing', null]);
  });

  it('follows the views that change and go, and is in full again after the last', () => {
    report(VIEWS.a, bob.id, sized(640, 360));
    report(VIEWS.b, bob.id, sized(320, 180, 'low'));
    pass();
    report(VIEWS.a, bob.id, null);
    pass();
    expect(heard(bob.id)).to.deep.equal(sized(320, 180, 'low'));
    report(VIEWS.b, bob.id, 'nothing');
    pass();
    expect(heard(bob.id)).to.equal('nothing');
    report(VIEWS.b, bob.id, null);
    pass();
    expect(heard(bob.id)).to.deep.equal(sized(7680, 4320));
    expect(heard(cas.id)).to.deep.equal(sized(7680, 4320));
  });

  it('is told at most three times a second, and not at all when it is what it was', () => {
    for (let change = 0; change < 100; change += 1) {
      report(VIEWS.a, bob.id, sized(100 + change, 100));
      world.clock.advance(10);
    }
    pass();
    const sizes = told.filter(([id, source]) => id === bob.id && source === 'camera');
    expect(sizes.length).to.be.within(2, 5);
    expect(heard(bob.id)).to.deep.equal(sized(199, 100));
    told.length = 0;
    report(VIEWS.a, bob.id, sized(300, 100));
    report(VIEWS.a, bob.id, sized(199, 100));
    pass();
    report(VIEWS.b, bob.id, sized(19, 10));
    pass();
    expect(told).to.deep.equal([]);
  });

  it('is not of the local participant: their view alone is no view', () => {
    report(VIEWS.a, ann.id, sized(640, 360));
    pass();
    expect(told).to.deep.equal([]);
  });

  it('is nothing, while a view is there that shows no one', () => {
    ann.call.reportView(VIEWS.a, 'nothing');
    pass();
    expect([heard(bob.id), heard(bob.id, 'screen'), heard(cas.id)]).to.deep.equal(['nothing', 'nothing', 'nothing']);
    report(VIEWS.b, bob.id, sized(320, 180));
    pass();
    report(VIEWS.b, bob.id, null);
    pass();
    expect([heard(bob.id), heard(cas.id)]).to.deep.equal(['nothing', 'nothing']);
    ann.call.reportView(VIEWS.a, null);
    pass();
    expect(heard(bob.id)).to.deep.equal(sized(7680, 4320));
  });

  it('is told of newcomers whom no view shows, and anew of those who return', async () => {
    report(VIEWS.a, bob.id, sized(640, 360));
    pass();
    const dee = await world.join('Dee');
    pass();
    expect(heard(dee.id)).to.equal('nothing');
    await bob.call.leave();
    await turn();
    expect(heard(bob.id)).to.equal(null);
    pass();
    // The only view was of Bob.
    expect(heard(dee.id)).to.deep.equal(sized(7680, 4320));
  });

  it('is told to the plane of the next stay in the room, when the views were there before', async () => {
    report(VIEWS.a, bob.id, sized(640, 360));
    pass();
    await ann.call.leave();
    await ann.call.join();
    await turn();
    await turn();
    pass(1500);
    expect(ann.planes).to.have.length(2);
    expect([heard(bob.id), heard(cas.id)]).to.deep.equal([sized(640, 360), 'nothing']);
  });

  it('takes reports before joining, and after leaving, which tell no plane', async () => {
    await ann.call.leave();
    told.length = 0;
    report(VIEWS.a, bob.id, sized(640, 360));
    pass();
    expect(told).to.deep.equal([]);
  });
});
