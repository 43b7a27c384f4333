import { expect } from '@open-wc/testing';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import type { MemoryTransport } from '../../../../src/testing/memory/memory-transport.js';

describe('a call in a room with one seat left', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld({ maxParticipants: 2 });
    ann = await world.join('Ann');
    bob = world.create('Bob');
  });
  afterEach(() => world.close());

  const transportOf = ({ transports }: Person): MemoryTransport => transports.at(-1) as MemoryTransport;

  /** The server gives Bob a seat, and the answer is lost with the connection. */
  function loseAnswer(): Promise<void> {
    return new Promise((resolve) => {
      const handleJoined = (): void => {
        transportOf(bob).disconnect();
        resolve();
      };
      ann.call.addEventListener('noom-participant-joined', handleJoined, { once: true });
    });
  }

  it('gets the seat that it was given before, where the answer was lost', async () => {
    const lost = loseAnswer();
    const joining = bob.call.join();
    await lost;
    transportOf(bob).reconnect();
    await joining;
    await turn();
    expect([bob.call.snapshot.state, bob.asked('room:join').length]).to.deep.equal(['joined', 2]);
    expect([ann.others, bob.others]).to.deep.equal([['Bob'], ['Ann']]);
    expect([ann.seen('Bob').id, ann.seen('Bob').connection]).to.deep.equal([bob.id, 'connected']);
    expect(ann.heard('noom-participant-joined')).to.have.length(1);
  });

  it('gets it as often as the answer is lost', async () => {
    const lost = loseAnswer();
    const joining = bob.call.join();
    await lost;
    for (let time = 0; time < 3; time += 1) {
      transportOf(bob).reconnect();
      // Asked again, and lost before the answer.
      while (bob.asked('room:join').length < time + 2) await Promise.resolve();
      transportOf(bob).disconnect();
    }
    transportOf(bob).reconnect();
    await joining;
    await turn();
    expect([bob.call.snapshot.state, ann.others]).to.deep.equal(['joined', ['Bob']]);
  });

  it('gives that seat up when it is left before there is an answer', async () => {
    const lost = loseAnswer();
    const joining = codeOf(bob.call.join());
    await lost;
    await bob.call.leave();
    expect(await joining).to.equal('not-allowed');
    expect(ann.others).to.deep.equal(['Bob']);
    transportOf(bob).reconnect();
    await turn();
    expect(ann.others).to.deep.equal([]);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
  });

  it('is told that the seat was taken away, where that happened before the answer', async () => {
    const lost = loseAnswer();
    const joining = codeOf(bob.call.join());
    await lost;
    await ann.call.remove(ann.seen('Bob').id);
    transportOf(bob).reconnect();
    expect(await joining).to.equal('denied');
    expect(ann.others).to.deep.equal([]);
  });

  it('joins again at once after it was left without a connection', async () => {
    await bob.call.join();
    await turn();
    const former = bob.id;
    world.signaling.drop(former);
    await turn();
    await bob.call.leave();
    await bob.call.join();
    await turn();
    expect([bob.call.snapshot.state, bob.others]).to.deep.equal(['joined', ['Ann']]);
    expect([ann.others, ann.left]).to.deep.equal([['Bob'], ['Bob: left']]);
    // The leave that was under way arrives late, and changes nothing.
    world.signaling.restore(former);
    await turn();
    expect([bob.call.snapshot.state, ann.others, ann.left]).to.deep.equal(['joined', ['Bob'], ['Bob: left']]);
  });

  it('joins again at once after it was left while the answer was on its way', async () => {
    const lost = loseAnswer();
    const joining = codeOf(bob.call.join());
    await lost;
    await bob.call.leave();
    await joining;
    await bob.call.join();
    await turn();
    expect([bob.call.snapshot.state, ann.others]).to.deep.equal(['joined', ['Bob']]);
    expect(ann.seen('Bob').id).to.equal(bob.id);
  });
});
