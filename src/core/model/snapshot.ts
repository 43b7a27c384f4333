import type { CallError } from '../base/errors.js';
import type { LeaveReason, Role, Topology } from '../../protocol/protocol.js';
import { NO_SOURCES, type DeviceSource, type ParticipantSources } from './sources.js';

/** Where a call is in its life. */
export type CallState = 'idle' | 'prejoin' | 'connecting' | 'lobby' | 'joined' | 'reconnecting' | 'left' | 'failed';

/** How well somebody's media arrives. */
export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

/**
 * The state of the link to one participant: being made for the first time; up; down after it was up, and being restored; or failed, and
 * being tried again.
 */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'failed';

/** A person (or bot) in the room. */
export interface Participant {
  /** Given by the server; one's own is `''` until joined. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly isLocal: boolean;
  readonly sources: ParticipantSources;
  readonly isSpeaking: boolean;
  readonly hand: boolean;
  readonly quality: Quality;
  /** The link to them; always `connected` for the local participant. Media and peer-to-peer messages need it, the roster does not. */
  readonly connection: LinkState;
}

/**
 * How far a message has come.
 * - `sending`: nobody is known to have it.
 * - `sent`: the server has it, for those who have not acknowledged it; or nobody else is in the room.
 * - `delivered`: everybody it is for who is in the room has it; the server keeps it for those who lost their connection.
 * - `failed`: it may not have arrived everywhere. `retryMessage()` sends it again.
 */
export type MessageState = 'sending' | 'sent' | 'delivered' | 'failed';

/** A chat message. `to` is set on a private one. */
export interface ChatMessage {
  readonly id: string;
  /** The sender's participant id; `isLocal` tells one's own, also from before a re-join. */
  readonly from: string;
  readonly name: string;
  readonly text: string;
  readonly to: string | null;
  /** Milliseconds since the epoch, by the sender's clock, never in this page's future. */
  readonly at: number;
  readonly isLocal: boolean;
  /** Of the local participant's messages: how far it has come. Those of others have none. */
  readonly state?: MessageState;
  /** Why it failed. */
  readonly error?: CallError;
}

/** What can be picked: what a source comes from, or a speaker. Written out, as the manifest of the tags has to have it. */
export type DeviceKind = 'camera' | 'microphone' | 'speaker';

/** A device as the picker shows it; `label` is empty until the person has given permission. */
export interface DeviceInfo {
  readonly kind: DeviceKind;
  readonly deviceId: string;
  readonly label: string;
}

/** The devices there are, and the one in use (or that will be used) of each kind; `''` lets the browser choose. */
export interface DeviceState {
  readonly cameras: readonly DeviceInfo[];
  readonly microphones: readonly DeviceInfo[];
  readonly speakers: readonly DeviceInfo[];
  readonly selected: Readonly<Record<DeviceKind, string>>;
}

/** Whether the page may capture: the browser's answer, or what the last attempt showed. */
export type CapturePermission = 'granted' | 'denied' | 'prompt' | 'unknown';

/** Whether the page may capture, by device. */
export type Permissions = Readonly<Record<DeviceSource, CapturePermission>>;

/** Everything that lasts about a call: frozen, replaced and never edited; branches that did not change keep their identity. */
export interface CallSnapshot {
  readonly state: CallState;
  /** Why the call ended, in the states `left` and `failed`. */
  readonly leaveReason: LeaveReason | null;
  /** The room's name as the server has it, once joined. */
  readonly room: string | null;
  /** When the room began, in milliseconds since the epoch by this page's clock. */
  readonly startedAt: number | null;
  /** Oneself, there from the beginning; the same object as `participants[0]`. */
  readonly self: Participant;
  readonly participants: readonly Participant[];
  readonly activeSpeakerId: string | null;
  readonly pinnedId: string | null;
  readonly spotlightId: string | null;
  readonly messages: readonly ChatMessage[];
  readonly devices: DeviceState;
  readonly permissions: Permissions;
  readonly locked: boolean;
  readonly knocking: readonly Participant[];
  readonly topology: Topology | null;
  readonly quality: Quality;
  /** The last failure; `null` again once what failed was tried again and worked. */
  readonly error: CallError | null;
}

/** The snapshot before anything happened. */
export function initialSnapshot(name: string): CallSnapshot {
  const self: Participant = Object.freeze({
    id: '',
    name,
    role: 'guest',
    isLocal: true,
    sources: NO_SOURCES,
    isSpeaking: false,
    hand: false,
    quality: 'unknown',
    connection: 'connected',
  });
  return Object.freeze({
    state: 'idle',
    leaveReason: null,
    room: null,
    startedAt: null,
    self,
    participants: Object.freeze([self]),
    activeSpeakerId: null,
    pinnedId: null,
    spotlightId: null,
    messages: Object.freeze([]),
    devices: Object.freeze({
      cameras: Object.freeze([]),
      microphones: Object.freeze([]),
      speakers: Object.freeze([]),
      selected: Object.freeze({ camera: '', microphone: '', speaker: '' }),
    }),
    permissions: Object.freeze({ camera: 'unknown', microphone: 'unknown' }),
    locked: false,
    knocking: Object.freeze([]),
    topology: null,
    quality: 'unknown',
    error: null,
  });
}
