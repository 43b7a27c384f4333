import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { codeOf } from '../../fakes/code-of.js';
import { DeliveryWorld } from '../../fakes/worlds/delivery-world.js';
import { turn } from '../../fakes/turn.js';

const MINUTES = 60_000;

describe('the delivery of the local participant’s messages', () => {
  let world: DeliveryWorld;

  beforeEach(() => {
    world = new DeliveryWorld('ann', 'bob');
  });
  afterEach(() => {
    world.delivery.close();
    world.delivery.close();
    expect(world.clock.pending).to.equal(0);
  });

  it('is done when all have acknowledged', async () => {
    await world.send('one');
    world.acknowledge('ann', 'one');
    expect(world.states).to.deep.equal({});
    world.acknowledge('bob', 'one');
    expect([world.states, world.handed, world.clock.pending]).to.deep.equal([
      { one: ['delivered'] },
      ['one>ann', 'one>bob'],
      0,
    ]);
    await world.pass(1 * MINUTES);
    expect(world.relayed).to.deep.equal([]);
  });

  it('gives the server what is not acknowledged in three seconds, once', async () => {
    await world.send('one');
    world.acknowledge('ann', 'one');
    await world.pass(2999);
    expect(world.relayed).to.deep.equal([]);
    await world.pass(1);
    expect([world.relayed, world.states]).to.deep.equal([['one'], { one: ['sent'] }]);
    world.acknowledge('bob', 'one');
    await world.pass(1 * MINUTES);
    expect([world.relayed, world.states]).to.deep.equal([['one'], { one: ['sent', 'delivered'] }]);
  });

  it('gives the server at once what cannot be sent to a participant, and what is older before it', async () => {
    await world.send('one');
    await world.pass(100);
    world.unreachable.add('bob');
    await world.send('two');
    expect(world.relayed).to.deep.equal(['one', 'two']);
  });

  it('does not give the server what is private to another one, because a participant cannot be reached', async () => {
    await world.send('secret', 'ann');
    world.unreachable.add('bob');
    await world.send('two', 'bob');
    expect(world.relayed).to.deep.equal(['two']);
  });

  it('accepts an acknowledgement once, and only from the addressees of the message', async () => {
    await world.send('secret', 'ann');
    world.acknowledge('bob', 'secret', 'nothing');
    for (let index = 0; index < 1000; index += 1) world.acknowledge('bob', `unknown ${String(index)}`);
    expect(world.states).to.deep.equal({});
    world.acknowledge('ann', 'secret', 'secret');
    world.acknowledge('bob', 'secret');
    expect(world.states).to.deep.equal({ secret: ['delivered'] });
  });

  it('takes an older page for one that acknowledges what was sent to it, or to the server', async () => {
    world.older.add('bob');
    await world.send('one');
    world.acknowledge('ann', 'one');
    expect(world.states).to.deep.equal({ one: ['delivered'] });
    world.unreachable.add('bob');
    await world.send('two', 'bob');
    expect([world.states['two'], world.relayed]).to.deep.equal([['delivered'], ['two']]);
  });

  it('ends as sent when no one is there to receive it', async () => {
    const alone = new DeliveryWorld();
    await alone.send('one');
    expect([alone.states, alone.clock.pending]).to.deep.equal([{ one: ['sent'] }, 0]);
  });

  it('does not wait for a participant who left, unless the message was for them alone', async () => {
    await world.send('for all');
    await world.send('secret', 'bob');
    const late = codeOf(world.send('late', 'bob'));
    world.acknowledge('ann', 'for all');
    world.leave('bob');
    expect(world.states).to.deep.equal({ 'for all': ['delivered'], secret: ['failed'], late: ['failed'] });
    expect([await late, world.errors]).to.deep.equal(['not-allowed', ['not-allowed']]);
  });

  it('goes on for a participant who lost the connection: the server keeps it, and they acknowledge when they are back', async () => {
    await world.send('before');
    await world.send('secret', 'bob');
    world.acknowledge('ann', 'before');
    world.lose('bob');
    await turn();
    expect(world.relayed).to.deep.equal(['before', 'secret']);
    await world.send('after');
    world.acknowledge('ann', 'after');
    expect(world.relayed).to.deep.equal(['before', 'secret', 'after']);
    // All who are there have it, but the private one.
    expect(world.states).to.deep.equal({ before: ['delivered'], secret: ['sent'], after: ['sent', 'delivered'] });
    await world.pass(5 * MINUTES);
    world.handed.length = 0;
    world.comeBack('bob');
    expect(world.handed).to.deep.equal(['before>bob', 'secret>bob', 'after>bob']);
    world.acknowledge('bob', 'before', 'secret', 'after');
    expect(world.states['secret']).to.deep.equal(['sent', 'delivered']);
  });

  it('fails when its only addressee is not back in ten minutes', async () => {
    world.lose('bob');
    await world.pass(9 * MINUTES);
    await world.send('secret', 'bob');
    await world.send('for all');
    world.acknowledge('ann', 'for all');
    await world.pass(1 * MINUTES);
    expect([world.delivery.lostIds, world.states['secret']]).to.deep.equal([[], ['sent']]);
    await world.pass(9 * MINUTES);
    expect(world.states).to.deep.equal({ secret: ['sent', 'failed'], 'for all': ['sent', 'delivered'] });
    expect([world.errors, world.clock.pending]).to.deep.equal([['not-allowed'], 0]);
  });

  it('fails when the server refuses, and can be retried, for those who do not have it yet', async () => {
    world.unreachable.add('bob');
    world.answers.push(new CallError('rate-limited'));
    expect(await codeOf(world.send('one'))).to.equal('rate-limited');
    expect([world.states, world.errors]).to.deep.equal([{ one: ['failed'] }, []]);
    world.acknowledge('ann', 'one');
    await world.delivery.retry('one');
    expect(world.handed).to.deep.equal(['one>ann']);
    expect([world.relayed, world.states]).to.deep.equal([['one', 'one'], { one: ['failed', 'sending', 'sent'] }]);
    world.comeBack('bob');
    world.acknowledge('bob', 'one');
    expect(world.states['one']?.at(-1)).to.equal('delivered');
    expect(world.delivery.retry('one')).to.equal(null);
  });

  it('does not fail when all have it by the time at which the server refuses it', async () => {
    await world.send('one');
    world.answers.push(new CallError('rate-limited'));
    world.clock.advance(3000);
    while (world.relayed.length === 0) await Promise.resolve();
    world.acknowledge('ann', 'one');
    world.acknowledge('bob', 'one');
    await turn();
    expect([world.states['one']?.at(-1), world.errors]).to.deep.equal(['delivered', []]);
  });

  it('reports a failure that no caller waits for any more', async () => {
    await world.send('one');
    world.answers.push(new CallError('rate-limited'));
    await world.pass(3000);
    expect([world.states, world.errors]).to.deep.equal([{ one: ['failed'] }, ['rate-limited']]);
    // What failed may still arrive.
    world.acknowledge('ann', 'one');
    world.acknowledge('bob', 'one');
    expect(world.states).to.deep.equal({ one: ['failed', 'delivered'] });
  });

  it('tries again, in order, when the server is lost under it', async () => {
    world.unreachable.add('ann');
    world.answers.push(new CallError('signaling-unreachable'), new CallError('signaling-unreachable'));
    const sending = [world.send('one'), world.send('two')];
    await turn();
    await world.pass(1000);
    await world.pass(1000);
    await Promise.all(sending);
    expect(world.relayed).to.deep.equal(['one', 'one', 'one', 'two']);
    expect(world.states).to.deep.equal({ one: ['sent'], two: ['sent'] });
  });

  it('gives the server again after a return what it had, and no one has acknowledged', async () => {
    world.lose('bob');
    await world.send('one');
    await world.send('two', 'bob');
    await world.send('three', 'ann');
    world.acknowledge('ann', 'one', 'three');
    world.relayed.length = 0;
    world.delivery.handleReturned();
    await turn();
    expect(world.relayed).to.deep.equal(['one', 'two']);
    expect(world.states).to.deep.equal({ one: ['sent', 'delivered'], two: ['sent'], three: ['delivered'] });
    // It knows nothing of them any more.
    world.answers.push(null, new CallError('not-allowed'));
    world.delivery.handleReturned();
    await turn();
    expect(world.states['two']).to.deep.equal(['sent', 'failed']);
  });

  it('gives the server in the end what no one has yet, and says that it may not have arrived', async () => {
    const sending = codeOf(world.send('good bye'));
    await world.send('kept', 'ann');
    await world.pass(3000);
    await world.send('last');
    world.acknowledge('ann', 'last');
    world.relayed.length = 0;
    world.delivery.close();
    expect(world.relayed).to.deep.equal(['last']);
    expect([await sending, world.states]).to.deep.equal([
      'done',
      { 'good bye': ['sent'], kept: ['sent'], last: ['failed'] },
    ]);
  });

  it('fails at the end of the call when no one is left, with whom the server would keep it', async () => {
    world.leave('ann');
    world.lose('bob');
    await world.send('for Bob', 'bob');
    world.delivery.close();
    expect(world.states).to.deep.equal({ 'for Bob': ['sent', 'failed'] });
  });

  it('follows the newest 200 messages', async () => {
    for (let index = 0; index < 201; index += 1) {
      void codeOf(world.send(String(index)));
      await turn();
    }
    expect(world.states).to.deep.equal({ '0': ['failed'] });
    world.acknowledge('ann', '0', '1');
    world.acknowledge('bob', '0', '1');
    expect(world.states).to.deep.equal({ '0': ['failed'], '1': ['delivered'] });
  });
});
