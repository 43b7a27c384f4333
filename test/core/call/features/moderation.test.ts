import { expect } from '@open-wc/testing';
import type { CallEventMap } from '../../../../src/core/index.js';
import type { MemoryTransport } from '../../../../src/testing/memory/memory-transport.js';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import { tell } from '../../../../src/core/base/typed-events.js';

/** The events of these types that a participant heard, in order. */
const typesOf = (person: Person, ...types: (keyof CallEventMap)[]): string[] =>
  person.heard(...types).map(({ type }) => type);
const namesKnocking = ({ call }: Person): string[] => call.snapshot.knocking.map(({ name }) => name);

describe('a call with a lobby', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld({ lobby: true });
  });
  afterEach(() => world.close());

  async function knock(name: string): Promise<{ person: Person; joining: Promise<void> }> {
    const person = world.create(name);
    const joining = person.call.join();
    await turn();
    return { person, joining };
  }

  it('shows the host who waits, and the one who waits nothing at all', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    expect(bob.call.snapshot.state).to.equal('lobby');
    expect([bob.others, bob.call.snapshot.room]).to.deep.equal([[], null]);
    expect(namesKnocking(ann)).to.deep.equal(['Bob']);
    expect(ann.heard('noom-knocked').map(({ participant }) => participant.name)).to.deep.equal(['Bob']);
    expect(await codeOf(bob.call.sendMessage('hello'))).to.equal('not-allowed');
    await bob.call.leave();
    await turn();
    expect([await codeOf(joining), namesKnocking(ann)]).to.deep.equal(['not-allowed', []]);
  });

  it('lets an admitted participant in, with the sources that are on by then', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    await bob.call.setCamera(false);
    await ann.call.admit(ann.call.snapshot.knocking[0]?.id ?? '');
    await joining;
    await turn();
    expect([ann.others, bob.others, namesKnocking(ann)]).to.deep.equal([['Bob'], ['Ann'], []]);
    const [, seen] = ann.call.snapshot.participants;
    const on = [seen?.connection, seen?.sources.microphone.on, seen?.sources.camera.on];
    expect(on).to.deep.equal(['connected', true, false]);
    expect(typesOf(bob, 'noom-admitted', 'noom-joined')).to.deep.equal(['noom-admitted', 'noom-joined']);
  });

  it('ends for a denied participant, with nothing left on', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    await ann.call.deny(ann.call.snapshot.knocking[0]?.id ?? '');
    expect(await codeOf(joining)).to.equal('denied');
    const { state, leaveReason, error } = bob.call.snapshot;
    expect([state, leaveReason, error?.code]).to.deep.equal(['failed', 'denied', 'denied']);
    expect(typesOf(bob, 'noom-denied')).to.have.length(1);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
  });

  it('keeps the place of a participant whose connection drops there, and lets them in when they come back', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    const id = ann.call.snapshot.knocking[0]?.id ?? '';
    world.signaling.drop(id);
    await ann.call.admit(id);
    expect(bob.call.snapshot.state).to.equal('lobby');
    world.signaling.restore(id);
    await joining;
    await turn();
    expect([bob.id, ann.others, bob.others]).to.deep.equal([id, ['Bob'], ['Ann']]);
    expect(bob.heard('noom-joined')).to.have.length(1);
  });

  it('tells a participant who was denied while they were away that it is over', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    const id = ann.call.snapshot.knocking[0]?.id ?? '';
    world.signaling.drop(id);
    await ann.call.deny(id);
    world.signaling.restore(id);
    expect(await codeOf(joining)).to.equal('denied');
    expect(bob.call.snapshot.leaveReason).to.equal('denied');
  });

  it('tells a participant whose room was ended for all while they were away that it is over', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    const id = ann.call.snapshot.knocking[0]?.id ?? '';
    world.signaling.drop(id);
    await ann.call.endForAll();
    await turn();
    world.signaling.restore(id);
    expect(await codeOf(joining)).to.equal('not-allowed');
    const { state, leaveReason, error } = bob.call.snapshot;
    expect([state, leaveReason, error]).to.deep.equal(['left', 'ended', null]);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
  });

  it('lists again who waits for a host who was away', async () => {
    const ann = await world.join('Ann');
    const { person: bob, joining } = await knock('Bob');
    world.signaling.drop(ann.id);
    await bob.call.leave();
    expect(await codeOf(joining)).to.equal('not-allowed');
    const { joining: waiting, person: cy } = await knock('Cy');
    world.signaling.restore(ann.id);
    await turn();
    expect(namesKnocking(ann)).to.deep.equal(['Cy']);
    await cy.call.leave();
    expect(await codeOf(waiting)).to.equal('not-allowed');
  });
});

describe('a call with a host', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  it('mutes a participant, says by whom, and lets them turn the microphone on again', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    const cy = await world.join('Cy');
    await ann.call.muteParticipant(bob.id);
    await turn();
    expect(bob.call.snapshot.self.sources.microphone.on).to.equal(false);
    expect(bob.heard('noom-muted').map(({ by }) => by?.name)).to.deep.equal(['Ann']);
    const seen = (): unknown => cy.call.snapshot.participants.find(({ id }) => id === bob.id)?.sources.microphone.on;
    expect(seen()).to.equal(false);
    await bob.call.setMicrophone(true);
    await turn();
    expect(seen()).to.equal(true);
    await ann.call.muteAll();
    await turn();
    expect([bob, cy, ann].map(({ call }) => call.snapshot.self.sources.microphone.on)).to.deep.equal([
      ...[false, false, true],
    ]);
  });

  it('tells a participant who asks for the microphone, unless that was turned on meanwhile', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    const asked = (): unknown[] => bob.heard('noom-unmute-asked').map(({ by }) => by.name);
    const message = { name: 'moderate:applied', payload: { seq: 99, action: 'ask', by: ann.id, id: bob.id } } as const;
    tell(bob.transports[0] as MemoryTransport, 'signaling-message', { message });
    await turn();
    expect([bob.call.snapshot.self.sources.microphone.on, asked()]).to.deep.equal([true, []]);
    await bob.call.setMicrophone(false);
    await ann.call.askToUnmute(bob.id);
    await turn();
    expect([bob.call.snapshot.self.sources.microphone.on, asked()]).to.deep.equal([false, ['Ann']]);
  });

  it('removes a participant, who does not try to come back', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    await ann.call.remove(bob.id);
    await turn();
    const { state, leaveReason } = bob.call.snapshot;
    expect([state, leaveReason, ann.others]).to.deep.equal(['left', 'removed', []]);
    expect(ann.heard('noom-participant-left').map(({ reason }) => reason)).to.deep.equal(['removed']);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
    world.clock.advance(10_000);
    await turn();
    expect(bob.asked('room:join')).to.have.length(1);
  });

  it('tells a participant who was away that they were removed, or that the call has ended', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    const cy = await world.join('Cy');
    const [bobId, cyId] = [bob.id, cy.id];
    world.signaling.drop(bobId);
    world.signaling.drop(cyId);
    await ann.call.remove(bobId);
    world.signaling.restore(bobId);
    await turn();
    await ann.call.endForAll();
    world.signaling.restore(cyId);
    await turn();
    const ends = [ann, bob, cy].map(({ call }) => [call.snapshot.state, call.snapshot.leaveReason]);
    expect(ends).to.deep.equal([
      ['left', 'ended'],
      ['left', 'removed'],
      ['left', 'ended'],
    ]);
  });

  it('shows the lock, the spotlight and the roles to all participants', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    await ann.call.lock(true);
    await ann.call.spotlight(ann.id);
    await ann.call.setRole(bob.id, 'cohost');
    await turn();
    const { locked, spotlightId, self } = bob.call.snapshot;
    expect([locked, spotlightId, self.role]).to.deep.equal([true, ann.id, 'cohost']);
    expect(bob.heard('noom-locked-changed').map((event) => event.locked)).to.deep.equal([true]);
    expect(bob.heard('noom-role-changed').map(({ role }) => role)).to.deep.equal(['cohost']);
    const cy = world.create('Cy');
    expect(await codeOf(cy.call.join())).to.equal('room-locked');
    await bob.call.spotlight(null);
    await turn();
    expect(ann.call.snapshot.spotlightId).to.equal(null);
  });

  it('admits those who wait when the lobby is turned off, and hides them from a former host', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    await ann.call.setLobby(true);
    const cy = world.create('Cy');
    const joining = cy.call.join();
    await turn();
    await ann.call.setRole(bob.id, 'host');
    await bob.call.setRole(ann.id, 'guest');
    await turn();
    expect([namesKnocking(ann), namesKnocking(bob)]).to.deep.equal([[], ['Cy']]);
    await bob.call.setLobby(false);
    await joining;
  });

  it('refuses a participant without the right, and says so', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    for (const work of [
      bob.call.remove(ann.id),
      bob.call.muteAll(),
      bob.call.lock(true),
      bob.call.setRole(bob.id, 'host'),
      bob.call.endForAll(),
      ann.call.admit('nobody'),
      world.create('Cy').call.lock(true),
    ]) {
      expect(await codeOf(work)).to.equal('not-allowed');
    }
    expect(bob.call.snapshot.error?.code).to.equal('not-allowed');
  });

  it('turns everything of a viewer off, and nothing on again', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    await ann.call.setRole(bob.id, 'viewer');
    await turn();
    const { microphone, camera } = bob.call.snapshot.self.sources;
    expect([microphone.on, camera.on]).to.deep.equal([false, false]);
    expect(await codeOf(bob.call.setCamera(true))).to.equal('not-allowed');
    await bob.call.sendMessage('I may still write');
    await turn();
    expect(ann.call.snapshot.messages.map(({ text }) => text)).to.deep.equal(['I may still write']);
  });
});
