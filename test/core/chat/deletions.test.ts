import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { ABLE, ChatWorld } from '../../fakes/worlds/chat-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';

function createWorld(): ChatWorld {
  const world = new ChatWorld('ann', 'bob');
  world.chat.handleAdmitted(['ann', 'bob'], ABLE);
  return world;
}

const shown = ({ messages }: ChatWorld): unknown[] => messages.map(({ text, isDeleted = false }) => [text, isDeleted]);

describe('a message that is deleted', () => {
  it('leaves its author and its time, once the server has told the others', async () => {
    const world = createWorld();
    await world.chat.send('oops', null);
    world.acknowledge('ann', 'own 1');
    world.acknowledge('bob', 'own 1');
    const [before] = world.messages;
    let answer = (): void => undefined;
    world.answerDeletion = () => new Promise<void>((resolve) => (answer = resolve));
    const deleting = world.chat.delete('own 1');
    await turn();
    expect([world.deletions, world.messages[0]]).to.deep.equal([[{ id: 'own 1', from: 'me' }], before]);
    answer();
    await deleting;
    const { id, from, name, at } = before ?? {};
    expect(world.messages).to.deep.equal([{ id, from, name, text: '', to: null, at, isLocal: true, isDeleted: true }]);
    expect(await codeOf(world.chat.delete('own 1')), 'twice').to.equal('not-allowed');
  });

  it('is not sent any more to those who are still owed it', async () => {
    const world = createWorld();
    world.unreachable.add('bob');
    world.answerMessage = () => Promise.reject(new CallError('signaling-unreachable'));
    const sending = world.chat.send('oops', null);
    await turn();
    await world.chat.delete('own 1');
    await sending;
    world.answerMessage = () => Promise.resolve();
    world.unreachable.delete('bob');
    const before = world.relayed.length;
    world.chat.handleReachable('bob');
    world.clock.advance(10_000);
    await turn();
    expect([world.sentTo('bob'), world.relayed.length - before, shown(world)]).to.deep.equal([[], 0, [['', true]]]);
  });

  it('is not sent any more when a moderator deletes it meanwhile, and stays without a state', async () => {
    const world = createWorld();
    world.unreachable.add('bob');
    world.answerMessage = () => Promise.reject(new CallError('signaling-unreachable'));
    const sending = world.chat.send('oops', null);
    await turn();
    world.chat.handleDeleted({ id: 'own 1', from: 'me' });
    await sending;
    world.unreachable.delete('bob');
    world.chat.handleReachable('bob');
    world.chat.handleReturned(ABLE);
    for (const id of ['ann', 'bob']) world.acknowledge(id, 'own 1');
    world.clock.advance(10_000);
    await turn();
    expect([world.sentTo('bob'), world.relayed.length, world.messages[0]?.state]).to.deep.equal([[], 1, undefined]);
  });

  it('tells of no failure when the server refuses it after it was deleted', async () => {
    const world = createWorld();
    world.unreachable.add('bob');
    let refuse = (): void => undefined;
    world.answerMessage = () =>
      new Promise<void>((_, reject) => {
        refuse = () => {
          reject(new CallError('rate-limited'));
        };
      });
    const sending = world.chat.send('oops', null);
    await turn();
    await world.chat.delete('own 1');
    refuse();
    await sending;
    await turn();
    expect([world.errors, shown(world)]).to.deep.equal([[], [['', true]]]);
  });

  it('can be sent again when it was withdrawn and the server refuses to delete it', async () => {
    const world = createWorld();
    world.answerDeletion = () => Promise.reject(new CallError('rate-limited'));
    for (const [id, state] of [
      ['own 1', 'sending'],
      ['own 2', 'sent'],
    ] as const) {
      if (state === 'sent') world.unreachable.add('bob');
      await world.chat.send('oops', null);
      await turn();
      expect(world.messages.at(-1)?.state).to.equal(state);
      expect(await codeOf(world.chat.delete(id))).to.equal('rate-limited');
      expect(world.messages.at(-1)?.state).to.equal('failed');
      await world.chat.retry(id);
      for (const each of ['ann', 'bob']) world.acknowledge(each, id);
      expect(world.messages.at(-1)?.state).to.equal('delivered');
    }
  });

  it('is deleted when the server is back, if it cannot be reached', async () => {
    const world = createWorld();
    world.answerDeletion = () => Promise.reject(new CallError('signaling-unreachable'));
    world.hear('ann', { id: '1', text: 'spam', at: 1 });
    const deleting = codeOf(world.chat.delete('1'));
    await turn();
    world.answerDeletion = () => Promise.resolve();
    world.clock.advance(1000);
    expect([await deleting, shown(world)]).to.deep.equal(['done', [['', true]]]);
  });

  it('stays when the call ends first', async () => {
    const world = createWorld();
    world.answerDeletion = () => Promise.reject(new CallError('signaling-unreachable'));
    world.hear('ann', { id: '1', text: 'spam', at: 1 });
    const deleting = codeOf(world.chat.delete('1'));
    await turn();
    world.chat.close();
    expect([await deleting, shown(world)]).to.deep.equal(['not-allowed', [['spam', false]]]);
  });

  it('concerns the other one alone when it is private', async () => {
    const world = createWorld();
    await world.chat.send('psst', 'bob');
    world.hear('ann', { id: '1', text: 'psst', at: 1, isPrivate: true });
    await world.chat.delete('own 1');
    await world.chat.delete('1');
    expect(world.deletions).to.deep.equal([
      { id: 'own 1', from: 'me', to: 'bob' },
      { id: '1', from: 'ann', to: 'ann' },
    ]);
  });

  it('concerns its addressee alone when it is private, and was written before a re-join', async () => {
    const world = createWorld();
    const before = { id: 'own 0', from: 'me then', name: 'Me', text: 'psst', to: 'bob', at: 1, isLocal: true };
    world.messages = [before];
    await world.chat.delete('own 0');
    expect(world.deletions).to.deep.equal([{ id: 'own 0', from: 'me then', to: 'bob' }]);
  });

  it('is not shown when it comes after its deletion, live or from the past', () => {
    const world = createWorld();
    world.chat.handleReachable('ann');
    for (const id of ['1', '2']) world.chat.handleDeleted({ from: 'bob', id });
    world.hear('bob', { id: '1', text: 'oops', at: 1 });
    world.hear('ann', { id: '1', text: 'of another author', at: 1 });
    world.tellPast('ann', [{ id: '2', from: 'bob', name: 'BOB', text: 'oops', at: 1 }]);
    expect(shown(world)).to.deep.equal([['of another author', false]]);
    expect(world.sentTo('bob'), 'its author waits for an answer').to.deep.equal(['ack 1']);
  });

  it('is remembered, a thousand of them', () => {
    const world = createWorld();
    for (let index = 0; index <= 1000; index += 1) world.chat.handleDeleted({ from: 'bob', id: String(index) });
    for (const id of ['0', '1']) world.hear('bob', { id, text: id, at: 1 });
    expect(shown(world)).to.deep.equal([['0', false]]);
  });

  it('is not told to newcomers', async () => {
    const world = createWorld();
    for (const id of ['1', '2']) world.hear('bob', { id, text: id, at: 1 });
    world.chat.handleDeleted({ from: 'bob', id: '1' });
    world.chat.handleData('ann', 'noom:history-request', '');
    await turn();
    const told = world.sent.filter(({ channel }) => channel === 'noom:history').map(({ data }) => data);
    expect(told.join('')).to.contain('"id":"2"').and.not.contain('"id":"1"');
  });

  it('needs a message, and a server that deletes', async () => {
    const world = createWorld();
    expect(await codeOf(world.chat.delete('nothing'))).to.equal('not-allowed');
    const older = new ChatWorld('ann');
    older.chat.handleAdmitted(['ann'], { isKeeping: true, isDeleting: false });
    await older.chat.send('hello', null);
    expect(await codeOf(older.chat.delete('own 1'))).to.equal('unsupported');
    expect([older.deletions, shown(older)]).to.deep.equal([[], [['hello', false]]]);
  });
});

describe('deleting in a call', () => {
  let world: CallWorld;
  let host: Person;
  let bob: Person;

  const shownBy = ({ call }: Person): string[] =>
    call.snapshot.messages.map(({ text, isDeleted }) => (isDeleted === true ? 'deleted' : text));

  beforeEach(async () => {
    world = new CallWorld();
    host = await world.join('Host');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  it('is for the author and the host, whom the server knows, and is reported', async () => {
    const heard: string[] = [];
    bob.call.addEventListener('noom-message-deleted', ({ message }) => heard.push(message.id));
    await bob.call.sendMessage('mine');
    await host.call.sendMessage('theirs');
    await turn();
    const [mine, theirs] = bob.call.snapshot.messages.map(({ id }) => id);
    expect(await codeOf(bob.call.deleteMessage(theirs ?? ''))).to.equal('not-allowed');
    await host.call.deleteMessage(mine ?? '');
    await turn();
    for (const person of [host, bob]) expect(shownBy(person)).to.deep.equal(['deleted', 'theirs']);
    expect(heard).to.deep.equal([mine]);
    const cas = await world.join('Cas');
    expect(shownBy(cas)).to.deep.equal(['theirs']);
  });

  it('reaches a participant who was cut off meanwhile, and needs a room', async () => {
    await host.call.sendMessage('oops');
    await turn();
    const [id = ''] = host.call.snapshot.messages.map((message) => message.id);
    world.signaling.drop(bob.id);
    await host.call.deleteMessage(id);
    await turn();
    expect(shownBy(bob)).to.deep.equal(['oops']);
    world.signaling.restore(bob.id);
    await turn();
    expect(shownBy(bob)).to.deep.equal(['deleted']);
    await host.call.leave();
    expect(await codeOf(host.call.deleteMessage(id))).to.equal('not-allowed');
  });
});
