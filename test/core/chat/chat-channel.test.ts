import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { ABLE, ChatWorld } from '../../fakes/worlds/chat-world.js';
import { codeOf } from '../../fakes/code-of.js';

describe('messages of one participant', () => {
  it('are read, 300 in ten seconds at most, and those of the others still are', () => {
    const world = new ChatWorld('ann', 'bob');
    for (let index = 0; index < 400; index += 1) world.hear('ann', { id: String(index), text: 'x', at: 1 });
    expect(world.messages).to.have.length(300);
    world.hear('bob', { id: 'b', text: 'still here', at: 1 });
    expect(world.messages.at(-1)?.text).to.equal('still here');
    world.clock.advance(10_000);
    world.hear('ann', { id: 'later', text: 'again', at: 1 });
    expect(world.messages.at(-1)?.text).to.equal('again');
  });

  it('are read, four million characters in ten seconds at most, whatever they are', () => {
    const world = new ChatWorld('ann');
    for (let index = 0; index < 17; index += 1) world.chat.handleData('ann', 'noom:other', 'x'.repeat(256 * 1024));
    world.hear('ann', { id: 'a', text: 'too much', at: 1 });
    expect(world.messages).to.deep.equal([]);
    world.clock.advance(10_000);
    world.hear('ann', { id: 'a', text: 'in time', at: 1 });
    expect(world.messages.map(({ text }) => text)).to.deep.equal(['in time']);
  });
});

describe('a message that the local participant sends', () => {
  it('goes to all peer to peer, and is added to the local log', async () => {
    const world = new ChatWorld('ann', 'bob');
    await world.chat.send('hello', null);
    const frame = { id: 'own 1', text: 'hello', at: world.clock.now() };
    expect(world.sent.map(({ to, channel, data }) => [to, channel, JSON.parse(data) as unknown])).to.deep.equal([
      ['ann', 'noom:chat', frame],
      ['bob', 'noom:chat', frame],
    ]);
    expect(world.relayed).to.deep.equal([]);
    expect(world.messages).to.deep.equal([
      { ...frame, from: 'me', name: 'Me', to: null, isLocal: true, state: 'sending' },
    ]);
  });

  it('goes to its addressee alone, marked as private', async () => {
    const world = new ChatWorld('ann', 'bob');
    await world.chat.send('psst', 'bob');
    expect(world.sent.map(({ to, data }) => [to, JSON.parse(data) as unknown])).to.deep.equal([
      ['bob', { id: 'own 1', text: 'psst', at: world.clock.now(), isPrivate: true }],
    ]);
    expect(world.messages[0]?.to).to.equal('bob');
  });

  it('is added to the log also when no one else is there', async () => {
    const world = new ChatWorld();
    await world.chat.send('alone', null);
    expect([world.sent, world.relayed, world.messages.length]).to.deep.equal([[], [], 1]);
  });

  it('is relayed by the server, too, when a participant cannot be reached', async () => {
    const world = new ChatWorld('ann', 'bob');
    world.unreachable.add('bob');
    await world.chat.send('hello', null);
    expect(world.sent.map(({ to }) => to)).to.deep.equal(['ann']);
    expect(world.relayed).to.deep.equal([{ id: 'own 1', text: 'hello' }]);
    expect(world.messages).to.have.length(1);
  });

  it('is relayed by the server when the channel breaks under it', async () => {
    const world = new ChatWorld('ann');
    world.broken.add('ann');
    await world.chat.send('psst', 'ann');
    expect(world.relayed).to.deep.equal([{ id: 'own 1', text: 'psst', to: 'ann' }]);
  });

  it('fails with the server’s reason, and says so in the log, when the server has to relay it and refuses', async () => {
    const world = new ChatWorld('ann');
    world.unreachable.add('ann');
    world.answerMessage = () => Promise.reject(new CallError('rate-limited'));
    expect(await codeOf(world.chat.send('hello', null))).to.equal('rate-limited');
    expect(world.messages.map(({ text, state, error }) => [text, state, error?.code])).to.deep.equal([
      ['hello', 'failed', 'rate-limited'],
    ]);
    expect(world.errors, 'the caller is told by the rejection alone').to.deep.equal([]);
  });

  it('has 1 to 4000 characters; white space alone is not sent', async () => {
    const world = new ChatWorld('ann');
    for (const text of ['', ' ', '\n\t ']) expect(await codeOf(world.chat.send(text, null))).to.equal('done');
    expect(await codeOf(world.chat.send('차'.repeat(4001), null))).to.equal('message-too-large');
    expect(await codeOf(world.chat.send('x'.repeat(1024 * 1024), null))).to.equal('message-too-large');
    expect([world.sent, world.messages]).to.deep.equal([[], []]);
    expect(await codeOf(world.chat.send('🍵'.repeat(4000), null))).to.equal('done');
    expect(world.messages[0]?.text).to.equal('🍵'.repeat(4000));
  });

  it('needs an addressee who is there', async () => {
    const world = new ChatWorld('ann');
    for (const to of ['nobody', 'me', '']) expect(await codeOf(world.chat.send('hi', to)), to).to.equal('not-allowed');
    expect(world.messages).to.deep.equal([]);
  });
});

describe('a message that the local participant receives', () => {
  it('is from the participant of the connection, whatever the message says', () => {
    const world = new ChatWorld('ann', 'bob');
    world.hear('ann', { id: '1', text: 'hi', at: 5, from: 'bob', name: 'Bob', isLocal: true });
    expect(world.messages).to.deep.equal([
      { id: '1', from: 'ann', name: 'ANN', text: 'hi', to: null, at: 5, isLocal: false },
    ]);
  });

  it('is for the local participant alone when it is private', () => {
    const world = new ChatWorld('ann');
    world.hear('ann', { id: '1', text: 'hi', at: 5, isPrivate: true });
    world.chat.handleRelayed({ id: '2', from: 'ann', text: 'ho', to: 'me', at: 5 });
    expect(world.messages.map(({ to }) => to)).to.deep.equal(['me', 'me']);
  });

  it('is added to the log once when it arrives by both ways', () => {
    const world = new ChatWorld('ann');
    world.hear('ann', { id: '1', text: 'hi', at: 5 });
    world.chat.handleRelayed({ id: '1', from: 'ann', text: 'hi', at: 6 });
    expect(world.messages.map(({ id, at }) => [id, at])).to.deep.equal([['1', 5]]);
  });

  it('is dropped when it is empty, or from a participant who is not there', () => {
    const world = new ChatWorld('ann');
    world.hear('ann', { id: '1', text: ' \n', at: 5 });
    world.hear('nobody', { id: '2', text: 'hi', at: 5 });
    world.chat.handleRelayed({ id: '3', from: 'nobody', text: 'hi', at: 5 });
    expect(world.messages).to.deep.equal([]);
  });

  it('is dropped when it cannot be read, or arrives on an unknown channel', () => {
    const world = new ChatWorld('ann');
    world.chat.handleData('ann', 'noom:chat', 'no json');
    world.chat.handleData('ann', 'noom:chat', new Uint8Array(3));
    world.chat.handleData('ann', 'noom:later', JSON.stringify({ id: '1', text: 'hi', at: 5 }));
    expect(world.messages).to.deep.equal([]);
  });

  for (const [what, json] of [
    ['far in the future', '1e15'],
    ['beyond all numbers', '1e999'],
    ['before all numbers', '-1e999'],
    ['before all dates', '-1e300'],
  ] as const) {
    it(`has a time that can be shown, not in the future, when it claims to be from ${what}`, () => {
      const world = new ChatWorld('ann');
      world.chat.handleData('ann', 'noom:chat', `{"id":"1","text":"hi","at":${json}}`);
      const { at } = world.messages[0] ?? { at: NaN };
      expect(at).to.be.at.most(world.clock.now());
      expect(Number.isNaN(new Date(at).getTime())).to.equal(false);
    });
  }
});

describe('messages of several senders', () => {
  const textsOf = ({ messages }: ChatWorld): string[] => messages.map(({ text }) => text);

  it('are ordered by their times when they were delayed and arrive at once, in whatever order connections are read', () => {
    const world = new ChatWorld('ann', 'bob');
    const now = world.clock.now();
    world.hear('bob', { id: '2', text: 'two', at: now - 50_000 });
    world.hear('ann', { id: '1', text: 'one', at: now - 60_000 });
    world.hear('ann', { id: '3', text: 'three', at: now - 40_000 });
    world.chat.handleRelayed({ id: '4', from: 'bob', text: 'four', at: now - 45_000 });
    expect(textsOf(world)).to.deep.equal(['one', 'two', 'four', 'three']);
  });

  it('are in order of arrival when they are in time, or of one sender, or long after the one before', async () => {
    const world = new ChatWorld('ann', 'bob');
    const now = world.clock.now();
    world.hear('ann', { id: '1', text: 'one', at: now - 10_000 });
    world.hear('ann', { id: '2', text: 'two', at: now - 20_000 });
    await world.chat.send('own', null);
    world.hear('bob', { id: '3', text: 'three', at: now - 30_000 });
    world.clock.advance(5000);
    world.hear('ann', { id: '4', text: 'four', at: now - 40_000 });
    world.hear('bob', { id: '5', text: 'five', at: world.clock.now() - 1000 });
    world.hear('ann', { id: '6', text: 'six', at: world.clock.now() - 2000 });
    expect(textsOf(world)).to.deep.equal(['one', 'two', 'own', 'three', 'four', 'five', 'six']);
    world.chat.close();
  });
});

describe('a received message', () => {
  it('is acknowledged to its sender, by either way, and again when it arrives again', () => {
    const world = new ChatWorld('ann', 'bob');
    world.hear('ann', { id: '1', text: 'hi', at: 5 });
    world.chat.handleRelayed({ id: '2', from: 'bob', text: 'ho', at: 5 });
    world.hear('ann', { id: '1', text: 'hi', at: 5 });
    expect([world.sentTo('ann'), world.sentTo('bob')]).to.deep.equal([['ack 1', 'ack 1'], ['ack 2']]);
    expect(world.messages).to.have.length(2);
  });

  it('is not acknowledged to a page that does not know acknowledgements, nor to a participant who is gone', () => {
    const world = new ChatWorld('ann');
    world.older.add('ann');
    world.hear('ann', { id: '1', text: 'hi', at: 5 });
    world.chat.handleRelayed({ id: '2', from: 'gone', text: 'kept', at: 5, name: 'Gone' });
    expect(world.sent).to.deep.equal([]);
    expect(world.messages.map(({ name, text }) => [name, text])).to.deep.equal([
      ['ANN', 'hi'],
      ['Gone', 'kept'],
    ]);
  });

  it('is acknowledged only when it is read: a flood is not answered with a flood', () => {
    const world = new ChatWorld('ann');
    for (let index = 0; index < 400; index += 1) world.hear('ann', { id: String(index), text: 'x', at: 1 });
    expect(world.sent).to.have.length(300);
  });

  it('is delivered when its addressees acknowledge it, which no other participant can do for them', async () => {
    const world = new ChatWorld('ann', 'bob', 'mallory');
    await world.chat.send('psst', 'bob');
    world.acknowledge('mallory', 'own 1');
    for (let index = 0; index < 250; index += 1) world.acknowledge('mallory', String(index));
    expect(world.messages[0]?.state).to.equal('sending');
    world.acknowledge('bob', 'own 1');
    world.acknowledge('bob', 'own 1');
    expect(world.states).to.deep.equal([['own 1', 'delivered']]);
  });

  it('may be for a lost participant as well, where the server keeps it, and for no one who left', async () => {
    const world = new ChatWorld('ann', 'bob', 'cas');
    world.chat.handleAdmitted(['ann', 'bob', 'cas'], ABLE);
    for (const [id, isLost] of [
      ['bob', true],
      ['cas', false],
    ] as const) {
      world.participantIds.splice(world.participantIds.indexOf(id), 1);
      world.unreachable.add(id);
      world.chat.handleGone(id, isLost);
    }
    await world.chat.send('psst', 'bob');
    expect(world.relayed).to.deep.equal([{ id: 'own 1', text: 'psst', to: 'bob' }]);
    expect(world.messages[0]?.state).to.equal('sent');
    expect(await codeOf(world.chat.send('psst', 'cas'))).to.equal('not-allowed');
    const older = new ChatWorld();
    older.chat.handleAdmitted([], { isKeeping: false, isDeleting: false });
    older.chat.handleGone('bob', true);
    expect(await codeOf(older.chat.send('psst', 'bob'))).to.equal('not-allowed');
    world.chat.close();
  });
});
