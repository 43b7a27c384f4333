import { expect } from '@open-wc/testing';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { FakeTransport } from '../../../fakes/fake-transport.js';
import { turn } from '../../../fakes/turn.js';
import { admission, wireParticipant } from '../../../fakes/wire.js';
import { tell } from '../../../../src/core/base/typed-events.js';
import type { MediaPlane } from '../../../../src/core/media/media-plane.js';

const PATIENCE_MS = 120_000;

describe('a call whose server announces that it stops', () => {
  let world: CallWorld;
  let transport: FakeTransport;
  let ann: Person;

  beforeEach(async () => {
    await lazyParts.load();
    world = new CallWorld();
    transport = new FakeTransport();
    ann = world.create('Ann', {}, { createTransport: () => transport });
    const joining = ann.call.join();
    transport.connect();
    (await transport.next()).answer(admission({ participants: [wireParticipant('bob')] }));
    await joining;
    transport.tell({ name: 'room:ended', payload: { seq: 1, reason: 'server-shutdown' } });
    transport.drop();
    await turn();
  });
  afterEach(() => world.close());

  it('goes on without it', async () => {
    expect([ann.call.snapshot.state, ann.call.snapshot.participants.length]).to.deep.equal(['reconnecting', 2]);
    expect((await ann.leftovers()).links).to.equal(1);
    expect(ann.heard('noom-left', 'noom-participant-left')).to.deep.equal([]);
  });

  it('is joined again, and stays so, when it is back in time', async () => {
    world.clock.advance(PATIENCE_MS - 1);
    transport.connect();
    const request = await transport.next();
    expect([request.name, Object.keys(request.payload).includes('resume')]).to.deep.equal(['room:join', true]);
    request.answer(admission({ participants: [wireParticipant('bob')] }));
    await turn();
    expect(ann.call.snapshot.state).to.equal('joined');
    world.clock.advance(PATIENCE_MS);
    await turn();
    expect([ann.call.snapshot.state, ann.call.snapshot.participants.length]).to.deep.equal(['joined', 2]);
  });

  it('waits in the lobby as long as it takes when the server comes back with one', async () => {
    transport.connect();
    (await transport.next()).answer({ lobby: true, resume: 'ticket' });
    await turn();
    world.clock.advance(PATIENCE_MS);
    expect(ann.call.snapshot.state).to.equal('lobby');
  });

  it('goes on for good when it does not come back, as long as media connects it to another participant', async () => {
    const [plane] = ann.planes;
    tell(plane as MediaPlane, 'plane-link', { participantId: 'bob', state: 'connected' });
    world.clock.advance(30 * PATIENCE_MS);
    expect([ann.call.snapshot.state, ann.call.snapshot.participants.length]).to.deep.equal(['reconnecting', 2]);
    expect((await ann.leftovers()).links).to.equal(1);
    tell(plane as MediaPlane, 'plane-link', { participantId: 'bob', state: 'failed' });
    world.clock.advance(PATIENCE_MS);
    expect([ann.call.snapshot.state, ann.call.snapshot.leaveReason]).to.deep.equal(['left', 'server-shutdown']);
  });

  it('is over when it does not come back, and there is no one it is connected to', async () => {
    tell(ann.planes[0] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'failed' });
    world.clock.advance(PATIENCE_MS);
    const { state, leaveReason, error } = ann.call.snapshot;
    expect([state, leaveReason, error]).to.deep.equal(['left', 'server-shutdown', null]);
    expect(ann.heard('noom-left').map(({ reason }) => reason)).to.deep.equal(['server-shutdown']);
    expect(await ann.leftovers()).to.deep.equal(NOTHING);
  });

  it('has time to come back after the page or its machine was asleep', async () => {
    tell(ann.planes[0] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'failed' });
    world.clock.set(20 * PATIENCE_MS);
    world.clock.advance(PATIENCE_MS);
    expect(ann.call.snapshot.state).to.equal('reconnecting');
    transport.connect();
    (await transport.next()).answer(admission({ participants: [wireParticipant('bob')] }));
    await turn();
    expect(ann.call.snapshot.state).to.equal('joined');
  });

  it('can be left meanwhile, and nothing waits but the message to the server', async () => {
    await ann.call.leave();
    expect([ann.call.snapshot.leaveReason, world.clock.pending]).to.deep.equal(['left', 2]);
    transport.connect();
    const { name, answer } = await transport.next();
    answer({});
    await turn();
    expect([name, transport.isOpen, world.clock.pending]).to.deep.equal(['room:leave', false, 0]);
  });
});
