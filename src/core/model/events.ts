import type { CallState, DeviceKind, Participant, ChatMessage, Quality, QualityCause } from './snapshot.js';
import type { SharedFile } from './shared-file.js';
import type { Source } from './sources.js';
import type { CallError } from '../base/errors.js';
import type { LeaveReason, Role, Topology } from '../../protocol/protocol.js';
import { NoomEvent, type EventsOf } from '../base/typed-events.js';

/**
 * Why a device came into use: the person chose it, the previous one was unplugged, it was unplugged and is back, or it
 * opened by default.
 */
export type DeviceChangeReason = 'selected' | 'unplugged' | 'returned' | 'opened';

/**
 * The fields of the events of a call, by type. What lasts is in the snapshot too; events say when it changed, and why.
 */
export interface CallEventFields {
  'noom-state-changed': { state: CallState; previous: CallState };
  'noom-joined': { participant: Participant };
  'noom-left': { reason: LeaveReason };
  'noom-participant-joined': { participant: Participant };
  'noom-participant-left': { participant: Participant; reason: LeaveReason };
  'noom-participant-updated': { participant: Participant };
  'noom-track-added': { participant: Participant; source: Source; track: MediaStreamTrack };
  'noom-track-removed': { participant: Participant; source: Source; track: MediaStreamTrack };
  'noom-active-speaker-changed': { participant: Participant | null };
  'noom-device-changed': { kind: DeviceKind; deviceId: string; label: string; reason: DeviceChangeReason };
  'noom-devices-changed': Record<never, never>;
  'noom-message-received': { message: ChatMessage };
  'noom-message-deleted': { message: ChatMessage };
  'noom-file-offered': { file: SharedFile };
  'noom-file-progress': { file: SharedFile; bytes: number };
  'noom-file-received': { file: SharedFile; blob: Blob };
  'noom-data-received': { participant: Participant; channel: string; data: string | Uint8Array };
  'noom-reaction': { participant: Participant; emoji: string };
  'noom-knocked': { participant: Participant };
  'noom-admitted': Record<never, never>;
  'noom-denied': Record<never, never>;
  'noom-muted': { by: Participant | null };
  'noom-unmute-asked': { by: Participant };
  'noom-hand-changed': { participant: Participant };
  'noom-role-changed': { participant: Participant; role: Role };
  'noom-locked-changed': { locked: boolean };
  'noom-screen-started': { participant: Participant };
  'noom-screen-stopped': { participant: Participant };
  'noom-quality-changed': { participant: Participant; quality: Quality; cause: QualityCause | null };
  'noom-topology-changed': { from: Topology; to: Topology; ms: number };
  'noom-pin-changed': { participant: Participant | null };
  'noom-error': { error: CallError };
}

/** The events of a call by type, for `call.addEventListener`. */
export type CallEventMap = EventsOf<CallEventFields>;
/** Any event of a call. */
export type CallEvent = CallEventMap[keyof CallEventMap];

/** Makes an event from its type and fields. */
export function createCallEvent<Type extends keyof CallEventFields>(
  type: Type,
  fields: CallEventFields[Type],
): CallEvent {
  // The fields become properties of the event at run time, which the type of the class cannot express.
  return new NoomEvent(type, fields) as unknown as CallEvent;
}
