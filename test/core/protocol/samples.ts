import type { EventName, EventPayload, RequestName, RequestPayload } from '../../../src/protocol/protocol.js';
import { admission, wireParticipant, wireRoom } from '../../fakes/wire.js';

export const description = { type: 'offer', sdp: 'v=0\r\n' } as const;
export const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
export const iceServers = [{ urls: ['stun:stun.example.org'], username: 'name', credential: 'secret' }];
export const sources = { microphone: true, camera: false, screen: false, screenAudio: false };

/** Valid requests of each name. */
export const REQUESTS: { [Name in RequestName]: RequestPayload<Name>[] } = {
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
  'media:ready': [
    { epoch: 1, serial: 0 },
    { epoch: 1, serial: 2, without: ['b'] },
  ],
  'media:report': [{ epoch: 1, problem: 'unreachable' }],
  'media:token': [{ epoch: 1 }],
  'ice:refresh': [{}],
  'token:renew': [{ token: 'jwt' }],
};

/** Valid events of each name. */
export const EVENTS: { [Name in EventName]: EventPayload<Name>[] } = {
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
  gathered: [
    {
      seq: 17,
      events: [
        { name: 'participant:joined', payload: { seq: 16, participant: wireParticipant('bob') } },
        { name: 'participant:left', payload: { seq: 17, id: 'bob', reason: 'left' } },
      ],
    },
  ],
};
