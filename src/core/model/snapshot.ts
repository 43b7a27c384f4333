import type { CallError } from '../base/errors.js';
import type { LeaveReason, Role, Topology } from '../../protocol/protocol.js';
import type { SharedFile } from './shared-file.js';
import { NO_SOURCES, type DeviceSource, type Facing, type ParticipantSources } from './sources.js';

/** The phases of a call. */
export type CallState = 'idle' | 'prejoin' | 'connecting' | 'lobby' | 'joined' | 'reconnecting' | 'left' | 'failed';

/** How well a participant's media arrives. */
export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

/**
 * Why a quality is poor, or lost.
 * - `uplink`: what the local participant sends does not get through to the others.
 * - `downlink`: what the others send does not get through to here, of all of them alike.
 * - `network`: the network between this participant and the local one.
 * - `relay`: the media takes a long way, by a TURN server.
 * - `device`: the participant’s device sends few pictures.
 * - `processor`: this device does not encode or decode the pictures in time.
 */
export type QualityCause = 'uplink' | 'downlink' | 'network' | 'relay' | 'device' | 'processor';

/**
 * The state of the link to one participant: being made for the first time; up; down after it was up, and being
 * restored; or failed, and being tried again.
 */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'failed';

/** A person (or bot) in the room. */
export interface Participant {
  /** Given by the server; the local participant's is `''` until joined. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly isLocal: boolean;
  readonly sources: ParticipantSources;
  readonly isSpeaking: boolean;
  readonly hand: boolean;
  /** The place in the order in which hands were raised, the same for all: the lowest first. 0 when it is not raised. */
  readonly handOrder: number;
  /** How well their media arrives here; of the local participant, how well it arrives at the others. */
  readonly quality: Quality;
  /** Why it is poor or lost; else `null`. */
  readonly qualityCause: QualityCause | null;
  /**
   * The link to a remote participant; always `connected` for the local one. Media and data need it, the roster does
   * not.
   */
  readonly connection: LinkState;
  /** How loud a remote participant is played here, 0 (muted for the local participant alone) to 1. */
  readonly volume: number;
}

/**
 * How far a message has come.
 * - `sending`: no one is known to have it.
 * - `sent`: the server has it, for those who have not acknowledged it; or there is no other participant.
 * - `delivered`: all addressees in the room have it; the server keeps it for those who lost their connection.
 * - `failed`: it may not have arrived everywhere. `retryMessage()` sends it again.
 */
export type MessageState = 'sending' | 'sent' | 'delivered' | 'failed';

/** A message, by its id and its author's participant id at that time. */
export interface MessageReference {
  readonly id: string;
  readonly from: string;
}

/** A chat message. `to` is set on a private one. */
export interface ChatMessage {
  readonly id: string;
  /** The sender's participant id; `isLocal` marks local messages, also those from before a re-join. */
  readonly from: string;
  readonly name: string;
  readonly text: string;
  readonly to: string | null;
  /** The addressee's name, of a private message of the local participant. */
  readonly toName?: string;
  /** Milliseconds since the epoch, by the sender's clock, never in this page's future. */
  readonly at: number;
  readonly isLocal: boolean;
  /** For local messages: the state of delivery. Those of others have none. */
  readonly state?: MessageState;
  /** Why it failed. */
  readonly error?: CallError;
  /** The message that it answers, which may be deleted, or not be among the messages here. */
  readonly replyTo?: MessageReference | undefined;
  /** Its author or a moderator has deleted it for all: its `text` is empty. */
  readonly isDeleted?: boolean;
}

/** What a picker offers: the devices of sources, and speakers. Written out for the custom elements manifest. */
export type DeviceKind = 'camera' | 'microphone' | 'speaker';

/** A device as the picker shows it; `label` is empty until the person has given permission. */
export interface DeviceInfo {
  readonly kind: DeviceKind;
  readonly deviceId: string;
  readonly label: string;
  /** The same for the devices that are one piece, such as a headset; not in every browser. */
  readonly groupId?: string;
  /** Where a camera faces, if the browser says so before it is opened. */
  readonly facing?: Facing;
}

/** The available devices, and the one of each kind that is or will be used; `''` lets the browser choose. */
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

/** The state of a call: frozen, replaced and never edited; branches that did not change keep their identity. */
export interface CallSnapshot {
  readonly state: CallState;
  /** Why the call ended, in the states `left` and `failed`. */
  readonly leaveReason: LeaveReason | null;
  /** The room's name as the server has it, once joined. */
  readonly room: string | null;
  /** When the room began, in milliseconds since the epoch by this page's clock. */
  readonly startedAt: number | null;
  /** The local participant, there from the beginning; the same object as `participants[0]`. */
  readonly self: Participant;
  readonly participants: readonly Participant[];
  readonly activeSpeakerId: string | null;
  readonly pinnedId: string | null;
  readonly spotlightId: string | null;
  readonly messages: readonly ChatMessage[];
  /** The files that were offered, oldest first. */
  readonly files: readonly SharedFile[];
  readonly devices: DeviceState;
  readonly permissions: Permissions;
  readonly locked: boolean;
  /** Whether newcomers wait until they are let in. */
  readonly lobby: boolean;
  readonly knocking: readonly Participant[];
  readonly topology: Topology | null;
  /** Of the call: the worse of the local participant’s, and of what most of the others are like. */
  readonly quality: Quality;
  /** The last failure; `null` again once what failed has succeeded, and when a call ends without one. */
  readonly error: CallError | null;
}

/** What is known of a participant’s quality at first. */
export const NO_QUALITY = { quality: 'unknown', qualityCause: null } as const;

/** The initial snapshot. */
export function initialSnapshot(name: string): CallSnapshot {
  const self: Participant = Object.freeze({
    id: '',
    name,
    role: 'guest',
    isLocal: true,
    sources: NO_SOURCES,
    isSpeaking: false,
    hand: false,
    handOrder: 0,
    ...NO_QUALITY,
    connection: 'connected',
    volume: 1,
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
    files: Object.freeze([]),
    devices: Object.freeze({
      cameras: Object.freeze([]),
      microphones: Object.freeze([]),
      speakers: Object.freeze([]),
      selected: Object.freeze({ camera: '', microphone: '', speaker: '' }),
    }),
    permissions: Object.freeze({ camera: 'unknown', microphone: 'unknown' }),
    locked: false,
    lobby: false,
    knocking: Object.freeze([]),
    topology: null,
    quality: 'unknown',
    error: null,
  });
}
