import { expect } from '@open-wc/testing';
import { reduce, type CallChange, type Tracks } from '../../../src/core/model/reducer.js';
import { initialSnapshot, type CallSnapshot } from '../../../src/core/model/snapshot.js';
import { NO_SOURCES, type SourceState } from '../../../src/core/model/sources.js';
import { CallError } from '../../../src/core/base/errors.js';
import { createTrack } from '../../fakes/browser/tracks.js';
import { wireParticipant, wireRoom } from '../../fakes/wire.js';

const NO_TRACKS: Tracks = new Map();
const camera = createTrack('camera');
const ann = wireParticipant('ann', { sources: { microphone: true, camera: true, screen: false, screenAudio: false } });
const front = { kind: 'camera', deviceId: 'front', label: 'Front' } as const;

const admitted: CallChange = { type: 'admitted', self: wireParticipant('me'), room: wireRoom(), startedAt: 5 };
const after = (changes: readonly CallChange[], from = initialSnapshot('Me')): CallSnapshot =>
  changes.reduce(reduce, from);
/** In a room with Ann, whose microphone and camera are on, and with Bob, who has everything off. */
const inRoom = after([
  admitted,
  { type: 'present', participant: ann, tracks: new Map([['camera', camera]]) },
  { type: 'present', participant: wireParticipant('bob'), tracks: NO_TRACKS },
  { type: 'knocked', participant: wireParticipant('dee') },
]);

/** One change of each type, made to `inRoom`, and the branches that it may replace. */
const CHANGES: { [Type in CallChange['type']]: [Extract<CallChange, { type: Type }>, ...(keyof CallSnapshot)[]] } = {
  state: [{ type: 'state', state: 'reconnecting' }, 'state'],
  ended: [
    { type: 'ended', state: 'left', reason: 'left', error: null },
    ...(['state', 'leaveReason', 'self', 'participants', 'room', 'startedAt', 'topology', 'knocking'] as const),
  ],
  error: [{ type: 'error', error: new CallError('internal') }, 'error'],
  named: [{ type: 'named', name: 'Somebody' }, 'self', 'participants'],
  admitted: [
    { type: 'admitted', self: wireParticipant('you'), room: wireRoom(), startedAt: 9 },
    ...(['self', 'participants', 'knocking'] as const),
  ],
  room: [
    { type: 'room', room: wireRoom({ locked: true, spotlightId: 'ann', name: 'Tea' }) },
    ...(['room', 'locked', 'spotlightId'] as const),
  ],
  present: [{ type: 'present', participant: wireParticipant('cas'), tracks: NO_TRACKS }, 'participants'],
  gone: [{ type: 'gone', id: 'ann', reason: 'left' }, 'participants'],
  knocked: [{ type: 'knocked', participant: wireParticipant('eve') }, 'knocking'],
  'knock-ended': [{ type: 'knock-ended', id: 'dee' }, 'knocking'],
  tracks: [{ type: 'tracks', id: 'ann', tracks: NO_TRACKS }, 'participants'],
  volume: [{ type: 'volume', id: 'ann', volume: 0.5 }, 'participants'],
  connection: [{ type: 'connection', id: 'ann', connection: 'connected' }, 'participants'],
  'local-source': [
    { type: 'local-source', source: 'camera', state: { ...NO_SOURCES.camera, on: true, track: camera } },
    ...(['self', 'participants'] as const),
  ],
  speaking: [
    { type: 'speaking', speakingIds: new Set(['ann']), activeSpeakerId: 'ann' },
    ...(['participants', 'activeSpeakerId'] as const),
  ],
  messages: [{ type: 'messages', messages: Object.freeze([]) }, 'messages'],
  files: [{ type: 'files', files: Object.freeze([]) }, 'files'],
  devices: [
    { type: 'devices', devices: [front], permissions: { camera: 'granted', microphone: 'prompt' } },
    ...(['devices', 'permissions'] as const),
  ],
  permission: [{ type: 'permission', permissions: { camera: 'denied' } }, 'permissions'],
  selected: [{ type: 'selected', kind: 'camera', deviceId: 'front' }, 'devices'],
  pinned: [{ type: 'pinned', id: 'ann' }, 'pinnedId'],
  quality: [{ type: 'quality', quality: 'good', known: new Map() }, 'quality'],
};

function isDeepFrozen(value: unknown): boolean {
  const isOurs =
    typeof value === 'object' && value !== null && !(value instanceof EventTarget || value instanceof Error);
  return !isOurs || (Object.isFrozen(value) && Object.values(value).every(isDeepFrozen));
}

const find = ({ participants }: CallSnapshot, id: string) => participants.find((participant) => participant.id === id);

describe('a snapshot', () => {
  it('is deeply frozen before anything happens', () => {
    expect(isDeepFrozen(initialSnapshot('Me'))).to.equal(true);
  });

  for (const [type, [change, ...touched]] of Object.entries(CHANGES)) {
    it(`is deeply frozen after “${type}”, with the local participant first`, () => {
      const next = reduce(inRoom, change);
      expect(isDeepFrozen(next)).to.equal(true);
      expect(next.self).to.equal(next.participants[0]);
      expect(next.self.isLocal).to.equal(true);
    });

    it(`is another one after “${type}”, which replaces ${touched.join(', ')} and nothing else`, () => {
      const next = reduce(inRoom, change);
      expect(next).to.not.equal(inRoom);
      const keys = Object.keys(next) as (keyof CallSnapshot)[];
      expect(keys.filter((key) => next[key] !== inRoom[key])).to.have.members(touched);
    });

    it(`is the same one when “${type}” happens again`, () => {
      const next = reduce(inRoom, change);
      expect(reduce(next, change)).to.equal(next);
    });
  }

  it('keeps the identity of every participant but the changed one', () => {
    const next = reduce(inRoom, { type: 'connection', id: 'bob', connection: 'connected' });
    expect(find(next, 'ann')).to.equal(find(inRoom, 'ann'));
    expect(find(next, 'bob')).to.not.equal(find(inRoom, 'bob'));
    expect(find(next, 'bob')?.sources).to.equal(find(inRoom, 'bob')?.sources);
  });

  it('ignores changes of a participant who is not there', () => {
    expect(reduce(inRoom, { type: 'connection', id: 'nobody', connection: 'connected' })).to.equal(inRoom);
    expect(reduce(inRoom, { type: 'tracks', id: 'nobody', tracks: NO_TRACKS })).to.equal(inRoom);
    expect(reduce(inRoom, { type: 'gone', id: 'nobody', reason: 'left' })).to.equal(inRoom);
  });
});

describe('being admitted', () => {
  it('sets the local id and role and keeps the local sources', () => {
    const open = after([
      { type: 'local-source', source: 'camera', state: { ...NO_SOURCES.camera, on: true, track: camera } },
    ]);
    const { self, state, room, topology } = reduce(open, {
      ...admitted,
      self: wireParticipant('me', { role: 'host' }),
    });
    expect([self.id, self.role, self.name, state, room, topology]).to.deep.equal([
      ...['me', 'host', 'ME', 'joined', 'tea', 'mesh'],
    ]);
    expect(self.sources).to.equal(open.self.sources);
  });

  it('again after a drop keeps when the room began and the state of all participants', () => {
    const back = reduce(reduce(inRoom, { type: 'state', state: 'reconnecting' }), { ...admitted, startedAt: 99 });
    expect(back.startedAt).to.equal(5);
    expect(back.participants).to.equal(inRoom.participants);
  });
});

describe('a local source', () => {
  const state: SourceState = { ...NO_SOURCES.camera, on: true, track: camera, facing: 'user', deviceId: 'front' };
  const open = reduce(inRoom, { type: 'local-source', source: 'camera', state });

  it('has the facts of its capture, frozen', () => {
    expect(open.self.sources.camera).to.deep.equal(state);
    expect(Object.isFrozen(open.self.sources.camera)).to.equal(true);
  });

  it('makes no new object of the same facts', () => {
    expect(reduce(open, { type: 'local-source', source: 'camera', state: { ...state } })).to.equal(open);
  });

  it('is another one with another device, and leaves the others as they are', () => {
    const flipped: SourceState = { ...state, facing: 'environment', deviceId: 'back' };
    const { sources } = reduce(open, { type: 'local-source', source: 'camera', state: flipped }).self;
    expect(sources.camera).to.deep.equal(flipped);
    expect(sources.microphone).to.equal(open.self.sources.microphone);
  });

  it('forgets a capture that is over', () => {
    const { sources } = reduce(open, { type: 'local-source', source: 'camera', state: NO_SOURCES.camera }).self;
    expect(sources.camera).to.deep.equal(NO_SOURCES.camera);
  });
});

describe('a participant who is present', () => {
  it('has the track of a source while it is on, and none while it is off', () => {
    expect(find(inRoom, 'ann')?.sources.camera).to.deep.equal({
      ...{ on: true, track: camera, pending: false, interrupted: false },
      ...{ facing: null, deviceId: null, surface: null },
    });
    const off = { ...ann, sources: { ...ann.sources, camera: false } };
    const tracks: Tracks = new Map([['camera', camera]]);
    const next = reduce(inRoom, { type: 'present', participant: off, tracks });
    expect(find(next, 'ann')?.sources.camera).to.deep.equal({
      ...{ on: false, track: null, pending: false, interrupted: false },
      ...{ facing: null, deviceId: null, surface: null },
    });
    expect(find(next, 'ann')?.sources.microphone).to.equal(find(inRoom, 'ann')?.sources.microphone);
  });

  it('keeps what only this page knows of them when they change', () => {
    const before = after(
      [
        { type: 'connection', id: 'ann', connection: 'connected' },
        { type: 'speaking', speakingIds: new Set(['ann']), activeSpeakerId: 'ann' },
      ],
      inRoom,
    );
    const next = reduce(before, { type: 'present', participant: { ...ann, hand: true }, tracks: NO_TRACKS });
    const { connection, isSpeaking, hand } = find(next, 'ann') ?? {};
    expect([connection, isSpeaking, hand]).to.deep.equal(['connected', true, true]);
  });

  it('and is the local one changes name, role and hand, never the local sources', () => {
    const me = wireParticipant('me', { role: 'cohost', hand: true, sources: ann.sources });
    const next = reduce(inRoom, { type: 'present', participant: me, tracks: NO_TRACKS });
    expect([next.self.role, next.self.hand]).to.deep.equal(['cohost', true]);
    expect(next.self.sources).to.equal(inRoom.self.sources);
  });

  it('speaks only while their microphone is on', () => {
    const next = reduce(inRoom, { type: 'speaking', speakingIds: new Set(['ann', 'bob']), activeSpeakerId: 'ann' });
    expect(find(next, 'ann')?.isSpeaking).to.equal(true);
    expect(find(next, 'bob')?.isSpeaking).to.equal(false);
  });
});

describe('a participant who left', () => {
  it('is neither active speaker nor pinned any more', () => {
    const next = after(
      [
        { type: 'pinned', id: 'ann' },
        { type: 'speaking', speakingIds: new Set(), activeSpeakerId: 'ann' },
        { type: 'gone', id: 'ann', reason: 'left' },
      ],
      inRoom,
    );
    expect([next.pinnedId, next.activeSpeakerId]).to.deep.equal([null, null]);
  });

  it('is never the local one', () => {
    expect(reduce(inRoom, { type: 'gone', id: 'me', reason: 'left' })).to.equal(inRoom);
  });
});

describe('the end of a call', () => {
  const ended: CallChange = { type: 'ended', state: 'failed', reason: 'removed', error: null };

  it('leaves only the local participant, without an id, a guest with the hand down', () => {
    const hostUp = reduce(inRoom, {
      type: 'present',
      participant: wireParticipant('me', { role: 'host', hand: true }),
      tracks: NO_TRACKS,
    });
    const { self, participants } = reduce(hostUp, ended);
    expect(participants).to.deep.equal([self]);
    expect([self.id, self.role, self.hand, self.name]).to.deep.equal(['', 'guest', false, 'ME']);
  });

  it('clears the room, and keeps the messages, the devices and the local sources', () => {
    const message = { id: '1', from: 'ann', name: 'ANN', text: 'hi', to: null, at: 1, isLocal: false };
    const before = after(
      [
        { type: 'messages', messages: Object.freeze([Object.freeze(message)]) },
        { type: 'room', room: wireRoom({ locked: true, spotlightId: 'ann' }) },
        { type: 'pinned', id: 'ann' },
        {
          type: 'local-source',
          source: 'camera',
          state: { ...NO_SOURCES.camera, on: true, track: camera },
        },
      ],
      inRoom,
    );
    const next = reduce(before, ended);
    const { state, leaveReason, room, startedAt, locked, topology, spotlightId, pinnedId } = next;
    expect([state, leaveReason]).to.deep.equal(['failed', 'removed']);
    expect([room, startedAt, locked, topology, spotlightId, pinnedId]).to.deep.equal([
      ...[null, null, false, null, null, null],
    ]);
    expect(next.messages).to.equal(before.messages);
    expect(next.devices).to.equal(before.devices);
    expect(next.self.sources).to.equal(before.self.sources);
  });

  it('has a reason only until the next try', () => {
    expect(after([ended, { type: 'state', state: 'connecting' }], inRoom).leaveReason).to.equal(null);
  });
});

describe('listed devices', () => {
  const list = (
    devices: readonly (typeof front | { kind: 'speaker'; deviceId: string; label: string })[],
  ): CallChange => ({
    type: 'devices',
    devices: devices.map((device) => ({ ...device })),
    permissions: { camera: 'granted', microphone: 'unknown' },
  });

  it('keep their identity when they are listed again', () => {
    const one = reduce(inRoom, list([front]));
    expect(reduce(one, list([front]))).to.equal(one);
    const two = reduce(one, list([front, { kind: 'speaker', deviceId: 'loud', label: 'Loud' }]));
    expect(two.devices.cameras).to.equal(one.devices.cameras);
    expect(two.devices.speakers).to.have.length(1);
  });

  it('are others once they have labels', () => {
    const unnamed = reduce(inRoom, { ...list([]), devices: [{ ...front, label: '' }] } as CallChange);
    const named = reduce(unnamed, list([front]));
    expect(named.devices.cameras).to.not.equal(unnamed.devices.cameras);
    expect(named.devices.cameras[0]?.label).to.equal('Front');
  });

  it('do not undo what an attempt showed of a permission that the browser does not report', () => {
    const denied = reduce(inRoom, { type: 'permission', permissions: { microphone: 'denied' } });
    const { permissions } = reduce(denied, list([front]));
    expect(permissions).to.deep.equal({ camera: 'granted', microphone: 'denied' });
  });
});
