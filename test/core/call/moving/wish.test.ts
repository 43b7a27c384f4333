import { expect } from '@open-wc/testing';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { CallWorld } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';
import { createGate } from '../../../harness/gate.js';
import { MovingWorld } from '../../../fakes/worlds/moving-world.js';

describe('a host who asks for the media server while it is lost', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  it('is told, and the call goes there once it is back', async () => {
    const ann = await world.enter('Ann');
    world.engine.lose();
    ann.call.configure({ topology: 'sfu' });
    await world.pass(100);
    expect([ann.call.snapshot.topology, ann.call.snapshot.error?.code]).to.deep.equal(['mesh', 'sfu-unreachable']);
    world.engine.restore();
    await world.pass(1000);
    expect(ann.call.snapshot.topology).to.equal('sfu');
  });

  it('is not told so any longer once the call has moved', async () => {
    const ann = await world.enter('Ann');
    world.engine.lose();
    ann.call.configure({ topology: 'sfu' });
    await world.pass(100);
    world.engine.restore();
    await world.pass(1000);
    expect([ann.call.snapshot.topology, ann.call.snapshot.error]).to.deep.equal(['sfu', null]);
  });
});

describe('a host’s wish for the media server', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  it('counts also where it is made on the way into the room', async () => {
    const token = createGate();
    const ann = world.bring('Ann', { token: () => token.opened.then(() => 'token') });
    const joining = ann.call.join();
    await world.pass(100);
    ann.call.configure({ topology: 'sfu' });
    token.open();
    await joining;
    // Not by the clock: what follows a wish comes with code that is loaded after joining.
    await lazyParts.load();
    await world.pass(1000);
    expect(ann.call.snapshot.topology).to.equal('sfu');
  });

  it('that was made in the call, or taken back there, is what a server is told that has forgotten the room', async () => {
    const ann = await world.enter('Ann');
    for (const topology of ['sfu', 'mesh'] as const) {
      ann.call.configure({ topology });
      await world.pass(1000);
      world.signaling.restart();
      await world.pass(1000);
      expect(ann.asked('room:join').at(-1)).to.include({ topology });
    }
  });

  it('that was refused in the call does not end it when it comes back to its seat', async () => {
    const small = new CallWorld();
    const ann = await small.join('Ann');
    ann.call.configure({ topology: 'sfu' });
    await turn();
    expect(ann.call.snapshot.error?.code).to.equal('not-allowed');
    small.signaling.restart();
    await turn();
    expect(ann.call.snapshot.state).to.equal('joined');
    await small.close();
  });
});

describe('a host who asks for a mesh while the room is too large for one', () => {
  it('is told, and no longer so once the call has moved', async () => {
    const world = new MovingWorld({ meshMax: 2, meshHard: 2 });
    const ann = await world.enter('Ann');
    await world.enter('Bob');
    const cas = await world.enter('Cas');
    await world.pass(1000);
    ann.call.configure({ topology: 'mesh' });
    await world.pass(100);
    const refused = [ann.call.snapshot.topology, ann.call.snapshot.error?.code];
    await cas.call.leave();
    await world.pass(1000);
    const moved = [ann.call.snapshot.topology, ann.call.snapshot.error];
    await world.close();
    expect([refused, moved]).to.deep.equal([
      ['sfu', 'not-allowed'],
      ['mesh', null],
    ]);
  });
});
