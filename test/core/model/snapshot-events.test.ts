import { expect } from '@open-wc/testing';
import type { CallEvent, CallEventMap } from '../../../src/core/model/events.js';
import { reduce, type CallChange } from '../../../src/core/model/reducer.js';
import { initialSnapshot, type CallSnapshot } from '../../../src/core/model/snapshot.js';
import { NO_SOURCES } from '../../../src/core/model/sources.js';
import { CallError } from '../../../src/core/base/errors.js';
import { eventsBetween } from '../../../src/core/model/snapshot-events.js';
import { createTrack } from '../../fakes/browser/tracks.js';
import { wireParticipant, wireRoom } from '../../fakes/wire.js';

const [microphone, camera] = [createTrack('microphone'), createTrack('camera')];
const tracks = new Map([
  ['camera', camera],
  ['microphone', microphone],
] as const);
const on = { microphone: true, camera: true, screen: false, screenAudio: false };
const ann = wireParticipant('ann', { sources: on });

const admitted: CallChange = { type: 'admitted', self: wireParticipant('me'), room: wireRoom(), startedAt: 5 };
const annThere: CallChange = { type: 'present', participant: ann, tracks };
const annGone: CallChange = { type: 'gone', id: 'ann', reason: 'network' };

/** The events of the last of `changes`. */
function told(...changes: CallChange[]): readonly CallEvent[] {
  let snapshot: CallSnapshot = initialSnapshot('Me');
  let events: readonly CallEvent[] = [];
  for (const change of changes) {
    const next = reduce(snapshot, change);
    events = eventsBetween(snapshot, next, change);
    snapshot = next;
  }
  return events;
}

const types = (events: readonly CallEvent[]): string[] => events.map(({ type }) => type);

function only<Type extends keyof CallEventMap>(events: readonly CallEvent[], type: Type): CallEventMap[Type] {
  const [found, ...more] = events.filter((event) => event.type === type);
  if (found === undefined || more.length > 0)
    throw new Error(`${type} is not there once, but: ${types(events).join()}`);
  return found as CallEventMap[Type];
}

describe('the events between two snapshots', () => {
  it('are none when nothing changed', () => {
    expect(told(admitted, admitted)).to.deep.equal([]);
    expect(told(admitted, { type: 'error', error: null })).to.deep.equal([]);
  });

  it('of an admission are the state, the join, and the new local id', () => {
    const events = told({ type: 'state', state: 'connecting' }, admitted);
    expect(types(events)).to.deep.equal(['noom-state-changed', 'noom-joined', 'noom-participant-updated']);
    const { state, previous } = only(events, 'noom-state-changed');
    expect([previous, state]).to.deep.equal(['connecting', 'joined']);
    expect(only(events, 'noom-joined').participant.id).to.equal('me');
  });

  it('of a screen are its beginning and its end, also by coming and going', () => {
    const sharing = wireParticipant('ann', { sources: { ...on, screen: true } });
    const shared: CallChange = { type: 'present', participant: sharing, tracks };
    expect(only(told(admitted, annThere, shared), 'noom-screen-started').participant.id).to.equal('ann');
    expect(types(told(admitted, annThere, shared, shared))).to.deep.equal([]);
    expect(only(told(admitted, shared, annThere), 'noom-screen-stopped').participant.id).to.equal('ann');
    expect(types(told(admitted, shared))).to.include.members(['noom-participant-joined', 'noom-screen-started']);
    expect(types(told(admitted, shared, annGone))).to.include.members(['noom-screen-stopped', 'noom-participant-left']);
  });

  it('of coming back after a drop include no join', () => {
    expect(types(told(admitted, { type: 'state', state: 'reconnecting' }, admitted))).to.deep.equal([
      'noom-state-changed',
    ]);
  });

  it('of a newcomer are the participant, and then their tracks', () => {
    const events = told(admitted, annThere);
    expect(types(events)).to.deep.equal(['noom-participant-joined', 'noom-track-added', 'noom-track-added']);
    expect(events.map((event) => ('source' in event ? event.source : ''))).to.deep.equal(['', 'microphone', 'camera']);
  });

  it('of a participant who left are their tracks, the participant, and then what they held', () => {
    const events = told(admitted, annThere, { type: 'pinned', id: 'ann' }, annGone);
    expect(types(events)).to.deep.equal([
      'noom-track-removed',
      'noom-track-removed',
      'noom-participant-left',
      'noom-pin-changed',
    ]);
    const { participant, reason } = only(events, 'noom-participant-left');
    expect([participant.id, reason]).to.deep.equal(['ann', 'network']);
    expect(only(events, 'noom-pin-changed').participant).to.equal(null);
  });

  it('of a track that replaces another are the removed one before the added one', () => {
    const other = createTrack('camera');
    const events = told(admitted, annThere, { type: 'tracks', id: 'ann', tracks: new Map([['camera', other]]) });
    expect(types(events)).to.deep.equal([
      'noom-track-removed',
      'noom-track-removed',
      'noom-track-added',
      'noom-participant-updated',
    ]);
    expect(only(events, 'noom-track-added').track).to.equal(other);
    expect(only(events, 'noom-participant-updated').participant.sources.camera.track).to.equal(other);
  });

  it('of the local camera are like those of a remote one', () => {
    const open: CallChange = {
      type: 'local-source',
      source: 'camera',
      state: { ...NO_SOURCES.camera, on: true, track: camera },
    };
    const shut: CallChange = {
      type: 'local-source',
      source: 'camera',
      state: NO_SOURCES.camera,
    };
    expect(types(told(open))).to.deep.equal(['noom-track-added', 'noom-participant-updated']);
    expect(types(told(open, shut))).to.deep.equal(['noom-track-removed', 'noom-participant-updated']);
  });

  it('of a raised hand and of a new role come before the update that holds both', () => {
    const changed = { ...ann, hand: true, role: 'cohost' as const };
    const events = told(admitted, annThere, { type: 'present', participant: changed, tracks });
    expect(types(events)).to.deep.equal(['noom-hand-changed', 'noom-role-changed', 'noom-participant-updated']);
    expect(only(events, 'noom-role-changed').role).to.equal('cohost');
    expect(only(events, 'noom-hand-changed').participant.hand).to.equal(true);
  });

  it('of the end are all participants leaving, the state, the reason, and the local participant as it is then', () => {
    const events = told(admitted, annThere, { type: 'ended', state: 'left', reason: 'ended', error: null });
    expect(types(events)).to.deep.equal([
      'noom-track-removed',
      'noom-track-removed',
      'noom-participant-left',
      'noom-state-changed',
      'noom-left',
      'noom-participant-updated',
    ]);
    expect(only(events, 'noom-left').reason).to.equal('ended');
    expect(only(events, 'noom-participant-left').reason).to.equal('ended');
  });

  it('of a join that failed include no leave', () => {
    const events = told(
      { type: 'state', state: 'connecting' },
      { type: 'ended', state: 'failed', reason: null, error: new CallError('room-full') },
    );
    expect(types(events)).to.deep.equal(['noom-state-changed', 'noom-error']);
  });

  it('of who speaks are each voice and the active speaker', () => {
    const events = told(admitted, annThere, {
      type: 'speaking',
      speakingIds: new Set(['ann']),
      activeSpeakerId: 'ann',
    });
    expect(types(events)).to.deep.equal(['noom-participant-updated', 'noom-active-speaker-changed']);
    expect(only(events, 'noom-active-speaker-changed').participant?.id).to.equal('ann');
  });

  it('of the room are whether it is locked', () => {
    const events = told(admitted, { type: 'room', room: wireRoom({ locked: true }) });
    expect(types(events)).to.deep.equal(['noom-locked-changed']);
    expect(only(events, 'noom-locked-changed').locked).to.equal(true);
  });

  it('of devices are that the list changed, not that another one is selected', () => {
    const front = { kind: 'camera', deviceId: 'front', label: 'Front' } as const;
    const permissions = { camera: 'granted', microphone: 'granted' } as const;
    expect(types(told({ type: 'devices', devices: [front], permissions }))).to.deep.equal(['noom-devices-changed']);
    expect(told({ type: 'selected', kind: 'camera', deviceId: 'front' })).to.deep.equal([]);
    expect(told({ type: 'permission', permissions })).to.deep.equal([]);
  });

  it('of a failure come each time that it happens again, and not when it is over', () => {
    const error = new CallError('device-in-use');
    expect(only(told({ type: 'error', error }), 'noom-error').error).to.equal(error);
    const again = new CallError('device-in-use');
    expect(only(told({ type: 'error', error }, { type: 'error', error: again }), 'noom-error').error).to.equal(again);
    expect(told({ type: 'error', error }, { type: 'error', error: null })).to.deep.equal([]);
  });

  it('bubble, are composed, and cannot be changed', () => {
    const event = only(told({ type: 'state', state: 'prejoin' }), 'noom-state-changed');
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    expect(() => Object.assign(event, { state: 'joined' })).to.throw(TypeError);
    expect(Object.isFrozen(event.fields)).to.equal(true);
  });
});
