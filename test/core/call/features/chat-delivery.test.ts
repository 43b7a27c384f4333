import { expect } from '@open-wc/testing';
import type { ChatMessage, MessageState } from '../../../../src/core/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';

const textsOf = ({ call }: Person): string[] => call.snapshot.messages.map(({ text }) => text);
const own = ({ call }: Person): ChatMessage[] => call.snapshot.messages.filter(({ isLocal }) => isLocal);
const statesOf = (person: Person): (MessageState | undefined)[] => own(person).map(({ state }) => state);

/** Every state that a participant's message of that text goes through. */
function followStates({ call }: Person, text: string): MessageState[] {
  const states: MessageState[] = [];
  call.subscribe(({ messages }) => {
    const state = messages.find((message) => message.isLocal && message.text === text)?.state;
    if (state !== undefined && state !== states.at(-1)) states.push(state);
  });
  return states;
}

/** What a participant sends over connections is accepted, and never arrives, as over one that broke silently. */
function swallow(person: Person): () => void {
  const undo = person.planes.map(({ data }) => {
    const send = data.send.bind(data);
    data.send = () => Promise.resolve(new Map());
    return () => (data.send = send);
  });
  return () => {
    for (const each of undo) each();
  };
}

describe('the delivery of chat in a call', () => {
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

  /** A participant's machine is suspended. */
  const sleep = (person: Person): void => {
    person.planes[0]?.setPath('interrupted');
    world.signaling.drop(person.id);
  };
  const wake = async (person: Person, id = person.id): Promise<void> => {
    person.planes[0]?.setPath('connected');
    world.signaling.restore(id);
    await turn();
    await turn();
  };
  const pass = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    await turn();
  };

  it('is sending until the others have it, and delivered then', async () => {
    const states = followStates(ann, 'hello');
    const sending = ann.call.sendMessage('hello');
    await turn();
    await sending;
    expect([states, statesOf(ann), ann.asked('chat:send')]).to.deep.equal([
      ['sending', 'delivered'],
      ['delivered'],
      [],
    ]);
    for (const person of [bob, cas]) expect(person.call.snapshot.messages[0]?.state).to.equal(undefined);
  });

  it('uses the server where a connection drops it silently', async () => {
    const undo = swallow(ann);
    await ann.call.sendMessage('hello');
    await turn();
    expect([statesOf(ann), textsOf(bob)]).to.deep.equal([['sending'], []]);
    await pass(3000);
    expect([statesOf(ann), textsOf(bob), textsOf(cas)]).to.deep.equal([['delivered'], ['hello'], ['hello']]);
    undo();
  });

  it('waits while neither the server nor the others can be reached, and arrives once, in order', async () => {
    sleep(ann);
    const sendings = ['one', 'two', 'three'].map((text) => ann.call.sendMessage(text));
    await pass(5000);
    expect(statesOf(ann)).to.deep.equal(['sending', 'sending', 'sending']);
    await wake(ann);
    await pass(1000);
    await Promise.all(sendings);
    await turn();
    expect(statesOf(ann)).to.deep.equal(['delivered', 'delivered', 'delivered']);
    for (const person of [bob, cas]) expect(textsOf(person)).to.deep.equal(['one', 'two', 'three']);
  });

  it('reaches a suspended participant whose seat is given up, once and in order, and a private message reaches no one else', async () => {
    const [all, secret] = [followStates(ann, 'one'), followStates(cas, 'two')];
    const { id } = bob;
    sleep(bob);
    await ann.call.sendMessage('one');
    await cas.call.sendMessage('two', { to: id });
    // No acknowledgement comes: the server gets them.
    await pass(3_000);
    await pass(27_000);
    expect(ann.others).to.deep.equal(['Cas']);
    await ann.call.sendMessage('three', { to: id });
    await cas.call.sendMessage('four');
    await pass(60_000);
    expect(textsOf(bob)).to.deep.equal([]);
    expect(secret).to.deep.equal(['sending', 'sent']);
    await wake(bob, id);
    await pass(1000);
    expect([bob.id, textsOf(bob)]).to.deep.equal([id, ['one', 'two', 'three', 'four']]);
    expect(
      bob
        .heard('noom-message-received')
        .map(({ message }) => message.text)
        .sort(),
    ).to.deep.equal(['one', 'two', 'three', 'four'].sort());
    expect(bob.call.snapshot.messages.map(({ to }) => to !== null)).to.deep.equal([false, true, true, false]);
    expect([all, secret]).to.deep.equal([
      ['sending', 'sent', 'delivered'],
      ['sending', 'sent', 'delivered'],
    ]);
    for (const person of [ann, cas]) expect([...new Set(statesOf(person))]).to.deep.equal(['delivered']);
    expect(textsOf(ann)).to.deep.equal(['one', 'three', 'four']);
    await pass(600_000);
    expect(textsOf(bob)).to.have.length(4);
  });

  it('arrives also when the server restarts meanwhile, or its sender has left', async () => {
    const { id } = bob;
    sleep(bob);
    await pass(30_000);
    await ann.call.sendMessage('one', { to: id });
    await cas.call.sendMessage('two');
    world.signaling.restart();
    await pass(1000);
    await cas.call.sendMessage('three', { to: id });
    await cas.call.leave();
    await turn();
    await wake(bob, id);
    await pass(1000);
    expect(textsOf(bob)).to.deep.equal(['one', 'two', 'three']);
    expect(bob.call.snapshot.messages.map(({ name }) => name)).to.deep.equal(['Ann', 'Cas', 'Cas']);
    expect(statesOf(ann)).to.deep.equal(['delivered']);
  });

  it('fails, and is reported, for a suspended participant who does not come back', async () => {
    const { id } = bob;
    sleep(bob);
    await pass(30_000);
    await ann.call.sendMessage('one', { to: id });
    await pass(600_000);
    expect(own(ann).map(({ state, error }) => [state, error?.code])).to.deep.equal([['failed', 'not-allowed']]);
    expect(ann.call.snapshot.error?.code).to.equal('not-allowed');
    expect(await codeOf(ann.call.sendMessage('two', { to: id }))).to.equal('not-allowed');
    const [message] = own(ann);
    expect(await codeOf(ann.call.retryMessage(message?.id ?? ''))).to.equal('not-allowed');
  });

  it('gives no private message to a newcomer of the same name', async () => {
    const { id } = bob;
    sleep(bob);
    await pass(30_000);
    await ann.call.sendMessage('secret', { to: id });
    const anew = await world.join('Bob');
    await ann.call.sendMessage('open');
    await turn();
    expect(textsOf(anew)).to.deep.equal(['open']);
    expect(statesOf(ann)[0]).to.equal('sent');
  });

  it('survives a connection that is made anew under it', async () => {
    const undo = swallow(ann);
    const sending = ann.call.sendMessage('hello');
    ann.planes[0]?.renewLink(bob.id);
    undo();
    await turn();
    await sending;
    await pass(3000);
    expect([statesOf(ann), textsOf(bob), textsOf(cas)]).to.deep.equal([['delivered'], ['hello'], ['hello']]);
  });

  it('keeps the order of each sender, also where one message is relayed by the server', async () => {
    ann.planes[0]?.setPath('failed');
    for (const round of ['1', '2', '3']) {
      await Promise.all([ann.call.sendMessage(`ann ${round}`), cas.call.sendMessage(`cas ${round}`)]);
      await turn();
    }
    const read = textsOf(bob);
    for (const name of ['ann', 'cas']) {
      expect(read.filter((text) => text.startsWith(name))).to.deep.equal([`${name} 1`, `${name} 2`, `${name} 3`]);
    }
    // Nothing can be acknowledged to Ann; the server has it all.
    expect(statesOf(ann)).to.deep.equal(['sent', 'sent', 'sent']);
  });

  it('arrives when it is sent just before leaving', async () => {
    const undo = swallow(ann);
    void codeOf(ann.call.sendMessage('good bye'));
    await turn();
    await ann.call.leave();
    await turn();
    undo();
    expect([textsOf(bob), textsOf(cas)]).to.deep.equal([['good bye'], ['good bye']]);
    expect(own(ann).map(({ state, error }) => [state, error?.code])).to.deep.equal([['failed', 'not-allowed']]);
    expect(await codeOf(ann.call.retryMessage(own(ann)[0]?.id ?? ''))).to.equal('not-allowed');
  });

  it('can be retried when the server refused it, and keeps its place', async () => {
    bob.planes[0]?.setPath('failed');
    world.signaling.refuseNext('rate-limited', 'chat:send');
    expect(await codeOf(ann.call.sendMessage('one'))).to.equal('rate-limited');
    await cas.call.sendMessage('two');
    await turn();
    const [message] = own(ann);
    expect([message?.state, message?.error?.code]).to.deep.equal(['failed', 'rate-limited']);
    await ann.call.retryMessage(message?.id ?? '');
    await turn();
    bob.planes[0]?.setPath('connected');
    await turn();
    expect([textsOf(ann), textsOf(bob), textsOf(cas)]).to.deep.equal([
      ['one', 'two'],
      ['two', 'one'],
      ['one', 'two'],
    ]);
    expect(own(ann)[0]?.error).to.equal(undefined);
    expect(await codeOf(ann.call.retryMessage(message?.id ?? ''))).to.equal('not-allowed');
    expect(await codeOf(ann.call.retryMessage('nothing'))).to.equal('not-allowed');
  });

  it('is shown once to a participant who had it, when it is retried after joining again', async () => {
    bob.planes[0]?.setPath('failed');
    world.signaling.refuseNext('rate-limited', 'chat:send');
    await codeOf(ann.call.sendMessage('one'));
    await turn();
    expect(textsOf(cas)).to.deep.equal(['one']);
    await ann.call.leave();
    await ann.call.join();
    await turn();
    await ann.call.retryMessage(own(ann)[0]?.id ?? '');
    await turn();
    expect([textsOf(ann), textsOf(bob), textsOf(cas)]).to.deep.equal([['one'], ['one'], ['one']]);
    // Nor is it to a newcomer, who is told by one of them.
    const dan = await world.join('Dan');
    await turn();
    expect(textsOf(dan)).to.deep.equal(['one']);
    bob.planes[0]?.setPath('connected');
    await turn();
    expect(statesOf(ann)).to.deep.equal(['delivered']);
  });

  it('can be retried after joining again', async () => {
    bob.planes[0]?.setPath('failed');
    world.signaling.refuseNext('rate-limited', 'chat:send');
    await codeOf(ann.call.sendMessage('one'));
    await ann.call.leave();
    await ann.call.join();
    await turn();
    await ann.call.retryMessage(own(ann)[0]?.id ?? '');
    await turn();
    expect([textsOf(bob), statesOf(ann)]).to.deep.equal([['one'], ['sent']]);
    bob.planes[0]?.setPath('connected');
    await turn();
    expect(statesOf(ann)).to.deep.equal(['delivered']);
  });
});
