import { expect } from '@open-wc/testing';
import type { ChatMessage } from '../../../src/core/model/snapshot.js';
import { CallError } from '../../../src/core/base/errors.js';
import {
  appendMessage as append,
  MAX_MESSAGES,
  mergeHistory as merge,
  withState,
} from '../../../src/core/chat/chat-log.js';

const message = (id: string, text = id): ChatMessage => ({
  ...{ id, text, from: 'ann', name: 'Ann', to: null, at: 0, isLocal: false },
});
const everyone = (): boolean => true;
const appendMessage = (before: readonly ChatMessage[], next: ChatMessage): readonly ChatMessage[] =>
  append(before, next, everyone);
const mergeHistory = (before: readonly ChatMessage[], past: readonly ChatMessage[]): readonly ChatMessage[] =>
  merge(before, past, everyone);
const ids = (log: readonly ChatMessage[]): string[] => log.map(({ id }) => id);
const log = (...names: string[]): readonly ChatMessage[] =>
  names.reduce<readonly ChatMessage[]>((before, id) => appendMessage(before, message(id)), []);

describe('a chat log', () => {
  it('keeps messages in order of arrival', () => {
    expect(ids(log('a', 'b', 'c'))).to.deep.equal(['a', 'b', 'c']);
  });

  it('is the same log when a message arrives a second time, and keeps its first text', () => {
    const before = log('a', 'b');
    expect(appendMessage(before, message('a', 'other words'))).to.equal(before);
  });

  it('takes two messages of one id for two when they are of different senders, live and past', () => {
    const forged = { ...message('a', 'not Ann'), from: 'bob' };
    expect(appendMessage(log('a'), forged).map(({ text }) => text)).to.deep.equal(['a', 'not Ann']);
    expect(mergeHistory(log('a'), [forged]).map(({ text }) => text)).to.deep.equal(['not Ann', 'a']);
  });

  it('takes a message that is sent again after a new join for the same, live and past', () => {
    const again = { ...message('a'), from: 'ann, again' };
    const isHere = (id: string): boolean => id !== 'ann';
    const before = log('a');
    expect(append(before, again, isHere)).to.equal(before);
    expect(merge(before, [again], isHere)).to.equal(before);
    expect(ids(merge([], [message('a'), again], isHere))).to.deep.equal(['a']);
    // The other way round: the newcomer asks one who has the first of them.
    expect(merge([again], [message('a')], isHere)).to.have.length(1);
    expect(append(before, { ...again, text: 'other words' }, isHere)).to.have.length(2);
    expect(append(before, again, everyone)).to.have.length(2);
  });

  it('keeps the newest messages when there are too many', () => {
    // Appended one by one, so many take seconds.
    const full = mergeHistory(
      [],
      Array.from({ length: MAX_MESSAGES }, (_, index) => message(String(index))),
    );
    expect(full).to.have.length(MAX_MESSAGES);
    const next = appendMessage(full, message('new'));
    expect(next).to.have.length(MAX_MESSAGES);
    expect([next[0]?.id, next.at(-1)?.id]).to.deep.equal(['1', 'new']);
  });

  it('is frozen, and so are its messages', () => {
    const frozen = mergeHistory(log('b'), [message('a')]);
    expect([frozen, ...frozen].every((value) => Object.isFrozen(value))).to.equal(true);
  });

  it('inserts what was delayed by its time, in order of arrival', () => {
    const timed = (id: string, at: number): ChatMessage => ({ ...message(id), at });
    const before = [timed('a', 10), timed('c', 30), timed('e', 50)];
    const past = [timed('0', 5), timed('a', 10), timed('b', 20), timed('b2', 15), timed('d', 40), timed('f', 60)];
    expect(ids(mergeHistory(before, past))).to.deep.equal(['0', 'a', 'b', 'b2', 'c', 'd', 'e', 'f']);
  });

  it('knows how far the local participant’s messages have come, and those of no one else', () => {
    const before = appendMessage(log('a'), { ...message('own'), isLocal: true, state: 'sending' });
    const failed = withState(before, 'own', 'failed', new CallError('rate-limited'));
    expect(failed.map(({ state, error }) => [state, error?.code])).to.deep.equal([
      [undefined, undefined],
      ['failed', 'rate-limited'],
    ]);
    expect(withState(failed, 'own', 'sent')[1]).to.deep.equal({ ...before[1], state: 'sent' });
    expect(Object.isFrozen(failed[1])).to.equal(true);
    for (const id of ['a', 'nothing']) expect(withState(failed, id, 'sent')).to.equal(failed);
    expect(withState(before, 'own', 'sending')).to.equal(before);
  });

  it('puts the history before what was said since', () => {
    expect(ids(mergeHistory(log('c'), [message('a'), message('b')]))).to.deep.equal(['a', 'b', 'c']);
  });

  it('takes of the history only what it does not have, each once', () => {
    const past = [message('a'), message('b'), message('a'), message('c')];
    expect(ids(mergeHistory(log('b'), past))).to.deep.equal(['a', 'c', 'b']);
  });

  it('is the same log when nothing of the history is new', () => {
    const before = log('a', 'b');
    expect(mergeHistory(before, [message('b'), message('a')])).to.equal(before);
    expect(mergeHistory(before, [])).to.equal(before);
  });

  it('drops the oldest of the history when there is too much', () => {
    const past = Array.from({ length: MAX_MESSAGES + 5 }, (_, index) => message(`past ${String(index)}`));
    const next = mergeHistory(log('now'), past);
    expect(next).to.have.length(MAX_MESSAGES);
    expect([next[0]?.id, next.at(-1)?.id]).to.deep.equal(['past 6', 'now']);
  });
});
