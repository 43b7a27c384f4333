import { expect } from '@open-wc/testing';
import type { ChatMessage } from '../../src/core/call-snapshot.js';
import { appendMessage, MAX_MESSAGES, prependHistory } from '../../src/core/chat/chat-log.js';

const message = (id: string, text = id): ChatMessage => ({
  ...{ id, text, from: 'ann', name: 'Ann', to: null, at: 0, isLocal: false },
});
const ids = (log: readonly ChatMessage[]): string[] => log.map(({ id }) => id);
const log = (...names: string[]): readonly ChatMessage[] =>
  names.reduce<readonly ChatMessage[]>((before, id) => appendMessage(before, message(id)), []);

describe('a chat log', () => {
  it('keeps messages in the order in which they came', () => {
    expect(ids(log('a', 'b', 'c'))).to.deep.equal(['a', 'b', 'c']);
  });

  it('is the same log when a message comes a second time, and keeps its first words', () => {
    const before = log('a', 'b');
    expect(appendMessage(before, message('a', 'other words'))).to.equal(before);
  });

  it('takes two messages of one id for two when they are of different senders, live and past', () => {
    const forged = { ...message('a', 'not Ann'), from: 'bob' };
    expect(appendMessage(log('a'), forged).map(({ text }) => text)).to.deep.equal(['a', 'not Ann']);
    expect(prependHistory(log('a'), [forged]).map(({ text }) => text)).to.deep.equal(['not Ann', 'a']);
  });

  it('keeps the newest messages when there are too many', () => {
    const full = log(...Array.from({ length: MAX_MESSAGES }, (_, index) => String(index)));
    const next = appendMessage(full, message('new'));
    expect(next).to.have.length(MAX_MESSAGES);
    expect([next[0]?.id, next.at(-1)?.id]).to.deep.equal(['1', 'new']);
  });

  it('is frozen, and so are its messages', () => {
    const frozen = prependHistory(log('b'), [message('a')]);
    expect([frozen, ...frozen].every((value) => Object.isFrozen(value))).to.equal(true);
  });

  it('puts the past before what was said since', () => {
    expect(ids(prependHistory(log('c'), [message('a'), message('b')]))).to.deep.equal(['a', 'b', 'c']);
  });

  it('takes of the past only what it does not have, each once', () => {
    const past = [message('a'), message('b'), message('a'), message('c')];
    expect(ids(prependHistory(log('b'), past))).to.deep.equal(['a', 'c', 'b']);
  });

  it('is the same log when nothing of the past is new', () => {
    const before = log('a', 'b');
    expect(prependHistory(before, [message('b'), message('a')])).to.equal(before);
    expect(prependHistory(before, [])).to.equal(before);
  });

  it('lets the oldest of the past fall away when there is too much', () => {
    const past = Array.from({ length: MAX_MESSAGES + 5 }, (_, index) => message(`past ${String(index)}`));
    const next = prependHistory(log('now'), past);
    expect(next).to.have.length(MAX_MESSAGES);
    expect([next[0]?.id, next.at(-1)?.id]).to.deep.equal(['past 6', 'now']);
  });
});
