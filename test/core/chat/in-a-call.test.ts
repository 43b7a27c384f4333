import { expect } from '@open-wc/testing';
import type { CallError } from '../../../src/core/index.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';

const textsOf = ({ call }: Person): string[] => call.snapshot.messages.map(({ text }) => text);
const received = (person: Person): string[] => person.heard('noom-message-received').map(({ message }) => message.text);
/** The data that a participant's plane was given for `channel`, by receiver. */
function spyOnData(person: Person, channel: string): string[] {
  const receivers: string[] = [];
  for (const { data: path } of person.planes) {
    const send = path.send.bind(path);
    path.send = (to, data, options) => {
      if (data.channel === channel && to !== null) receivers.push(to);
      return send(to, data, options);
    };
  }
  return receivers;
}

describe('the chat of a call', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  it('goes peer to peer, and is reported to its receiver', async () => {
    await ann.call.sendMessage('hello');
    await turn();
    const { text, from, name, to, isLocal } = bob.call.snapshot.messages[0] ?? {};
    expect([text, from, name, to, isLocal]).to.deep.equal(['hello', ann.id, 'Ann', null, false]);
    expect([textsOf(ann), received(bob), received(ann)]).to.deep.equal([['hello'], ['hello'], []]);
    expect(ann.call.snapshot.messages[0]?.isLocal).to.equal(true);
    expect(ann.asked('chat:send')).to.deep.equal([]);
  });

  it('is relayed by the server where no connection is up', async () => {
    bob.planes[0]?.setPath('failed');
    await ann.call.sendMessage('hello');
    await bob.call.sendMessage('hello, too');
    await turn();
    expect(ann.asked('chat:send')).to.have.length(1);
    for (const person of [ann, bob]) expect(textsOf(person)).to.deep.equal(['hello', 'hello, too']);
  });

  it('is reported once to a receiver who gets it by both ways', async () => {
    const cas = await world.join('Cas');
    cas.planes[0]?.setPath('failed');
    await ann.call.sendMessage('hello');
    await turn();
    expect([received(bob), received(cas)]).to.deep.equal([['hello'], ['hello']]);
  });

  it('can be for one participant alone', async () => {
    const cas = await world.join('Cas');
    await ann.call.sendMessage('psst', { to: bob.id });
    await turn();
    expect([textsOf(bob), textsOf(cas)]).to.deep.equal([['psst'], []]);
    expect(bob.call.snapshot.messages[0]?.to).to.equal(bob.id);
    expect(ann.call.snapshot.messages[0]?.to).to.equal(bob.id);
  });

  it('refuses what is too long, and an addressee who is not there, and reports it', async () => {
    expect(await codeOf(ann.call.sendMessage('x'.repeat(4001)))).to.equal('message-too-large');
    expect(await codeOf(ann.call.sendMessage('x'.repeat(1024 * 1024)))).to.equal('message-too-large');
    expect(await codeOf(ann.call.sendMessage('hi', { to: 'nobody' }))).to.equal('not-allowed');
    expect(ann.heard('noom-error').map(({ error }) => [error.code, error.fatal])).to.deep.equal([
      ...[
        ['message-too-large', false],
        ['message-too-large', false],
        ['not-allowed', false],
      ],
    ]);
    expect([ann.call.snapshot.state, textsOf(ann)]).to.deep.equal(['joined', []]);
  });

  it('needs a join', async () => {
    const cas = world.create('Cas');
    expect(await codeOf(cas.call.sendMessage('hi'))).to.equal('not-allowed');
    expect(await codeOf(cas.call.sendData('hi'))).to.equal('not-allowed');
    expect(await codeOf(cas.call.raiseHand(true))).to.equal('not-allowed');
    await ann.call.leave();
    expect(await codeOf(ann.call.sendMessage('hi'))).to.equal('not-allowed');
    expect([cas.call.snapshot.state, ann.call.snapshot.state]).to.deep.equal(['idle', 'left']);
  });

  it('goes on while signaling is interrupted', async () => {
    world.signaling.drop(bob.id);
    await bob.call.sendMessage('still here');
    await turn();
    expect(textsOf(ann)).to.deep.equal(['still here']);
  });

  it('stays readable after leaving', async () => {
    await ann.call.sendMessage('hello');
    await turn();
    await bob.call.leave();
    expect(textsOf(bob)).to.deep.equal(['hello']);
    await bob.call.join();
    await turn();
    expect(textsOf(bob)).to.deep.equal(['hello']);
  });

  describe('for a newcomer', () => {
    it('begins with what was said before, requested from one elder alone', async () => {
      await ann.call.sendMessage('first');
      await bob.call.sendMessage('second');
      await ann.call.sendMessage('not for all', { to: bob.id });
      await turn();
      const asked = [spyOnData(ann, 'noom:history'), spyOnData(bob, 'noom:history')];
      const cas = await world.join('Cas');
      expect([textsOf(cas), received(cas)]).to.deep.equal([['first', 'second'], []]);
      expect(cas.call.snapshot.messages.map(({ name, isLocal }) => [name, isLocal])).to.deep.equal([
        ...[
          ['Ann', false],
          ['Bob', false],
        ],
      ]);
      expect(asked).to.deep.equal([[cas.id], []]);
    });

    it('is requested from another elder when the first one leaves without an answer', async () => {
      await ann.call.sendMessage('first');
      await turn();
      for (const plane of ann.planes) plane.data.send = () => new Promise(() => undefined);
      const cas = await world.join('Cas');
      expect(textsOf(cas)).to.deep.equal([]);
      await ann.call.leave();
      await turn();
      expect(textsOf(cas)).to.deep.equal(['first']);
    });

    it('is not requested again on a return after a drop', async () => {
      const cas = await world.join('Cas');
      const asked = spyOnData(cas, 'noom:history-request');
      world.signaling.drop(cas.id);
      world.signaling.restore(cas.id);
      await turn();
      expect([cas.call.snapshot.state, asked]).to.deep.equal(['joined', []]);
    });
  });
});

describe('the data of a call', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  let cas: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
    cas = await world.join('Cas');
  });
  afterEach(() => world.close());

  const got = (person: Person): unknown[] =>
    person.heard('noom-data-received').map(({ participant, channel, data }) => [participant.name, channel, data]);

  it('is text or bytes, to all participants', async () => {
    const bytes = Uint8Array.of(0, 1, 2, 3);
    await ann.call.sendData('text');
    await ann.call.sendData(bytes, { channel: 'bytes' });
    await ann.call.sendData(bytes.buffer, { channel: 'buffer' });
    await ann.call.sendData(new DataView(bytes.buffer, 1, 2), { channel: 'view' });
    await turn();
    for (const person of [bob, cas]) {
      expect(got(person)).to.deep.equal([
        ['Ann', 'data', 'text'],
        ['Ann', 'bytes', bytes],
        ['Ann', 'buffer', bytes],
        ['Ann', 'view', Uint8Array.of(1, 2)],
      ]);
    }
    expect(got(ann)).to.deep.equal([]);
  });

  it('is refused where it is an object, a list or a number, of which nothing would arrive', async () => {
    for (const data of [{ x: 1, y: 2 }, [1, 2], 7, null, undefined]) {
      expect(await codeOf(ann.call.sendData(data as unknown as string)), JSON.stringify(data)).to.equal('internal');
    }
    const failure: unknown = await ann.call.sendData({ x: 1 } as unknown as string).catch((error: unknown) => error);
    expect((failure as CallError).cause).to.be.instanceOf(TypeError);
    await turn();
    expect(got(bob)).to.deep.equal([]);
  });

  it('can be for one participant alone, who has to be there', async () => {
    await ann.call.sendData('psst', { to: bob.id });
    await turn();
    expect([got(bob), got(cas)]).to.deep.equal([[['Ann', 'data', 'psst']], []]);
    expect(await codeOf(ann.call.sendData('hi', { to: 'nobody' }))).to.equal('not-allowed');
    expect(await codeOf(ann.call.sendData('hi', { to: ann.id }))).to.equal('not-allowed');
  });

  it('has channels, of which those of the kit are reserved', async () => {
    for (const channel of ['noom:', 'noom:chat', 'noom:history']) {
      expect(await codeOf(ann.call.sendData('{}', { channel })), channel).to.equal('not-allowed');
    }
    expect(await codeOf(ann.call.sendData('hi', { channel: '' }))).to.equal('internal');
    expect(await codeOf(ann.call.sendData('hi', { channel: 'x'.repeat(65) }))).to.equal('internal');
    await turn();
    expect([got(bob), bob.call.snapshot.messages]).to.deep.equal([[], []]);
  });

  it('is no more than 256 KiB at once', async () => {
    expect(await codeOf(ann.call.sendData('x'.repeat(255 * 1024)))).to.equal('done');
    expect(await codeOf(ann.call.sendData('x'.repeat(256 * 1024)))).to.equal('message-too-large');
    expect(await codeOf(ann.call.sendData(new Uint8Array(1024 * 1024)))).to.equal('message-too-large');
    expect(ann.call.snapshot.error?.code).to.equal('message-too-large');
  });

  it('does not fail when a participant leaves while it is sent to all', async () => {
    bob.planes[0]?.setPath('interrupted');
    const sending = codeOf(ann.call.sendData('hi'));
    await bob.call.leave();
    expect(await sending).to.equal('done');
    expect(got(cas)).to.deep.equal([['Ann', 'data', 'hi']]);
  });

  it('is taken while a connection is interrupted, and arrives when that is back', async () => {
    bob.planes[0]?.setPath('interrupted');
    await ann.call.sendData('later', { to: bob.id });
    await turn();
    expect(got(bob)).to.deep.equal([]);
    bob.planes[0]?.setPath('connected');
    await turn();
    expect(got(bob)).to.deep.equal([['Ann', 'data', 'later']]);
  });

  it('waits for a participant whose connection has failed, and is refused when they leave', async () => {
    bob.planes[0]?.setPath('failed');
    const waiting = ann.call.sendData('later', { to: bob.id });
    bob.planes[0]?.setPath('connected');
    await waiting;
    await turn();
    expect(got(bob)).to.deep.equal([['Ann', 'data', 'later']]);
    bob.planes[0]?.setPath('failed');
    const refused = codeOf(ann.call.sendData('never', { to: bob.id }));
    await bob.call.leave();
    expect(await refused).to.equal('not-allowed');
  });
});
