import type { SharedFile } from './shared-file.js';
import type {
  CallSnapshot,
  CallState,
  ChatMessage,
  DeviceInfo,
  DeviceKind,
  LinkState,
  Participant,
  Permissions,
  Quality,
} from './snapshot.js';
import { NO_QUALITY } from './snapshot.js';
import { bySource, NO_SOURCES, sourceKey, type ParticipantSources, type Source, type SourceState } from './sources.js';
import type { CallError } from '../base/errors.js';
import type { LeaveReason, SourceFlags, WireParticipant, WireRoom } from '../../protocol/protocol.js';

/** A participant's received tracks, by source. */
export type Tracks = ReadonlyMap<Source, MediaStreamTrack>;

const NO_TRACKS: Tracks = new Map();
/** What the local participant is outside a room. */
const OUTSIDE = { id: '', role: 'guest', hand: false, handOrder: 0, isSpeaking: false } as const;

/** What is found out about a participant by measuring, here or at their side: all of it frozen. */
export type Measured = Partial<Pick<Participant, 'quality' | 'qualityCause' | 'sources'>>;

/** Everything that can happen to a snapshot. */
export type CallChange =
  | { type: 'state'; state: CallState }
  | { type: 'ended'; state: 'left' | 'failed' | 'idle'; reason: LeaveReason | null; error: CallError | null }
  | { type: 'error'; error: CallError | null }
  | { type: 'named'; name: string }
  | { type: 'admitted'; self: WireParticipant; room: WireRoom; startedAt: number }
  | { type: 'room'; room: WireRoom }
  | { type: 'present'; participant: WireParticipant; tracks: Tracks }
  | { type: 'gone'; id: string; reason: LeaveReason }
  | { type: 'knocked'; participant: WireParticipant }
  | { type: 'knock-ended'; id: string }
  | { type: 'tracks'; id: string; tracks: Tracks }
  | { type: 'connection'; id: string; connection: LinkState }
  | { type: 'local-source'; source: Source; state: SourceState }
  | { type: 'speaking'; speakingIds: ReadonlySet<string>; activeSpeakerId: string | null }
  | { type: 'messages'; messages: readonly ChatMessage[] }
  | { type: 'files'; files: readonly SharedFile[] }
  | { type: 'devices'; devices: readonly DeviceInfo[]; permissions: Permissions }
  | { type: 'permission'; permissions: Partial<Permissions> }
  | { type: 'selected'; kind: DeviceKind; deviceId: string }
  | { type: 'pinned'; id: string | null }
  | { type: 'volume'; id: string; volume: number }
  | { type: 'quality'; quality: Quality; known: ReadonlyMap<string, Measured> };

/**
 * The snapshot after a change. Branches that do not change keep their identity, and so does the snapshot if nothing
 * changes.
 */
export function reduce(snapshot: CallSnapshot, change: CallChange): CallSnapshot {
  switch (change.type) {
    case 'state':
      return patch(snapshot, { state: change.state, leaveReason: null });
    case 'ended':
      return patch(leaveRoom(snapshot), {
        state: change.state,
        leaveReason: change.reason,
        error: change.error,
      });
    case 'error':
      return patch(snapshot, { error: change.error });
    case 'named':
      return updateSelf(snapshot, { name: change.name });
    case 'admitted': {
      const { id, name, role, hand, handOrder = 0 } = change.self;
      return patch(updateSelf(applyRoom(snapshot, change.room), { id, name, role, hand, handOrder }), {
        state: 'joined',
        leaveReason: null,
        // The server lists those who wait again, to hosts and cohosts.
        knocking: keepList(snapshot.knocking, []),
        startedAt: snapshot.startedAt ?? change.startedAt,
      });
    }
    case 'room':
      return applyRoom(snapshot, change.room);
    case 'present':
      return setPresent(snapshot, change.participant, change.tracks);
    case 'gone':
      return removeParticipant(snapshot, change.id);
    case 'knocked':
      return patch(snapshot, {
        knocking: keepList(snapshot.knocking, withPerson(snapshot.knocking, change.participant)),
      });
    case 'knock-ended':
      return patch(snapshot, {
        knocking: keepList(
          snapshot.knocking,
          snapshot.knocking.filter(({ id }) => id !== change.id),
        ),
      });
    case 'tracks':
      return updateParticipant(snapshot, change.id, (participant) => ({
        sources: remoteSources(participant.sources, {}, change.tracks),
      }));
    case 'connection':
      return updateParticipant(snapshot, change.id, () => ({ connection: change.connection }));
    case 'local-source': {
      const sources = patch(snapshot.self.sources, {
        [sourceKey(change.source)]: patch(snapshot.self.sources[sourceKey(change.source)], change.state),
      });
      return updateSelf(snapshot, { sources });
    }
    case 'speaking':
      return applySpeaking(snapshot, change.speakingIds, change.activeSpeakerId);
    case 'messages':
      return patch(snapshot, { messages: change.messages });
    case 'files':
      return patch(snapshot, { files: change.files });
    case 'devices':
      return applyDevices(snapshot, change.devices, change.permissions);
    case 'permission':
      return patch(snapshot, { permissions: patch(snapshot.permissions, change.permissions) });
    case 'selected':
      return patch(snapshot, {
        devices: patch(snapshot.devices, {
          selected: patch(snapshot.devices.selected, { [change.kind]: change.deviceId }),
        }),
      });
    case 'pinned':
      return patch(snapshot, { pinnedId: change.id });
    case 'volume':
      return updateParticipant(snapshot, change.id, () => ({ volume: change.volume }));
    case 'quality':
      return applyQuality(snapshot, change.quality, change.known);
  }
}

/** A frozen copy with these values; the same object when it has all of them already. */
function patch<Value extends object>(value: Value, values: Partial<Value>): Value {
  const isSame = Object.entries(values).every(([key, next]) => value[key as keyof Value] === next);
  return isSame ? value : Object.freeze({ ...value, ...values });
}

/** A frozen copy of `next`; the same `list` when it has the same items in the same order. */
function keepList<Item>(list: readonly Item[], next: readonly Item[]): readonly Item[] {
  const isSame = list.length === next.length && list.every((item, index) => item === next[index]);
  return isSame ? list : Object.freeze([...next]);
}

function withParticipants(snapshot: CallSnapshot, next: readonly Participant[]): CallSnapshot {
  const participants = keepList(snapshot.participants, next);
  return patch(snapshot, { participants, self: participants[0] ?? snapshot.self });
}

function updateSelf(snapshot: CallSnapshot, values: Partial<Participant>): CallSnapshot {
  return updateParticipant(snapshot, snapshot.self.id, () => values);
}

function updateParticipant(
  snapshot: CallSnapshot,
  id: string,
  update: (participant: Participant) => Partial<Participant>,
): CallSnapshot {
  const next = snapshot.participants.map((participant) =>
    participant.id === id ? patch(participant, update(participant)) : participant,
  );
  return withParticipants(snapshot, next);
}

function setPresent(snapshot: CallSnapshot, wire: WireParticipant, tracks: Tracks): CallSnapshot {
  const { id, name, role, hand, handOrder = 0 } = wire;
  if (id === snapshot.self.id) return updateSelf(snapshot, { name, role, hand, handOrder });
  return withParticipants(snapshot, withPerson(snapshot.participants, wire, tracks));
}

/** The list with a participant as the server reports them now. */
function withPerson(
  list: readonly Participant[],
  wire: WireParticipant,
  tracks: Tracks = NO_TRACKS,
): readonly Participant[] {
  const { id, name, role, hand, handOrder = 0 } = wire;
  if (!list.some((participant) => participant.id === id)) return [...list, createParticipant(wire, tracks)];
  const update = (participant: Participant): Participant =>
    patch(participant, {
      name,
      role,
      hand,
      handOrder,
      sources: remoteSources(participant.sources, wire.sources, tracks),
    });
  return list.map((participant) => (participant.id === id ? update(participant) : participant));
}

function createParticipant(
  { id, name, role, hand, handOrder = 0, sources }: WireParticipant,
  tracks: Tracks,
): Participant {
  return Object.freeze({
    id,
    name,
    role,
    hand,
    handOrder,
    isLocal: false,
    sources: remoteSources(NO_SOURCES, sources, tracks),
    isSpeaking: false,
    ...NO_QUALITY,
    connection: 'connecting',
    volume: 1,
  });
}

function removeParticipant(snapshot: CallSnapshot, id: string): CallSnapshot {
  const next = snapshot.participants.filter((participant) => participant.isLocal || participant.id !== id);
  return withoutAbsent(withParticipants(snapshot, next));
}

/** The snapshot outside a room: the local devices, the name and the messages stay. */
function leaveRoom(snapshot: CallSnapshot): CallSnapshot {
  const alone = withParticipants(snapshot, [snapshot.self]);
  return patch(updateSelf(withoutAbsent(alone), { ...OUTSIDE, ...NO_QUALITY }), {
    room: null,
    startedAt: null,
    locked: false,
    lobby: false,
    knocking: keepList(snapshot.knocking, []),
    topology: null,
    quality: 'unknown',
    spotlightId: null,
  });
}

/** Removes participants who have left as active speaker and as pinned. */
function withoutAbsent(snapshot: CallSnapshot): CallSnapshot {
  const present = (id: string | null): string | null =>
    snapshot.participants.some((participant) => participant.id === id) ? id : null;
  return patch(snapshot, {
    activeSpeakerId: present(snapshot.activeSpeakerId),
    pinnedId: present(snapshot.pinnedId),
  });
}

function applyRoom(snapshot: CallSnapshot, room: WireRoom): CallSnapshot {
  const { name, locked, lobby, topology, spotlightId } = room;
  return patch(snapshot, { room: name, locked, lobby, topology, spotlightId });
}

function applySpeaking(snapshot: CallSnapshot, speakingIds: ReadonlySet<string>, activeSpeakerId: string | null) {
  const next = snapshot.participants.map((participant) =>
    patch(participant, { isSpeaking: participant.sources.microphone.on && speakingIds.has(participant.id) }),
  );
  return patch(withParticipants(snapshot, next), { activeSpeakerId });
}

function applyQuality(snapshot: CallSnapshot, quality: Quality, known: ReadonlyMap<string, Measured>) {
  const next = snapshot.participants.map((participant) =>
    patch<Participant>(participant, known.get(participant.id) ?? {}),
  );
  return patch(withParticipants(snapshot, next), { quality });
}

function applyDevices(snapshot: CallSnapshot, listed: readonly DeviceInfo[], permissions: Permissions): CallSnapshot {
  const ofKind = (kind: DeviceKind, known: readonly DeviceInfo[]): readonly DeviceInfo[] =>
    keepList(
      known,
      listed
        .filter((device) => device.kind === kind)
        .map((device) => known.find((other) => isSameDevice(other, device)) ?? Object.freeze(device)),
    );
  const { devices } = snapshot;
  return patch(snapshot, {
    devices: patch(devices, {
      cameras: ofKind('camera', devices.cameras),
      microphones: ofKind('microphone', devices.microphones),
      speakers: ofKind('speaker', devices.speakers),
    }),
    // `unknown` does not replace what an attempt to open has shown.
    permissions: patch(snapshot.permissions, {
      ...(permissions.camera === 'unknown' ? {} : { camera: permissions.camera }),
      ...(permissions.microphone === 'unknown' ? {} : { microphone: permissions.microphone }),
    }),
  });
}

function isSameDevice(one: DeviceInfo, other: DeviceInfo): boolean {
  return one.kind === other.kind && one.deviceId === other.deviceId && one.label === other.label;
}

/**
 * Remote sources have their track only while they are on: the connection keeps one for each section all the time. Those
 * that `flags` does not name stay as they are.
 */
function remoteSources(sources: ParticipantSources, flags: Partial<SourceFlags>, tracks: Tracks): ParticipantSources {
  const states = bySource((source) => {
    const state = sources[sourceKey(source)];
    const on = flags[sourceKey(source)] ?? state.on;
    return patch(state, { on, track: on ? (tracks.get(source) ?? null) : null });
  });
  return patch(sources, states);
}
