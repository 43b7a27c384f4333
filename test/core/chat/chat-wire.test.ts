import { expect } from '@open-wc/testing';
import {
  parseAck,
  parseChatFrame,
  parseHistoryFrame,
  toAck,
  toHistoryFrames,
  type PastMessage,
} from '../../../src/core/chat/chat-wire.js';
import { corrupted, withUnknownKeys } from '../../fakes/hostile.js';

const frame = { id: '1', text: 'hello', at: 5, isPrivate: true };
const past: PastMessage = { id: '1', from: 'ann', name: 'Ann', text: 'hello', at: 5 };
const history = { messages: [past], isLast: true };
const many = (count: number, text = 'x'): PastMessage[] =>
  Array.from({ length: count }, (_, index) => ({ ...past, id: String(index), text }));

/** Symbols do not survive JSON; everything else that is wrong has to be refused. */
const hostileTexts = (value: unknown): string[] =>
  [...corrupted(value)].filter(([what]) => !what.endsWith('symbol')).map(([, hostile]) => JSON.stringify(hostile));

describe('a chat message between peers', () => {
  it('is read as it was written, without unknown keys', () => {
    expect(parseChatFrame(JSON.stringify(frame))).to.deep.equal(frame);
    expect(parseChatFrame(JSON.stringify(withUnknownKeys(frame)))).to.deep.equal(frame);
  });

  it('is dropped when a value is of another type, or a megabyte long', () => {
    for (const hostile of hostileTexts(frame)) expect(parseChatFrame(hostile), hostile.slice(0, 80)).to.equal(null);
  });

  it('is dropped when it is not JSON, or not an object', () => {
    for (const garbage of ['', '{', 'hello', 'null', '7', '[]', `[${JSON.stringify(frame)}]`, '{}']) {
      expect(parseChatFrame(garbage), garbage).to.equal(null);
    }
    expect(parseChatFrame(new TextEncoder().encode(JSON.stringify(frame)))).to.equal(null);
  });

  it('has an id of 1 to 64 characters', () => {
    expect(parseChatFrame(JSON.stringify({ ...frame, id: '' }))).to.equal(null);
    expect(parseChatFrame(JSON.stringify({ ...frame, id: 'x'.repeat(65) }))).to.equal(null);
  });
});

describe('an acknowledgement between peers', () => {
  it('names one message, and is not read as a message', () => {
    expect([parseAck(toAck('1')), parseChatFrame(toAck('1'))]).to.deep.equal(['1', null]);
    expect(parseAck(JSON.stringify(frame))).to.equal(null);
  });

  it('is dropped when it is of another type, or a megabyte long', () => {
    for (const hostile of hostileTexts({ ack: '1' })) expect(parseAck(hostile), hostile.slice(0, 80)).to.equal(null);
  });
});

describe('the history between peers', () => {
  it('is read as it was written, without unknown keys', () => {
    expect(parseHistoryFrame(JSON.stringify(withUnknownKeys(history)))).to.deep.equal(history);
  });

  it('is dropped when a value is of another type, or a megabyte long', () => {
    for (const hostile of hostileTexts({ messages: [], isLast: true }))
      expect(parseHistoryFrame(hostile), hostile.slice(0, 80)).to.equal(null);
  });

  it('is without the messages in it of which a value is of another type, or a megabyte long', () => {
    for (const hostile of hostileTexts(past)) {
      const frame = parseHistoryFrame(`{"messages":[${JSON.stringify(past)},${hostile}],"isLast":false}`);
      expect(frame, hostile.slice(0, 80)).to.deep.equal({ messages: [past], isLast: false });
    }
  });

  it('is dropped when it holds more than any page sends', () => {
    expect(parseHistoryFrame(JSON.stringify({ messages: many(200), isLast: true }))).to.not.equal(null);
    expect(parseHistoryFrame(JSON.stringify({ messages: many(201), isLast: true }))).to.equal(null);
  });

  it('is one empty frame when nothing was said', () => {
    expect(toHistoryFrames([])).to.deep.equal([{ messages: [], isLast: true }]);
  });

  it('holds the newest 200 messages, the oldest of them first', () => {
    const told = toHistoryFrames(many(250)).flatMap(({ messages }) => messages);
    expect(told.map(({ id }) => id)).to.deep.equal(
      many(250)
        .slice(50)
        .map(({ id }) => id),
    );
  });

  it('holds only the fields of a message', () => {
    const message = { ...past, to: null, isLocal: true };
    expect(toHistoryFrames([message])).to.deep.equal([history]);
  });

  it('is sent in frames that each fit a data channel and can be read, of which one is the last', () => {
    const messages = many(200, '가'.repeat(4000));
    const frames = toHistoryFrames(messages);
    expect(frames.length).to.be.greaterThan(1);
    expect(frames.map(({ isLast }) => isLast)).to.deep.equal(frames.map((_, index) => index === frames.length - 1));
    for (const each of frames) {
      const text = JSON.stringify(each);
      expect(new TextEncoder().encode(text).length).to.be.lessThan(256 * 1024 - 64);
      expect(parseHistoryFrame(text)).to.deep.equal(each);
    }
    expect(frames.flatMap((each) => each.messages)).to.deep.equal(messages);
  });

  it('fits a data channel also where every character has to be escaped', () => {
    for (const { messages, isLast } of toHistoryFrames(many(200, '\u0001'.repeat(4000)))) {
      const text = JSON.stringify({ messages, isLast });
      expect(new TextEncoder().encode(text).length).to.be.lessThan(256 * 1024 - 64);
    }
  });
});
