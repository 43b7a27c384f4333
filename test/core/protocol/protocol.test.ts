import { expect } from '@open-wc/testing';
import {
  parseAck,
  parseEvent,
  parseRequest,
  REPLY_SCHEMAS,
  type EventName,
  type EventPayload,
  type RequestName,
  type RequestPayload,
} from '../../../src/protocol/protocol.js';
import { corrupted, withUnknownKeys } from '../../fakes/hostile.js';
import { admission, wireParticipant, wireRoom } from '../../fakes/wire.js';

const description = { type: 'offer', sdp: 'v=0\r\n' } as const;
const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
const iceServers = [{ urls: ['stun:stun.example.org'], username: 'name', credential: 'secret' }];
const sources = { microphone: true, camera: false, screen: false, screenAudio: false };

const REQUESTS: { [Name in RequestName]: RequestPayload<Name>[] } = {
  'room:join': [
    { room: 'tea', name: 'Ann' },
    {
      room: 'tea',
      name: 'Ann',
      token: 'jwt',
      resume: 'ticket',
      lastSeq: 4,
      sources,
      offer: description,
      topology: 'sfu',
    },
  ],
  'room:peek': [{ room: 'tea' }, { room: 'tea', token: 't' }],
  'room:leave': [{}],
  'signal:send': [
    { to: 'bob', description, generation: 2 },
    { to: 'bob', candidate: { ...candidate, usernameFragment: 'u' } },
    { to: 'bob', candidate: { candidate: '', sdpMid: null, sdpMLineIndex: null, usernameFragment: null } },
    { to: 'bob', ask: 'restart', generation: 3, epoch: 2 },
    { to: 'bob', ask: 'offer', sources: ['screen', 'screenAudio'], generation: 3 },
  ],
  'state:set': [{}, { sources: { camera: true } }, { sources, hand: true, name: 'Ann' }],
  'chat:send': [{ id: '1', text: 'hello\nthere', to: 'bob' }],
  'chat:delete': [{ id: '1' }, { id: '1', from: 'bob', to: 'me' }],
  react: [
    { id: '1', emoji: '👏' },
    { id: '1', emoji: '❤️', to: ['bob', 'cas'] },
  ],
  'moderate:admit': [{ id: 'bob' }],
  'moderate:deny': [{ id: 'bob' }],
  'moderate:remove': [{ id: 'bob' }],
  'moderate:mute': [{}, { id: 'bob' }],
  'moderate:ask': [{ id: 'bob' }],
  'moderate:lock': [{ on: true }],
  'moderate:lobby': [{ on: false }],
  'moderate:spotlight': [{ id: 'bob' }, { id: null }],
  'moderate:role': [{ id: 'bob', role: 'cohost' }],
  'moderate:topology': [{ plane: 'auto' }, { plane: 'sfu' }],
  'moderate:end': [{}],
  'media:joined': [
    { epoch: 1, sources: [] },
    { epoch: 2 ** 31 - 1, sources: ['microphone', 'camera', 'screen', 'screenAudio'] },
  ],
  'media:ready': [{ epoch: 1, serial: 0 }],
  'media:report': [{ epoch: 1, problem: 'unreachable' }],
  'media:token': [{ epoch: 1 }],
  'ice:refresh': [{}],
  'token:renew': [{ token: 'jwt' }],
};

const EVENTS: { [Name in EventName]: EventPayload<Name>[] } = {
  'participant:joined': [{ seq: 1, participant: wireParticipant('bob') }],
  'participant:updated': [{ seq: 2, participant: wireParticipant('bob', { role: 'host', hand: true, sources }) }],
  'participant:left': [{ seq: 3, id: 'bob', reason: 'network' }],
  'signal:message': [
    { seq: 4, from: 'bob', description, generation: 1 },
    { seq: 5, from: 'bob', candidate },
    { seq: 5, from: 'bob', ask: 'offer', sources: ['screen'] },
  ],
  'chat:message': [{ seq: 6, id: '1', from: 'bob', text: 'hi', to: 'me', at: 1 }],
  'chat:deleted': [{ seq: 6, id: '1', from: 'bob', by: 'host' }],
  react: [{ seq: 6, id: '1', from: 'bob', emoji: '👏' }],
  'room:updated': [{ seq: 7, room: wireRoom({ spotlightId: 'bob' }) }],
  'room:ended': [{ seq: 8, reason: 'ended' }],
  'lobby:knocked': [{ seq: 9, participant: wireParticipant('bob') }],
  'lobby:gone': [{ seq: 10, id: 'bob' }],
  'lobby:admitted': [
    { seq: 11, ...admission({ iceServers, offeredTo: 'bob', participants: [wireParticipant('bob')] }) },
  ],
  'lobby:denied': [{ seq: 12 }],
  'moderate:applied': [{ seq: 13, action: 'mute', by: 'host', id: 'bob' }],
  'media:prepare': [
    { seq: 14, epoch: 1, plane: 'sfu', direct: { url: 'wss://media.example.org', token: 'jwt' } },
    { seq: 14, epoch: 2, plane: 'mesh', isLost: true },
  ],
  'media:published': [
    { seq: 14, epoch: 1, serial: 3, id: 'bob', sources: ['microphone', 'screen'] },
    { seq: 14, epoch: 1, serial: 4, id: 'bob', sources: [] },
  ],
  'media:commit': [{ seq: 14, epoch: 1, plane: 'sfu' }],
  'media:abort': [{ seq: 14, epoch: 1, missing: ['bob', 'cas'] }],
  'media:lost': [{ seq: 14, epoch: 1 }],
  'ice:servers': [{ seq: 14, iceServers: [...iceServers, { urls: 'turn:turn.example.org' }] }],
  'token:expiring': [{ seq: 15, at: 1 }],
};

const requestNames = Object.keys(REQUESTS) as RequestName[];
const eventNames = Object.keys(EVENTS) as EventName[];

describe('a request on the wire', () => {
  for (const name of requestNames) {
    it(`“${name}” is read as it was written, without unknown keys`, () => {
      for (const payload of REQUESTS[name]) {
        expect(parseRequest(name, payload)).to.deep.equal(payload);
        const read = parseRequest(name, withUnknownKeys(payload));
        expect(read).to.deep.equal(payload);
        expect(Object.getPrototypeOf(read)).to.equal(Object.prototype);
      }
    });

    it(`“${name}” is refused when it is not an object`, () => {
      const [sample] = REQUESTS[name];
      for (const payload of [undefined, null, true, 7, 'text', [], [sample], () => sample, Symbol('sample')]) {
        expect(parseRequest(name, payload), typeof payload).to.equal(null);
      }
    });

    it(`“${name}” is refused with any field of another type, or a megabyte long`, () => {
      for (const payload of REQUESTS[name]) {
        for (const [what, hostile] of corrupted(payload)) expect(parseRequest(name, hostile), what).to.equal(null);
      }
    });
  }

  it('pollutes no prototype', () => {
    const payload: unknown = JSON.parse(
      '{"room":"tea","name":"Ann","__proto__":{"polluted":1},"sources":{"__proto__":{"camera":true}}}',
    );
    const read = parseRequest('room:join', payload);
    expect(read).to.deep.equal({ room: 'tea', name: 'Ann', sources: {} });
    expect(read?.sources?.camera).to.equal(undefined);
    expect('polluted' in {}).to.equal(false);
  });

  it('for a signal carries exactly one of description, candidate and ask', () => {
    expect(parseRequest('signal:send', { to: 'bob' })).to.equal(null);
    expect(parseRequest('signal:send', { to: 'bob', sources: ['screen'] })).to.equal(null);
    for (const two of [
      { description, candidate },
      { description, ask: 'offer' },
      { candidate, ask: 'restart' },
    ]) {
      expect(parseRequest('signal:send', { to: 'bob', ...two })).to.equal(null);
    }
  });

  it('for a signal asks for what is known, once for each source', () => {
    for (const asked of [{ ask: 'rollback' }, { ask: 'offer', sources: ['camera'] }]) {
      expect(parseRequest('signal:send', { to: 'bob', ...asked })).to.equal(null);
    }
    const sources = ['screen', 'screen', 'screen'];
    expect(parseRequest('signal:send', { to: 'bob', ask: 'offer', sources })).to.equal(null);
  });

  it('for a signal never carries a rollback or a provisional answer', () => {
    for (const type of ['rollback', 'pranswer']) {
      expect(parseRequest('signal:send', { to: 'bob', description: { type, sdp: '' } })).to.equal(null);
    }
  });

  it('counts with whole numbers that grow from 0', () => {
    for (const count of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
      expect(parseRequest('signal:send', { to: 'bob', candidate, generation: count }), String(count)).to.equal(null);
      expect(parseRequest('room:join', { room: 'a', name: 'b', lastSeq: count }), String(count)).to.equal(null);
    }
  });

  it('names participants with 1 to 64 characters', () => {
    expect(parseRequest('moderate:remove', { id: 'x'.repeat(64) })).to.deep.equal({ id: 'x'.repeat(64) });
    expect(parseRequest('moderate:remove', { id: 'x'.repeat(65) })).to.equal(null);
    expect(parseRequest('moderate:remove', { id: '' })).to.equal(null);
  });

  it('about media names an epoch, at most each source once, and what is known', () => {
    const refused: [RequestName, object][] = [
      ['media:joined', { epoch: 1, sources: ['microphone', 'camera', 'screen', 'screenAudio', 'camera'] }],
      ['media:joined', { epoch: 1, sources: ['window'] }],
      ['media:report', { epoch: 1, problem: 'bored' }],
      ['moderate:topology', { plane: 'star' }],
      ['room:join', { room: 'tea', name: 'Ann', topology: 'star' }],
      ...[-1, 0.5, 2 ** 31].map((epoch): [RequestName, object] => ['media:token', { epoch }]),
      ...[-1, 0.5, 2 ** 53].map((serial): [RequestName, object] => ['media:ready', { epoch: 1, serial }]),
    ];
    for (const [name, payload] of refused) {
      expect(parseRequest(name, payload), JSON.stringify(payload)).to.equal(null);
    }
  });

  it('for chat has 1 to 4000 characters, counted as code points and not code units', () => {
    for (const letter of ['a', '차', '🍵']) {
      const longest = { id: '1', text: letter.repeat(4000) };
      expect(parseRequest('chat:send', longest)).to.deep.equal(longest);
      expect(parseRequest('chat:send', { id: '1', text: letter.repeat(4001) })).to.equal(null);
    }
    for (const text of ['', ' ', '\n\t']) expect(parseRequest('chat:send', { id: '1', text })).to.equal(null);
  });
});

describe('an event on the wire', () => {
  for (const name of eventNames) {
    it(`“${name}” is read as it was written, without unknown keys`, () => {
      for (const payload of EVENTS[name]) {
        expect(parseEvent(name, payload)).to.deep.equal({ name, payload });
        expect(parseEvent(name, withUnknownKeys(payload))).to.deep.equal({ name, payload });
      }
    });

    it(`“${name}” is dropped when it is not an object, or a field is of another type`, () => {
      for (const payload of EVENTS[name]) {
        for (const hostile of [undefined, null, 7, 'text', [], [payload]]) {
          expect(parseEvent(name, hostile)).to.equal(null);
        }
        for (const [what, hostile] of corrupted(payload, { isLong: false })) {
          expect(parseEvent(name, hostile), what).to.equal(null);
        }
      }
    });
  }

  it('is dropped when its name is unknown', () => {
    for (const name of ['', 'room:exploded', '__proto__', 'constructor', 'toString']) {
      expect(parseEvent(name, { seq: 1 }), name).to.equal(null);
    }
  });
});

describe('an ack on the wire', () => {
  it('of a join is an admission or a place in the lobby', () => {
    const body = admission({ participants: [wireParticipant('bob')], iceServers });
    expect(parseAck('room:join', withUnknownKeys({ ok: true, ...body }))).to.deep.equal({ ok: true, ...body });
    const lobby = { ok: true, lobby: true, resume: 'ticket' };
    expect(parseAck('room:join', withUnknownKeys(lobby))).to.deep.equal(lobby);
  });

  it('of a join says how media travels, once that is no longer the first mesh', () => {
    const media = {
      ...{ epoch: 3, plane: 'sfu', isMoving: true, isLost: false },
      direct: { url: 'wss://media.example.org', token: 'jwt' },
      published: [{ id: 'bob', sources: ['camera'] }],
    } as const;
    const whole = { ok: true, ...admission(), media };
    expect(parseAck('room:join', withUnknownKeys(whole))).to.deep.equal(whole);
    for (const [what, hostile] of corrupted(media, { isLong: false })) {
      expect(parseAck('room:join', { ...whole, media: hostile }).ok, what).to.equal(false);
    }
    const published = Array.from({ length: 301 }, (_, index) => ({ id: String(index), sources: [] }));
    expect(parseAck('room:join', { ...whole, media: { ...media, published } }).ok).to.equal(false);
  });

  it('of what is sent over a media server has a number, and of a token where it is to be used', () => {
    expect(parseAck('media:joined', withUnknownKeys({ ok: true, serial: 4 }))).to.deep.equal({ ok: true, serial: 4 });
    const direct = { ok: true, url: 'wss://media.example.org', token: 'jwt' };
    expect(parseAck('media:token', withUnknownKeys(direct))).to.deep.equal(direct);
    for (const partial of [{ ok: true }, { ...direct, token: 7 }]) {
      expect(parseAck('media:token', partial).ok).to.equal(false);
    }
  });

  it('of a message has its time, of a refresh the servers, and of a renewal the ticket', () => {
    expect(parseAck('chat:send', { ok: true, at: 5 })).to.deep.equal({ ok: true, at: 5 });
    expect(parseAck('ice:refresh', { ok: true, iceServers })).to.deep.equal({ ok: true, iceServers });
    const renewed = { ok: true, resume: 'ticket', exp: 7 };
    expect(parseAck('token:renew', withUnknownKeys(renewed))).to.deep.equal(renewed);
  });

  it('of everything else is empty', () => {
    const others = requestNames.filter((name) => !Object.hasOwn(REPLY_SCHEMAS, name));
    for (const name of others) expect(parseAck(name, { ok: true, extra: 1 }), name).to.deep.equal({ ok: true });
  });

  it('that refuses has a code and a message', () => {
    const refusal = { ok: false, error: { code: 'room-full', message: 'The room is full.' } };
    for (const name of requestNames) expect(parseAck(name, withUnknownKeys(refusal))).to.deep.equal(refusal);
  });

  it('that cannot be read is a refusal', () => {
    const garbage = [
      ...[undefined, null, 0, '', 'ok', true, [], {}, { ok: 1 }, { ok: 'true' }, { ok: false }, { error: {} }],
      ...[
        { ok: false, error: null },
        { ok: false, error: 'no' },
        { ok: false, error: { code: 7, message: 'x' } },
      ],
      ...[[{ ok: true }], new Error('closed'), () => undefined],
    ];
    for (const name of requestNames) {
      for (const ack of garbage) {
        const read = parseAck(name, ack);
        expect(read.ok || read.error.code, `${name} ${JSON.stringify(ack)}`).to.equal('internal');
      }
    }
  });

  it('of a join that lacks anything is a refusal', () => {
    const whole: object = { ok: true, ...admission({ participants: [wireParticipant('bob')], iceServers }) };
    for (const [what, hostile] of corrupted(whole, { isLong: false })) {
      expect(parseAck('room:join', hostile).ok, what).to.equal(false);
    }
    for (const key of ['self', 'participants', 'iceServers', 'resume', 'room']) {
      expect(parseAck('room:join', { ...whole, [key]: undefined }).ok, key).to.equal(false);
    }
    const crowd = Array.from({ length: 301 }, (_, index) => wireParticipant(String(index)));
    expect(parseAck('room:join', { ...whole, participants: crowd }).ok).to.equal(false);
  });
});
