import { expect } from '@open-wc/testing';
import { MAX_MESSAGES } from '../../../src/core/chat/chat-log.js';
import { CallError } from '../../../src/core/base/errors.js';
import { ABLE, ChatWorld } from '../../fakes/worlds/chat-world.js';
import { codeOf } from '../../fakes/code-of.js';

const past = (id: string, from = 'ann', at = 5) => ({ id, from, name: from.toUpperCase(), text: `text ${id}`, at });
const textsOf = ({ messages }: ChatWorld): string[] => messages.map(({ text }) => text);

/** A newcomer who has just joined Ann and Bob, and reaches both. */
function createLateJoiner(): ChatWorld {
  const world = new ChatWorld('ann', 'bob');
  world.chat.handleAdmitted(['ann', 'bob'], ABLE);
  world.chat.handleReachable('ann');
  world.chat.handleReachable('bob');
  return world;
}

describe('the history, for a newcomer', () => {
  it('is requested from one participant alone, and put before what was said meanwhile', () => {
    const world = createLateJoiner();
    expect(world.askedForPast).to.deep.equal(['ann']);
    world.hear('bob', { id: 'now', text: 'welcome', at: 9 });
    world.tellPast('ann', [past('1'), past('2', 'bob')], false);
    expect(textsOf(world)).to.deep.equal(['welcome']);
    world.tellPast('ann', [past('3'), past('now', 'bob')]);
    expect(textsOf(world)).to.deep.equal(['text 1', 'text 2', 'text 3', 'welcome']);
  });

  it('is requested from the next one when the first is silent, whose half of it is dropped', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('half')], false);
    world.clock.advance(5000);
    expect(world.askedForPast).to.deep.equal(['ann', 'bob']);
    world.tellPast('ann', [past('late')]);
    world.tellPast('bob', [past('whole', 'bob')]);
    expect(textsOf(world)).to.deep.equal(['text whole']);
  });

  it('is told once over one connection, however often it is requested', async () => {
    const world = new ChatWorld('ann');
    await world.chat.send('hello', null);
    const told = (): number => world.sent.filter(({ channel }) => channel === 'noom:history').length;
    for (let turn = 0; turn < 50; turn += 1) world.chat.handleData('ann', 'noom:history-request', '');
    await Promise.resolve();
    expect(told()).to.equal(1);
    world.chat.handleReachable('ann');
    world.chat.handleData('ann', 'noom:history-request', '');
    expect(told()).to.equal(2);
  });

  it('is taken from no participant who was not asked', () => {
    const world = createLateJoiner();
    world.tellPast('bob', [past('1')]);
    expect(world.messages).to.deep.equal([]);
  });

  it('is taken once', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('1')]);
    world.tellPast('ann', [past('2')]);
    expect(textsOf(world)).to.deep.equal(['text 1']);
  });

  it('is requested from another one when the first leaves in the middle, whose half of it is dropped', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('half')], false);
    world.chat.handleGone('ann', false);
    expect(world.askedForPast).to.deep.equal(['ann', 'bob']);
    world.tellPast('bob', [past('whole')]);
    expect(textsOf(world)).to.deep.equal(['text whole']);
  });

  it('is dropped where it cannot be read, message by message', () => {
    const world = createLateJoiner();
    world.chat.handleData('ann', 'noom:history', '{"messages":{},"isLast":true}');
    world.tellPast('ann', [past('1'), {}, null as never, { ...past('2'), text: ' ' }, past('3')]);
    expect(textsOf(world)).to.deep.equal(['text 1', 'text 3']);
  });

  it('is requested again over a connection that is made anew, and then only their own messages are taken', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('1')]);
    world.chat.handleReachable('bob');
    world.chat.handleReachable('ann');
    expect(world.askedForPast).to.deep.equal(['ann', 'bob']);
    world.tellPast('bob', [past('2', 'bob', 6), past('forged', 'ann'), past('1')]);
    expect(world.askedForPast).to.deep.equal(['ann', 'bob', 'ann']);
    world.tellPast('ann', [past('3', 'ann', 7)]);
    expect(textsOf(world)).to.deep.equal(['text 1', 'text 2', 'text 3']);
  });

  it('is requested as a whole again after a return, where the connection is made anew, from one participant alone', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('1')]);
    world.chat.handleReturned(ABLE);
    expect(world.askedForPast).to.deep.equal(['ann']);
    world.chat.handleReachable('bob');
    world.chat.handleReachable('ann');
    world.tellPast('bob', [past('2', 'cas', 6), past('3', 'bob', 7)]);
    expect(world.askedForPast).to.deep.equal(['ann', 'bob', 'ann']);
    world.tellPast('ann', [past('forged', 'cas'), past('4', 'ann', 8)]);
    expect(textsOf(world)).to.deep.equal(['text 1', 'text 2', 'text 3', 'text 4']);
  });

  it('holds no message that failed', async () => {
    const world = new ChatWorld('ann');
    world.unreachable.add('ann');
    world.answerMessage = () => Promise.reject(new CallError('rate-limited'));
    await codeOf(world.chat.send('failed', null));
    world.sent.length = 0;
    world.chat.handleData('ann', 'noom:history-request', '');
    expect(world.sent.map(({ data }) => JSON.parse(data) as unknown)).to.deep.equal([{ messages: [], isLast: true }]);
  });

  it('holds no message as the local participant’s own: no one can forge one', () => {
    const world = createLateJoiner();
    world.tellPast('ann', [past('1', 'me')]);
    expect(world.messages.map(({ isLocal }) => isLocal)).to.deep.equal([false]);
  });

  it('has times that can be shown, not in the future', () => {
    const world = createLateJoiner();
    const times = ['1e999', '-1e999', '1e15'].map((at) => `{"id":"${at}","from":"a","name":"A","text":"t","at":${at}}`);
    world.chat.handleData('ann', 'noom:history', `{"messages":[${times.join()}],"isLast":true}`);
    expect(world.messages).to.have.length(3);
    for (const { at } of world.messages) {
      expect(at).to.be.at.most(world.clock.now());
      expect(Number.isNaN(new Date(at).getTime())).to.equal(false);
    }
  });

  it('ends, however much a participant sends without end', () => {
    const world = createLateJoiner();
    const told: object[] = [];
    for (let index = 0; told.length <= 2 * MAX_MESSAGES; index += 1) {
      const part = Array.from({ length: 200 }, (_, each) => past(`${String(index)} ${String(each)}`));
      told.push(...part);
      world.tellPast('ann', part, false);
    }
    expect(world.messages.length).to.be.greaterThan(0);
    expect(world.messages.length).to.be.at.most(MAX_MESSAGES);
    const before = world.messages;
    world.tellPast('ann', [past('more')]);
    expect(world.messages).to.equal(before);
  });
});

describe('the history, for a participant who requests it', () => {
  it('is what all may read, and no private message', async () => {
    const world = new ChatWorld('ann', 'bob');
    await world.chat.send('for all', null);
    await world.chat.send('for Bob', 'bob');
    world.hear('bob', { id: 'answer', text: 'for me', at: 5, isPrivate: true });
    world.hear('bob', { id: 'open', text: 'for all, too', at: 5 });
    world.sent.length = 0;
    world.chat.handleData('ann', 'noom:history-request', '');
    expect(world.sent.map(({ to, channel }) => [to, channel])).to.deep.equal([['ann', 'noom:history']]);
    const { messages, isLast } = JSON.parse(world.sent[0]?.data ?? '') as {
      messages: { text: string }[];
      isLast: boolean;
    };
    expect([messages.map(({ text }) => text), isLast]).to.deep.equal([['for all', 'for all, too'], true]);
  });

  it('is sent empty when nothing was said, so that they need not ask another', () => {
    const world = new ChatWorld('ann');
    world.chat.handleData('ann', 'noom:history-request', '');
    expect(world.sent.map(({ data }) => JSON.parse(data) as unknown)).to.deep.equal([{ messages: [], isLast: true }]);
  });

  it('does not matter any more when they are gone before the answer', () => {
    const world = new ChatWorld('ann');
    world.broken.add('ann');
    world.chat.handleData('ann', 'noom:history-request', '');
    expect(world.sent).to.deep.equal([]);
  });
});
