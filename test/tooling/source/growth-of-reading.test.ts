import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChatFrame, parseHistoryFrame } from '../../../src/core/chat/chat-wire.js';
import { toFileName, toFileType, toSafeType } from '../../../src/core/files/file-name.js';
import { decodeFrame, encodeFrame } from '../../../src/core/media/data-frame.js';
import { sessionOf, countSections, credentialsOf, roleOf } from '../../../src/core/media/mesh/link/description-text.js';
import { parseAck, parseEvent, parseName, parseRequest } from '../../../src/protocol/protocol.js';
import { readEmoji } from '../../../src/protocol/emoji.js';
import { hasVisible, toVisibleText } from '../../../src/protocol/visible-text.js';
import { readMessage } from '../../../src/protocol/messages.js';
import { isLonger } from '../../../src/protocol/texts.js';
import { faultOfGrowth, onEach } from '../../harness/growth.js';

const at = { id: '1', at: 5 };
const person = { id: 'a', role: 'guest', hand: false, sources: {} };

/** Everything that reads a text which other participants wrote. */
const READERS: Record<string, (text: string) => unknown> = {
  sessionOf,
  countSections,
  credentialsOf,
  roleOf,
  toVisibleText,
  hasVisible,
  readMessage,
  toFileName,
  toFileType,
  toSafeType,
  readEmoji,
  'a reaction': (emoji) => parseRequest('react', { id: '1', emoji }),
  isLonger: (text) => isLonger(text, 4000),
  'the name of a room': (text) => parseName('room', text),
  'a request to join': (text) => parseRequest('room:join', { room: text, name: text, token: text, features: [text] }),
  'a chat message to the server': (text) => parseRequest('chat:send', { id: '1', text }),
  'a description': (sdp) => parseRequest('signal:send', { to: 'a', description: { type: 'offer', sdp } }),
  'a candidate': (candidate) => parseRequest('signal:send', { to: 'a', candidate: { candidate, sdpMid: '0' } }),
  'a chat message from the server': (text) => parseEvent('chat:message', { seq: 1, from: 'a', text, ...at }),
  'a participant': (name) => parseEvent('participant:joined', { seq: 1, participant: { ...person, name } }),
  'a refusal': (message) => parseAck('room:join', { ok: false, error: { code: message, message } }),
  'a chat message of a peer': (text) => parseChatFrame(JSON.stringify({ text, ...at })),
  'a history of a peer': (text) =>
    parseHistoryFrame(JSON.stringify({ messages: [{ text, from: 'a', name: text, ...at }], isLast: true })),
  'many messages of a peer': (text) =>
    parseHistoryFrame(JSON.stringify({ messages: [...text].map((one) => ({ text: one, ...at })), isLast: true })),
  'no JSON': (text) => parseChatFrame(text),
  'a frame of text': (text) => decodeFrame(text),
  'a frame of bytes': (text) => decodeFrame(new TextEncoder().encode(text).buffer),
  'a frame that is written': (data) => encodeFrame({ channel: 'a', data }),
};

/** What parsers are slow on. */
const UNITS = [
  'a',
  ' ',
  '\n',
  '\0',
  '"',
  '\\',
  '[',
  '.',
  '. a',
  '{"a":',
  '\ud800',
  'v=0\r\n',
  'a=setup:',
  'a=ice-ufrag:a\r\n',
  'o=- 1 ',
];
/** What Unicode patterns are slow on: runs of what they look for, and of almost that. */
const ODD_UNITS = [
  ...['\u0301', '\u200b', '\u200d', '\ufe0f', '\u202e', '\u064b', 'م\u064b', '\u064b\u200c', 'م\u064b\u200c'],
  ...[
    'क\u094d\u200d',
    '葛\u{e0100}',
    '👩\u200d',
    '\u{1f3f4}\u{e0067}',
    '1\ufe0f',
    '\u1100',
    '\u3164',
    'e\u0301',
    '\u2800',
  ],
];

for (const [what, work] of Object.entries(READERS)) {
  test(`reads ${what} in time linear in the text`, () => {
    assert.equal(faultOfGrowth(onEach(work, UNITS, '\u200c')), null);
  });
}

for (const [what, work] of Object.entries({ toVisibleText, hasVisible, readMessage })) {
  test(`finds by ${what} what can be seen in time linear in the text`, () => {
    assert.equal(faultOfGrowth(onEach(work, ODD_UNITS, '\u200c')), null);
  });
}
