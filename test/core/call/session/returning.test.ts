import { expect } from '@open-wc/testing';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import type { MemoryTransport } from '../../../../src/testing/memory/memory-transport.js';

const GRACE_MS = 30_000;
const statesOf = (person: Person): string[] => person.heard('noom-state-changed').map(({ state }) => state);

describe('a call whose signaling connection is lost', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld({ graceMs: GRACE_MS });
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  it('is reconnecting, and goes on: no other participant sees a change', async () => {
    const before = bob.seen('Ann');
    const told = ann.told.length;
    world.signaling.drop(bob.id);
    await turn();
    expect(bob.call.snapshot.state).to.equal('reconnecting');
    expect(bob.seen('Ann')).to.equal(before);
    expect([before.connection, before.sources.camera.track?.readyState]).to.deep.equal(['connected', 'live']);
    expect(ann.told).to.have.length(told);
  });

  it('is joined again as the same participant, with the same pictures, when it is back', async () => {
    const [id, before, seenByAnn] = [bob.id, bob.seen('Ann'), ann.seen('Bob')];
    world.signaling.drop(id);
    await turn();
    world.signaling.restore(id);
    await turn();
    expect(statesOf(bob).slice(-2)).to.deep.equal(['reconnecting', 'joined']);
    expect([bob.id, bob.seen('Ann'), ann.seen('Bob')]).to.deep.equal([id, before, seenByAnn]);
    expect(bob.seen('Ann')).to.equal(before);
    expect(bob.heard('noom-joined')).to.have.length(1);
    expect(bob.planes).to.have.length(1);
  });

  it('is left for all participants as soon as the server can be reached again', async () => {
    const { id } = bob;
    world.signaling.drop(id);
    await turn();
    await bob.call.leave();
    await turn();
    expect([bob.call.snapshot.state, ann.left]).to.deep.equal(['left', []]);
    world.signaling.restore(id);
    await turn();
    expect([ann.left, ann.others]).to.deep.equal([['Bob: left'], []]);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
  });

  it('can be left and joined again, with a new seat that the delayed leave does not touch', async () => {
    const { id } = bob;
    world.signaling.drop(id);
    await turn();
    await bob.call.leave();
    await bob.call.join();
    await turn();
    world.signaling.restore(id);
    await turn();
    world.clock.advance(2 * GRACE_MS);
    await turn();
    expect([ann.left, ann.others, bob.others]).to.deep.equal([['Bob: left'], ['Bob'], ['Ann']]);
    expect([bob.call.snapshot.state, bob.id === id]).to.deep.equal(['joined', false]);
  });

  it('requests a token only once it is connected, and again while that fails: the call goes on', async () => {
    let isOnline = true;
    let asked = 0;
    const token = (): Promise<string> => {
      asked += 1;
      return isOnline ? Promise.resolve('jwt') : Promise.reject(new TypeError('Failed to fetch'));
    };
    const cas = await world.join('Cas', { token });
    isOnline = false;
    world.signaling.drop(cas.id);
    await turn();
    world.clock.advance(5000);
    await turn();
    expect([cas.call.snapshot.state, asked]).to.deep.equal(['reconnecting', 1]);
    world.signaling.restore(cas.id);
    for (let second = 0; second < 8; second += 1) {
      await turn();
      expect(cas.call.snapshot.state).to.equal('reconnecting');
      world.clock.advance(1000);
    }
    isOnline = true;
    world.clock.advance(8000);
    await turn();
    expect([cas.call.snapshot.state, cas.call.snapshot.error, asked < 8]).to.deep.equal(['joined', null, true]);
    expect(bob.seen('Cas').id).to.equal(cas.id);
  });

  it('requests the token again when the connection is lost while the page fetches it', async () => {
    const answers: ((token: string) => void)[] = [];
    let isSlow = false;
    const token = (): string | Promise<string> => (isSlow ? new Promise((resolve) => answers.push(resolve)) : 'first');
    const cas = await world.join('Cas', { token });
    isSlow = true;
    for (let drop = 0; drop < 2; drop += 1) {
      const transport = cas.transports[0] as MemoryTransport;
      transport.disconnect();
      transport.reconnect();
      await turn();
    }
    expect(answers).to.have.length(2);
    answers[0]?.('old');
    await turn();
    expect(cas.call.snapshot.state).to.equal('reconnecting');
    answers[1]?.('new');
    await turn();
    expect([cas.call.snapshot.state, cas.asked('room:join').at(-1)]).to.deep.include('joined');
    expect(cas.asked('room:join').at(-1)).to.include({ token: 'new' });
  });

  it('gets the events that it missed', async () => {
    world.signaling.drop(bob.id);
    const cas = await world.join('Cas');
    await ann.call.raiseHand(true);
    await turn();
    expect(bob.others).to.deep.equal(['Ann']);
    world.signaling.restore(bob.id);
    await turn();
    expect([bob.others, bob.seen('Ann').hand, bob.seen('Cas').connection]).to.deep.equal([
      ['Ann', 'Cas'],
      true,
      'connected',
    ]);
    await cas.call.leave();
    await turn();
    expect(bob.left).to.deep.equal(['Cas: left']);
  });

  it('turns the local camera off at once, and tells the others when it is back', async () => {
    world.signaling.drop(bob.id);
    await bob.call.setCamera(false);
    expect(bob.call.snapshot.self.sources.camera.on).to.equal(false);
    await turn();
    expect(ann.seen('Bob').sources.camera.on).to.equal(true);
    world.signaling.restore(bob.id);
    await turn();
    expect(ann.seen('Bob').sources.camera.on).to.equal(false);
  });

  it('raises a hand when it is back', async () => {
    world.signaling.drop(bob.id);
    const raising = bob.call.raiseHand(true);
    await turn();
    expect(bob.call.snapshot.self.hand).to.equal(false);
    world.signaling.restore(bob.id);
    await raising;
    await turn();
    expect([bob.call.snapshot.self.hand, ann.seen('Bob').hand]).to.deep.equal([true, true]);
  });

  it('connects even to a participant whom its first signals did not reach', async () => {
    const cas = world.create('Cas');
    cas.handleRequest = (name) => {
      if (name !== 'signal:send') return;
      cas.handleRequest = () => undefined;
      world.signaling.drop(cas.id);
    };
    await cas.call.join();
    await turn();
    expect([cas.call.snapshot.state, cas.seen('Ann').connection]).to.deep.equal(['reconnecting', 'connecting']);
    world.signaling.restore(cas.id);
    await turn();
    const ways = [cas.seen('Ann'), cas.seen('Bob'), bob.seen('Cas')].map(({ connection }) => connection);
    expect(ways).to.deep.equal(['connected', 'connected', 'connected']);
  });

  it('can be left: nothing is left behind, and pending requests are refused', async () => {
    world.signaling.drop(bob.id);
    const raising = codeOf(bob.call.raiseHand(true));
    await bob.call.leave();
    expect(await raising).to.equal('not-allowed');
    expect([bob.call.snapshot.state, await bob.leftovers()]).to.deep.equal(['left', NOTHING]);
  });

  it('is seen to have left when it does not come back in time', async () => {
    world.signaling.drop(bob.id);
    world.clock.advance(GRACE_MS);
    await turn();
    expect(ann.left).to.deep.equal(['Bob: network']);
  });

  it('is connected to all participants again when it comes back after that', async () => {
    const { id } = bob;
    world.signaling.drop(id);
    world.clock.advance(GRACE_MS);
    await turn();
    world.signaling.restore(id);
    await turn();
    for (const other of [ann.seen('Bob'), bob.seen('Ann')]) {
      expect([other.connection, other.sources.camera.track?.readyState]).to.deep.equal(['connected', 'live']);
    }
    await ann.call.sendMessage('welcome back');
    await bob.call.sendMessage('thanks');
    await turn();
    for (const { call } of [ann, bob]) {
      expect(call.snapshot.messages.map(({ text }) => text)).to.deep.equal(['welcome back', 'thanks']);
    }
  });

  for (const [code, reason] of [
    ['token-expired', 'token-expired'],
    ['room-full', 'full'],
    ['unauthorized', 'network'],
  ] as const) {
    it(`fails when the seat is not given back because of “${code}”, and can be joined again`, async () => {
      world.signaling.drop(bob.id);
      world.signaling.refuseNext(code, 'room:join');
      world.signaling.restore(bob.id);
      await turn();
      const { state, error, leaveReason } = bob.call.snapshot;
      expect([state, error?.code, error?.fatal, leaveReason]).to.deep.equal(['failed', code, true, reason]);
      expect(bob.heard('noom-left').map((event) => event.reason)).to.deep.equal([reason]);
      expect(await bob.leftovers()).to.deep.equal(NOTHING);
      await bob.call.join();
      expect(bob.call.snapshot.state).to.equal('joined');
    });
  }
});
