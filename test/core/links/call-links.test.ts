import { expect } from '@open-wc/testing';
import { PlaneUnsentEvent } from '../../../src/core/media/plane-events.js';
import { CallWorld, type Person } from '../../fakes/call-world.js';
import { turn } from '../../fakes/turn.js';

describe('an error of the connection to a participant', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  const code = (): string | undefined => ann.call.snapshot.error?.code;

  async function setPath(person: Person, path: 'connected' | 'failed'): Promise<void> {
    for (const plane of person.planes) plane.setPath(path);
    await turn();
  }

  it('is cleared when the connection is up again', async () => {
    await setPath(bob, 'failed');
    expect(code()).to.equal('ice-failed');
    await setPath(bob, 'connected');
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('is cleared when they leave', async () => {
    await setPath(bob, 'failed');
    await bob.call.leave();
    await turn();
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('is cleared when the local participant leaves', async () => {
    await setPath(bob, 'failed');
    await ann.call.leave();
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('stays while another connection has failed', async () => {
    const cas = await world.join('Cas');
    await setPath(bob, 'failed');
    await setPath(cas, 'failed');
    await setPath(cas, 'connected');
    expect(code()).to.equal('ice-failed');
    await setPath(bob, 'connected');
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('does not clear an error of something else', async () => {
    await setPath(bob, 'failed');
    await ann.call.pin('nobody').catch(() => undefined);
    expect(code()).to.equal('not-allowed');
    await setPath(bob, 'connected');
    expect(code()).to.equal('not-allowed');
  });
});

describe('a source that cannot be sent to a participant', () => {
  it('has the connection to them made anew, and is reported where that does not help', async () => {
    const world = new CallWorld();
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    const renewed: string[] = [];
    const [plane] = ann.planes;
    if (plane === undefined) throw new Error('Ann has no plane.');
    plane.renewLink = (id) => renewed.push(id);
    const fail = async (): Promise<void> => {
      plane.dispatchEvent(new PlaneUnsentEvent(bob.id, 'camera', new Error('This sender never changes.')));
      await turn();
    };
    await fail();
    await fail();
    expect(renewed).to.deep.equal([bob.id, bob.id]);
    expect(ann.heard('noom-error')).to.deep.equal([]);
    world.clock.advance(60_000);
    await fail();
    expect(renewed).to.have.length(2);
    const told = ann.heard('noom-error').map(({ error }) => [error.code, error.message, error.fatal]);
    expect(told).to.deep.equal([['internal', 'What is on cannot be sent to a participant.', false]]);
    expect(ann.call.snapshot.error?.code).to.equal('internal');
    expect(ann.call.snapshot.state).to.equal('joined');
    await world.close();
  });
});

describe('a call whose network is back', () => {
  it('restarts its connections at once', async () => {
    const world = new CallWorld();
    const ann = await world.join('Ann');
    let restarts = 0;
    for (const plane of ann.planes)
      plane.restart = (...reason: unknown[]) => (restarts += reason[0] === 'network-changed' ? 1 : 0);
    window.dispatchEvent(new Event('online'));
    expect(restarts).to.equal(1);
    world.signaling.drop(ann.id);
    await turn();
    world.signaling.restore(ann.id);
    await turn();
    expect(restarts).to.equal(2);
    await ann.call.leave();
    window.dispatchEvent(new Event('online'));
    expect(restarts).to.equal(2);
    await world.close();
  });
});
