import { expect } from '@open-wc/testing';
import {
  parseAck,
  parseEvent,
  parseRequest,
  REPLY_SCHEMAS,
  type EventName,
  type RequestName,
} from '../../../src/protocol/protocol.js';
import { corrupted, withUnknownKeys } from '../../fakes/hostile.js';
import { admission, wireParticipant } from '../../fakes/wire.js';
import { candidate, description, EVENTS, iceServers, REQUESTS } from './samples.js';

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
        // Of several events, only those are dropped that cannot be read; see below.
        if (name === 'gathered') continue;
        for (const [what, hostile] of corrupted(payload, { isLong: false })) {
          expect(parseEvent(name, hostile), what).to.equal(null);
        }
      }
    });
  }

  it('that is one of several is dropped alone when it cannot be read, or is not known', () => {
    const good = [...EVENTS['participant:joined'], ...EVENTS['participant:updated']].map((payload, index) => ({
      name: index === 0 ? 'participant:joined' : 'participant:updated',
      payload,
    }));
    const known = EVENTS['participant:left'].flatMap((payload) =>
      [...corrupted(payload, { isLong: false })].map(([, hostile]) => ({ name: 'participant:left', payload: hostile })),
    );
    const bad: unknown[] = [...known, { name: 'later:event', payload: { seq: 1 } }, { name: 7, payload: {} }, {}, 7];
    bad.push({ name: 'toString', payload: {} }, ...EVENTS.gathered.map((payload) => ({ name: 'gathered', payload })));
    for (const event of bad) {
      const events = [good[0], event, good[1]];
      expect(parseEvent('gathered', { seq: 9, events }), JSON.stringify(event)).to.deep.equal({
        name: 'gathered',
        payload: { seq: 9, events: good },
      });
    }
    for (const hostile of [{ seq: 9 }, { seq: 9, events: {} }, { seq: 9, events: [null] }, { seq: -1, events: good }]) {
      expect(parseEvent('gathered', hostile), JSON.stringify(hostile)).to.equal(null);
    }
  });

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
