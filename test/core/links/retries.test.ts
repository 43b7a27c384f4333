import { expect } from '@open-wc/testing';
import { Retries } from '../../../src/core/features/healing/retries.js';
import {
  initialSnapshot,
  type CallSnapshot,
  type CallState,
  type LinkState,
} from '../../../src/core/model/snapshot.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** A call with bob, whose link has failed. */
class RetriesWorld {
  readonly clock = new FakeClock();
  readonly renewed: string[] = [];
  readonly vain: string[] = [];
  readonly retries: Retries;
  #snapshot: CallSnapshot;

  constructor() {
    const start = initialSnapshot('Ann');
    const bob = { ...start.self, id: 'bob', isLocal: false, connection: 'failed' } as const;
    this.#snapshot = { ...start, state: 'joined', participants: [start.self, bob] };
    this.retries = new Retries({
      clock: this.clock,
      getSnapshot: () => this.#snapshot,
      apply: (change) => {
        if (change.type === 'connection') this.show(change.connection);
      },
      renew: (id) => this.renewed.push(id),
      handleVain: (id) => this.vain.push(id),
    });
  }

  get shown(): LinkState | undefined {
    return this.#snapshot.participants[1]?.connection;
  }

  show(connection: LinkState): void {
    const [self, bob] = this.#snapshot.participants;
    if (self && bob) this.#snapshot = { ...this.#snapshot, participants: [self, { ...bob, connection }] };
  }

  setState(state: CallState): void {
    this.#snapshot = { ...this.#snapshot, state };
  }

  /** What the plane tells is shown, too. */
  hear(state: LinkState): void {
    this.show(state);
    this.retries.handleLink('bob', state);
  }

  close(): void {
    this.retries.close();
    this.retries.close();
    expect(this.clock.pending).to.equal(0);
  }
}

describe('a link that is tried by hand', () => {
  let world: RetriesWorld;

  beforeEach(() => {
    world = new RetriesWorld();
  });
  afterEach(() => {
    world.close();
  });

  it('is shown as under way for 20 seconds, and has failed once more after that', () => {
    world.retries.begin('bob');
    expect([world.shown, world.renewed]).to.deep.equal(['interrupted', ['bob']]);
    world.clock.advance(19_999);
    expect(world.shown).to.equal('interrupted');
    world.clock.advance(1);
    expect([world.shown, world.vain]).to.deep.equal(['failed', ['bob']]);
  });

  it('stays connected when it has come up meanwhile', () => {
    world.retries.begin('bob');
    world.show('connected');
    world.clock.advance(20_000);
    expect(world.shown).to.equal('connected');
  });

  it('counts from the last time it was tried', () => {
    world.retries.begin('bob');
    world.clock.advance(15_000);
    world.retries.begin('bob');
    world.clock.advance(15_000);
    expect([world.shown, world.renewed]).to.deep.equal(['interrupted', ['bob', 'bob']]);
  });

  it('waits for the server where that is away, and for nobody who has left', () => {
    world.setState('reconnecting');
    world.retries.begin('bob');
    world.retries.begin('gone');
    world.retries.forget('gone');
    world.clock.advance(60_000);
    expect([world.shown, world.renewed]).to.deep.equal(['interrupted', []]);
    world.setState('joined');
    world.retries.handleAdmitted();
    world.retries.handleAdmitted();
    expect(world.renewed).to.deep.equal(['bob']);
  });

  it('is tried thrice a minute at most, however often it is asked for', () => {
    for (let times = 0; times < 100; times += 1) {
      world.retries.begin('bob');
      world.clock.advance(100);
    }
    expect(world.renewed).to.have.length(3);
    world.clock.advance(60_000);
    world.retries.begin('bob');
    expect(world.renewed).to.have.length(4);
  });
});

describe('a link that has failed and is taken for connected', () => {
  let world: RetriesWorld;

  beforeEach(() => {
    world = new RetriesWorld();
  });
  afterEach(() => {
    world.close();
  });

  it('is tried at a slow pace after a try by hand that did not help, and stays shown as failed', () => {
    const { retries, clock, renewed } = world;
    retries.begin('bob');
    const at: number[] = [];
    const begun = clock.monotonic();
    for (let second = 1; second <= 1800; second += 1) {
      const before = renewed.length;
      clock.advance(1000);
      if (renewed.length > before) at.push((clock.monotonic() - begun) / 1000);
      if (second >= 20) expect(world.shown).to.equal('failed');
    }
    expect(at).to.deep.equal([80, 220, 480, 800, 1120, 1440, 1760]);
  });

  it('is tried at that pace where it was given up, until it works', () => {
    const { retries, clock, renewed } = world;
    retries.handleGivenUp('bob');
    clock.advance(59_999);
    for (let times = 0; times < 5; times += 1) retries.handleGivenUp('bob');
    expect(renewed).to.deep.equal([]);
    clock.advance(1);
    expect(renewed).to.deep.equal(['bob']);
    // Up again, and silent again: the pause grows.
    for (const state of ['interrupted', 'connected'] as const) world.hear(state);
    world.show('failed');
    retries.handleGivenUp('bob');
    clock.advance(119_999);
    expect(renewed).to.deep.equal(['bob']);
    clock.advance(1);
    expect(renewed).to.deep.equal(['bob', 'bob']);
    retries.handleMended('bob');
    world.show('connected');
    clock.advance(3_600_000);
    expect(renewed).to.deep.equal(['bob', 'bob']);
  });

  it('begins anew when the network is back, once for each time, and at the first pause after that', () => {
    const { retries, clock, renewed } = world;
    retries.handleGivenUp('bob');
    clock.advance(180_000);
    const { length } = renewed;
    retries.handleNetwork();
    retries.handleNetwork();
    expect([renewed.length, world.shown]).to.deep.equal([length + 1, 'interrupted']);
    clock.advance(20_000);
    expect(world.shown).to.equal('failed');
    clock.advance(60_000);
    expect(renewed).to.have.length(length + 2);
  });

  it('waits for the server with a try of its own, without being shown as under way', () => {
    const { retries, clock, renewed } = world;
    retries.handleGivenUp('bob');
    world.setState('reconnecting');
    clock.advance(600_000);
    expect([renewed, world.shown]).to.deep.equal([[], 'failed']);
    world.setState('joined');
    retries.handleAdmitted();
    retries.handleNetwork();
    expect([renewed, world.shown]).to.deep.equal([['bob'], 'failed']);
  });

  it('is left to the plane for as long as that tries', () => {
    const { retries, clock, renewed } = world;
    world.hear('failed');
    retries.handleNetwork();
    retries.handleGivenUp('bob');
    clock.advance(600_000);
    expect([renewed, world.shown]).to.deep.equal([[], 'failed']);
  });

  it('waits for the server with what was asked for by hand, also where that goes away again at once', () => {
    const { retries, renewed } = world;
    world.setState('reconnecting');
    retries.begin('bob');
    retries.handleAdmitted();
    expect(renewed).to.deep.equal([]);
    world.setState('joined');
    retries.handleAdmitted();
    expect(renewed).to.deep.equal(['bob']);
  });
});
