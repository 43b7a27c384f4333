import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

type Proof = readonly [file: string, words: string];

/** What SECURITY.md promises, by how each promise begins, and the tests that hold it, by words of their names. */
const PROOFS: Readonly<Record<string, readonly Proof[]>> = {
  'Every request is parsed': [
    ['test/contracts/server/cases/connection.ts', 'what is not a valid request is refused'],
    ['test/contracts/server/cases/limits.ts', 'bytes cost their sender the connection'],
  ],
  'A connection that does not read': [
    ['test/server/signaling/unread.test.ts', 'a client that stops reading and answers pings is dropped'],
    ['test/server/signaling/one-connection.test.ts', 'packets that are no requests are counted'],
  ],
  'The server says who a message is from': [
    ['test/contracts/server/cases/faults.ts', 'is set by the server, whatever the request names'],
    ['test/contracts/server/cases/faults.ts', 'without a seat in a room there is no signaling into it'],
  ],
  'Joins, connections, requests': [
    [
      'test/contracts/server/cases/limits.ts',
      'beyond its limit an address gets no new joins; participants with a seat stay',
    ],
    ['test/server/signaling/limits.test.ts', 'a client that goes on beyond a limit is cut off'],
    ['test/server/signaling/limits.test.ts', 'behind a trusted proxy each client has its own limit'],
  ],
  'Pages may be framed': [
    ['test/server/http/static-files.test.ts', 'a page says what it may load, who may frame it'],
    ['test/server/http/metrics.test.ts', 'the setting decides over /metrics'],
  ],
  'The log has no token': [['test/server/http/log.test.ts', 'a whole call leaves no secret in the log']],
  'A page’s origin': [['test/contracts/server/cases/connection.ts', 'the origin is checked for both transports']],
  'With `NOOM_SECRET`': [
    ['test/contracts/server/cases/tokens.ts', 'with one that says it is not signed'],
    ['test/contracts/server/cases/tokens.ts', 'a token cannot be used by a second person'],
    ['test/server/settings/settings.test.ts', 'without a secret there is no public start'],
  ],
  'Without tokens and without a proxy': [
    ['test/server/http/origins.test.ts', 'a page whose name was made to lead here gets nothing'],
  ],
  'No handshake is answered with a script': [
    ['test/server/http/origins.test.ts', 'no handshake is answered with a script'],
  ],
  'Before joining, a page is told': [
    ['test/contracts/server/peek.ts', 'nothing is told of a room with a lock or a lobby'],
    ['test/contracts/server/peek.ts', 'who is inside is told to those whom a token would let in'],
  ],
  'A participant who waits in a lobby': [
    ['test/contracts/server/cases/admission.ts', 'a participant who waits is told nothing of the room'],
    ['test/server/rooms/moderation.test.ts', 'MODERATION_TABLE'],
  ],
  'A removed participant': [
    ['test/contracts/server/cases/tickets.ts', 'a removed participant does not come back by the same token'],
    ['test/contracts/server/cases/tickets.ts', 'by a token that they brought before'],
    ['test/server/rooms/restart-records.test.ts', 'a server that is killed knows lock, lobby, removal and host'],
  ],
  'The ticket to come back with': [
    ['test/contracts/server/cases/seats.ts', 'forged'],
    ['test/contracts/server/cases/tickets.ts', 'does not open a later meeting, locked or not'],
    ['test/contracts/tickets-contract.ts', 'lets a removed guest into the next meeting'],
    ['test/contracts/server/cases/tickets.ts', 'a newer token of the same person overrides an older ticket'],
    ['test/contracts/server/cases/tickets.ts', 'a ruling of the room overrides a token'],
    ['test/contracts/server/cases/tickets.ts', 'a name from a token stays after leaving'],
    [
      'test/server/rooms/restart-records.test.ts',
      'a participant who left before a restart is let in like any newcomer',
    ],
  ],
  'What a page asks for a seat with': [
    ['test/contracts/server/cases/lost-answers.ts', 'the nonce of another room, or another nonce, gives no seat'],
    ['test/contracts/server/cases/lost-answers.ts', 'a nonce stands for the token as long as its seat is kept'],
    ['test/contracts/server/cases/lost-answers.ts', 'a participant who was removed does not get in by the nonce'],
  ],
  'Messages kept for a participant': [
    [
      'test/contracts/server/cases/kept-chat.ts',
      'nothing is kept for a participant who left, and no other participant gets private messages',
    ],
    ['test/contracts/server/cases/kept-chat.ts', 'never to a participant who is denied'],
    ['test/contracts/server/cases/kept-chat.ts', 'a ticket of another life of the room does not give what is kept'],
    ['test/server/rooms/kept-chat.test.ts', 'nothing is kept for a removed participant'],
    ['test/server/rooms/kept-chat.test.ts', 'the record of a room holds no kept message'],
    ['test/server/rooms/kept-chat.test.ts', 'one sender has so much kept in a room'],
  ],
  'A server that is restarted': [
    ['test/server/rooms/restart-records.test.ts', 'a newcomer who is first after a restart is not host'],
  ],
  'One address has at most': [
    ['test/contracts/server/cases/limits.ts', 'one address does not fill a room'],
    ['test/contracts/server/cases/limits.ts', 'one address does not fill a lobby'],
  ],
  'TURN credentials': [
    ['test/contracts/server/cases/faults.ts', 'no TURN password is the same for all, or without an end'],
    ['test/server/settings/ice.test.ts', 'credentials are renewed before they end'],
  ],
  'A token for the media server': [
    ['test/media/livekit-engine.test.ts', 'a token is for its own room, for two minutes, and only with the key'],
    ['test/media/livekit-engine.test.ts', 'a page enters with its token, and may send what its role may send'],
    ['test/media/livekit-engine.test.ts', 'and again when they come back with a token of before'],
    ['test/media/livekit-engine.test.ts', 'who has the key and was not sent is put out'],
    ['test/media/livekit-engine.test.ts', 'what LiveKit is told names neither the room nor the people'],
    ['test/media/server.test.ts', 'has neither its secret nor a token'],
  ],
  'Secrets are read': [
    ['test/server/rooms/seats.test.ts', 'the key of tickets is readable by its owner only'],
    ['test/server/http/https.test.ts', 'is for its owner alone'],
    ['test/server/rooms/restart-records.test.ts', 'the record of a room is readable by its owner only'],
  ],
  'Names and messages are text nodes': [
    ['test/components/noom-chat/noom-chat.test.ts', 'noopener noreferrer'],
    ['test/contracts/server/cases/faults.ts', 'markup in a name or a message stays the text it is'],
  ],
  'What cannot be seen': [['test/components/noom-chat/noom-chat.test.ts', 'draws a link from left to right']],
  'Every pattern': [['test/tooling/source/patterns.test.ts', 'every pattern for texts of other participants']],
  'What others send is parsed': [
    ['test/core/chat/chat-wire.test.ts', 'is dropped when a value is of another type'],
    ['test/core/protocol/protocol.test.ts', 'is dropped when it is not an object, or a field is of another type'],
  ],
  'The history of a chat': [
    ['test/core/chat/chat-log.test.ts', 'takes two messages of one id for two when they are of different senders'],
    ['test/core/chat/chat-past.test.ts', 'then only their own messages are taken'],
    [
      'test/core/chat/chat-past.test.ts',
      'as a whole again after a return, where the connection is made anew, from one participant alone',
    ],
  ],
  'A message counts as delivered': [
    [
      'test/core/chat/chat-delivery.test.ts',
      'accepts an acknowledgement once, and only from the addressees of the message',
    ],
  ],
  'What one participant may have': [
    ['test/core/chat/chat-channel.test.ts', 'are read, 300 in ten seconds at most'],
    ['test/core/chat/chat-past.test.ts', 'is told once over one connection'],
    ['test/tooling/documents/bounds.test.ts', 'every bound says what happens beyond it'],
  ],
  'The tags need no inline script': [['test/components/pages/in-any-page.test.ts', 'that asks for Trusted Types']],
  'A token in the attribute': [
    ['test/components/noom-room/noom-room.test.ts', "hasAttribute('token')).to.equal(false)"],
  ],
  'The camera opens': [
    ['test/core/call/media.test.ts', 'stops the camera when it is turned off'],
    ['test/core/call/session/leaving.test.ts', 'stops the camera and closes every connection'],
  ],
};

/** The promises of SECURITY.md. */
function promises(): string[] {
  const [, kept = ''] = /## What protects whom\n(.*?)\n## What is not protected/s.exec(read('SECURITY.md')) ?? [];
  return [...kept.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, text = '']) => text.replaceAll("'", '’'));
}

test('every promise of SECURITY.md is held by tests, and no other promise is listed', () => {
  const all = promises();
  assert.ok(all.length > 20, String(all.length));
  const beginnings = Object.keys(PROOFS);
  const unproven = all.filter((text) => !beginnings.some((beginning) => text.startsWith(beginning)));
  assert.deepEqual(unproven, []);
  assert.deepEqual(
    beginnings.filter((beginning) => !all.some((text) => text.startsWith(beginning))),
    [],
  );
});

for (const [beginning, proofs] of Object.entries(PROOFS)) {
  test(`"${beginning} \u2026" is held by the tests that are named for it`, () => {
    for (const [file, words] of proofs) assert.ok(read(file).includes(words), `${file} lacks "${words}"`);
  });
}
