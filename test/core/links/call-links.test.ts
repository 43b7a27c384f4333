import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';
import { until } from '../../harness/until.js';
import { tell } from '../../../src/core/base/typed-events.js';
import type { MediaPlane } from '../../../src/core/media/media-plane.js';

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

describe('a TURN server that does not accept the credentials', () => {
  it('is told by the call, once, also where that happens before the code for it is loaded', async () => {
    const world = new CallWorld();
    const ann = await world.join('Ann');
    const codes: string[] = [];
    ann.call.addEventListener('noom-error', ({ error }) => codes.push(error.code));
    for (let times = 0; times < 3; times += 1)
      tell(ann.planes[0] as MediaPlane, 'plane-relay', { url: 'turn:192.0.2.7', errorCode: 401 });
    await world.join('Bob');
    world.clock.advance(2000);
    await until(() => codes.length > 0);
    tell(ann.planes[0] as MediaPlane, 'plane-relay', { url: 'turn:192.0.2.7', errorCode: 401 });
    await turn();
    expect([codes, ann.call.snapshot.error?.code, ann.call.snapshot.state]).to.deep.equal([
      ['turn-unauthorized'],
      'turn-unauthorized',
      'joined',
    ]);
    await world.close();
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
      tell(plane, 'plane-unsent', {
        participantId: bob.id,
        source: 'camera',
        cause: new Error('This sender never changes.'),
      });
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

describe('the connection to a participant that is to be made anew', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  let renewed: string[];

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
    renewed = [];
    for (const plane of ann.planes) plane.renewLink = (id) => renewed.push(id);
  });
  afterEach(() => world.close());

  async function loseServer(): Promise<void> {
    world.signaling.drop(ann.id);
    await turn();
    expect(ann.call.snapshot.state).to.equal('reconnecting');
  }

  it('is not closed while the server is away, and made anew once that is back', async () => {
    await loseServer();
    tell(ann.planes[0] as MediaPlane, 'plane-unsent', {
      participantId: bob.id,
      source: 'camera',
      cause: new Error('This sender never changes.'),
    });
    await turn();
    expect(renewed).to.deep.equal([]);
    world.signaling.restore(ann.id);
    await turn();
    expect(renewed).to.deep.equal([bob.id]);
    expect(ann.heard('noom-error')).to.deep.equal([]);
  });

  it('is made anew by hand, as soon as the server is there, and shown as under way until then', async () => {
    for (const plane of bob.planes) plane.setPath('failed');
    await turn();
    await loseServer();
    await ann.call.reconnect(bob.id);
    expect([ann.seen('Bob').connection, renewed]).to.deep.equal(['interrupted', []]);
    world.signaling.restore(ann.id);
    await turn();
    expect(renewed).to.deep.equal([bob.id]);
    world.clock.advance(20_000);
    expect(ann.seen('Bob').connection).to.equal('failed');
    for (const plane of bob.planes) plane.setPath('connected');
    await turn();
    expect(ann.seen('Bob').connection).to.equal('connected');
  });

  it('is refused for the local participant, for one who is not there, and outside of a call', async () => {
    for (const id of [ann.id, 'nobody', '']) expect(await codeOf(ann.call.reconnect(id))).to.equal('not-allowed');
    await ann.call.leave();
    expect(await codeOf(ann.call.reconnect(bob.id))).to.equal('not-allowed');
    expect(renewed).to.deep.equal([]);
  });

  it('is not made anew any more when the call is left while that waits', async () => {
    await loseServer();
    await ann.call.reconnect(bob.id);
    await ann.call.leave();
    world.signaling.restore(ann.id);
    await turn();
    world.clock.advance(60_000);
    expect(renewed).to.deep.equal([]);
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
