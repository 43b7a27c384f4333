import { createCallEvent, type CallEvent } from './events.js';
import type { CallChange } from './reducer.js';
import type { CallSnapshot, Participant } from './snapshot.js';
import { sourceKey, SOURCES } from './sources.js';

/**
 * The events between two snapshots, in the order a page needs: departures, arrivals, changes. There is a
 * `noom-participant-joined` for every participant, also for those who were in the room before.
 */
export function eventsBetween(previous: CallSnapshot, next: CallSnapshot, change: CallChange): readonly CallEvent[] {
  if (previous === next) return [];
  return [
    ...departures(previous, next, change),
    ...stateEvents(previous, next, change),
    ...arrivals(previous, next),
    ...next.participants.flatMap((participant) => {
      const before = counterpart(previous, participant);
      return before === undefined ? [] : participantEvents(before, participant);
    }),
    ...roomEvents(previous, next),
  ];
}

/** The same participant in another snapshot; the id of the local one changes on joining. */
function counterpart(snapshot: CallSnapshot, participant: Participant): Participant | undefined {
  if (participant.isLocal) return snapshot.self;
  return snapshot.participants.find((other) => !other.isLocal && other.id === participant.id);
}

function departures(previous: CallSnapshot, next: CallSnapshot, change: CallChange): CallEvent[] {
  if (previous.participants === next.participants) return [];
  const reason = ('reason' in change && change.reason) || 'left';
  return previous.participants
    .filter((participant) => counterpart(next, participant) === undefined)
    .flatMap((participant) => [
      ...screenEvents(participant, undefined),
      ...trackEvents('noom-track-removed', participant, undefined),
      createCallEvent('noom-participant-left', { participant, reason }),
    ]);
}

function arrivals(previous: CallSnapshot, next: CallSnapshot): CallEvent[] {
  if (previous.participants === next.participants) return [];
  return next.participants
    .filter((participant) => counterpart(previous, participant) === undefined)
    .flatMap((participant) => [
      createCallEvent('noom-participant-joined', { participant }),
      ...trackEvents('noom-track-added', participant, undefined),
      ...screenEvents(undefined, participant),
    ]);
}

function stateEvents(previous: CallSnapshot, next: CallSnapshot, change: CallChange): CallEvent[] {
  if (previous.state === next.state) return [];
  const events = [createCallEvent('noom-state-changed', { state: next.state, previous: previous.state })];
  if (change.type === 'admitted' && previous.state !== 'reconnecting') {
    if (previous.state === 'lobby') events.push(createCallEvent('noom-admitted', {}));
    events.push(createCallEvent('noom-joined', { participant: next.self }));
  }
  if (change.type === 'ended' && change.reason === 'denied') events.push(createCallEvent('noom-denied', {}));
  if (change.type === 'ended' && change.reason !== null)
    events.push(createCallEvent('noom-left', { reason: change.reason }));
  return events;
}

function participantEvents(before: Participant, participant: Participant): CallEvent[] {
  if (before === participant) return [];
  const events = [
    ...trackEvents('noom-track-removed', before, participant),
    ...trackEvents('noom-track-added', participant, before),
    ...screenEvents(before, participant),
  ];
  if (before.hand !== participant.hand) events.push(createCallEvent('noom-hand-changed', { participant }));
  if (before.role !== participant.role)
    events.push(createCallEvent('noom-role-changed', { participant, role: participant.role }));
  const { quality, qualityCause: cause } = participant;
  if (before.quality !== quality || before.qualityCause !== cause)
    events.push(createCallEvent('noom-quality-changed', { participant, quality, cause }));
  events.push(createCallEvent('noom-participant-updated', { participant }));
  return events;
}

/**
 * Whether a participant, before and after a change, has begun or ended to share a screen; `undefined` where they are
 * absent.
 */
function screenEvents(before: Participant | undefined, after: Participant | undefined): CallEvent[] {
  const isShared = after?.sources.screen.on === true;
  const participant = after ?? before;
  if (participant === undefined || isShared === (before?.sources.screen.on === true)) return [];
  return [createCallEvent(isShared ? 'noom-screen-started' : 'noom-screen-stopped', { participant })];
}

/** The tracks that `participant` has and `other` (the same participant at another time) has not. */
function trackEvents(
  type: 'noom-track-added' | 'noom-track-removed',
  participant: Participant,
  other: Participant | undefined,
): CallEvent[] {
  return SOURCES.flatMap((source) => {
    const track = participant.sources[sourceKey(source)].track;
    const isSame = track === null || track === other?.sources[sourceKey(source)].track;
    return isSame ? [] : [createCallEvent(type, { participant, source, track })];
  });
}

function roomEvents(previous: CallSnapshot, next: CallSnapshot): CallEvent[] {
  const events: CallEvent[] = [];
  const find = (id: string | null): Participant | null =>
    next.participants.find((participant) => id !== null && participant.id === id) ?? null;
  if (previous.activeSpeakerId !== next.activeSpeakerId) {
    events.push(createCallEvent('noom-active-speaker-changed', { participant: find(next.activeSpeakerId) }));
  }
  if (previous.pinnedId !== next.pinnedId)
    events.push(createCallEvent('noom-pin-changed', { participant: find(next.pinnedId) }));
  const wasKnocking = new Set(previous.knocking.map(({ id }) => id));
  for (const participant of next.knocking) {
    if (!wasKnocking.has(participant.id)) events.push(createCallEvent('noom-knocked', { participant }));
  }
  if (previous.locked !== next.locked) events.push(createCallEvent('noom-locked-changed', { locked: next.locked }));
  const { cameras, microphones, speakers } = previous.devices;
  const isListChanged =
    cameras !== next.devices.cameras || microphones !== next.devices.microphones || speakers !== next.devices.speakers;
  if (isListChanged) events.push(createCallEvent('noom-devices-changed', {}));
  if (previous.error !== next.error && next.error !== null)
    events.push(createCallEvent('noom-error', { error: next.error }));
  return events;
}
