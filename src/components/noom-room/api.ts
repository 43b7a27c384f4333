import type {
  AudioProcessing,
  CallController,
  CallSnapshot,
  CallState,
  ConnectionCheck,
  DeviceKind,
  Quality,
  Role,
  TokenSource,
} from '../../core/index.js';
import { oneOf, onOrOff } from '../internal/element/attributes.js';
import type { Texts } from '../internal/localization/index.js';
import { NoomElement } from '../internal/element/noom-element.js';
import { property } from '../internal/element/property.js';
import type { Layout } from '../internal/link/room-context.js';
import type { ShortcutKeys } from '../internal/keyboard/shortcut-keys.js';
import { countParticipants } from './mirror/room-reflection.js';
import { tokenText } from './lifecycle/token-text.js';

/**
 * The API of a room: properties, methods and events.
 *
 * @event noom-state-changed - The call's state is `state`, and was `previous`.
 * @event noom-joined - The local participant has joined, as `participant`.
 * @event noom-left - The local participant has left; `reason` says why.
 * @event noom-participant-joined - `participant` is in the room; also told for all who were there before.
 * @event noom-participant-left - `participant` has left; `reason` says why.
 * @event noom-participant-updated - Something about `participant` changed.
 * @event noom-track-added - `participant` has a `track` for `source`.
 * @event noom-track-removed - `participant` no longer has the `track` for `source`.
 * @event noom-active-speaker-changed - `participant`, or no one (`null`), is the active speaker.
 * @event noom-device-changed - Another device is in use: `kind`, `deviceId`, `label`, `reason`.
 * @event noom-devices-changed - The list of devices changed.
 * @event noom-message-received - A remote participant sent `message`.
 * @event noom-message-deleted - `message` was deleted for all, by any participant; its text is empty.
 * @event noom-file-offered - A remote participant offers `file`; `file.accept()` receives it.
 * @event noom-file-progress - Of `file`, so many `bytes` have arrived.
 * @event noom-file-received - `file` has arrived whole, as `blob`.
 * @event noom-data-received - `participant` sent `data` on `channel`.
 * @event noom-reaction - `participant`, who may be the local one, reacted with `emoji`.
 * @event noom-knocked - `participant` waits in the lobby; told to hosts and cohosts.
 * @event noom-admitted - The local participant was admitted from the lobby.
 * @event noom-denied - The local participant was not admitted.
 * @event noom-muted - A moderator (`by`, a participant) turned the local microphone off.
 * @event noom-unmute-asked - A moderator (`by`, a participant) asks for the local microphone to be turned on.
 * @event noom-hand-changed - `participant` raised or lowered the hand.
 * @event noom-role-changed - `participant` has the role `role`.
 * @event noom-locked-changed - The room is `locked`, or no longer.
 * @event noom-screen-started - `participant` shares a screen; also told for those who did before.
 * @event noom-screen-stopped - `participant` no longer shares a screen.
 * @event noom-quality-changed - The `quality` of `participant`, maybe the local one, changed; `cause` says why it is bad.
 * @event noom-topology-changed - Media travels by `to`, no longer by `from`; going over took `ms`.
 * @event noom-pin-changed - `participant`, or no one (`null`), is pinned.
 * @event noom-pip-changed - The call is in picture-in-picture (`on`), or no longer; `window` is of its stage, if any.
 * @event noom-playback-blocked - The browser refuses sound until a user gesture.
 * @event noom-error - Something failed: `error`, a `CallError`.
 * @event noom-room-changed - Something that linked tags use, beside the snapshot, changed; does not bubble.
 * @event noom-join-request - A command, a key or the built-in UI asks to join `room` as `displayName`. Cancelable.
 * @event noom-leave-request - A command, a key or the built-in UI asks to leave. Cancelable.
 * @event noom-microphone-request - The microphone is to be turned on or off (`on`). Cancelable.
 * @event noom-camera-request - The camera is to be turned on or off (`on`). Cancelable.
 * @event noom-screen-request - A screen is to be shared (`on`), or no longer. Cancelable.
 * @event noom-flip-request - The other camera is to be used. Cancelable.
 * @event noom-hand-request - The hand is to be raised (`on`) or lowered. Cancelable.
 * @event noom-reaction-request - A command asks to react with `emoji`. Cancelable.
 * @event noom-layout-request - The participants are to be arranged by `layout`. Cancelable.
 * @event noom-panel-request - `panel` is to open beside the stage; `null` closes it. Cancelable.
 * @event noom-moderation-request - `action` is to be done, to the participant `id` or to all (`null`). Cancelable.
 * @event noom-pip-request - The call is to be shown in picture-in-picture (`on`), or no longer. Cancelable.
 * @event noom-fullscreen-request - The room is to enter (`on`) or exit full screen. Cancelable.
 * @event noom-shortcuts-request - The list of the keyboard shortcuts is to open. Cancelable.
 */
export abstract class RoomSurface extends NoomElement {
  /** The Socket.IO server; the page's own origin by default. */
  @property({ attribute: 'signaling-url' }) signalingUrl = '';
  /** The room's name, 1 to 64 characters. Prejoin asks for it if it is missing. */
  @property() room = '';
  /** The local participant's name, 1 to 64 characters. Prejoin asks for it if it is missing. */
  @property({ attribute: 'display-name' }) displayName = '';
  /** A JWT, or a function that returns one; other text is ignored. The attribute is read once, then removed. */
  @property({ attribute: false, converter: tokenText }) token: TokenSource | null = null;
  /** Joins as soon as it can, without prejoin. */
  @property({ type: Boolean }) autojoin = false;
  /** Whether to join with the microphone on. Its present state is `:state(microphone-on)`. */
  @property({ converter: onOrOff }) microphone: 'on' | 'off' = 'on';
  /** Whether to join with the camera on. Its present state is `:state(camera-on)`. */
  @property({ converter: onOrOff }) camera: 'on' | 'off' = 'on';
  /** How a host wishes media to travel, also during the call. Joining with `sfu` fails without a media server. */
  @property({ converter: oneOf('auto', 'mesh', 'sfu') }) topology: 'auto' | 'mesh' | 'sfu' = 'auto';
  /** `relay` sends everything through a TURN server, which hides the IP address from the other participants. */
  @property({ attribute: 'ice-policy', converter: oneOf('all', 'relay') }) icePolicy: 'all' | 'relay' = 'all';
  /** Receives and sends less: small pictures, and none that nobody looks at. */
  @property({ attribute: 'data-saver', type: Boolean }) dataSaver = false;
  /** Experimental: in a mesh of four and more, encodes the camera once for all who want the same size. */
  @property({ attribute: 'encode-once', type: Boolean }) encodeOnce = false;
  /** How the participants are arranged. */
  @property({ converter: oneOf('auto', 'grid', 'spotlight', 'filmstrip') }) layout: Layout = 'auto';
  /** Light or dark; `auto` follows the page, else the system. */
  @property({ reflect: true, useDefault: true, converter: oneOf('auto', 'light', 'dark') }) theme:
    'auto' | 'light' | 'dark' = 'auto';
  /** Turns keyboard shortcuts on, while focus is inside the room or a tag linked to it. */
  @property({ type: Boolean }) shortcuts = false;
  /** Keys by action, over the default ones; `''` removes one. */
  @property({ attribute: false }) shortcutKeys: ShortcutKeys = {};
  /** Used in place of the ICE servers that the signaling server names. */
  @property({ attribute: false }) iceServers: RTCIceServer[] | null = null;
  /** The page's own texts, by key, in place of the built-in ones. */
  @property({ attribute: false }) strings: Partial<Texts> = {};

  /** The headless call. */
  abstract get call(): CallController;
  abstract set call(call: CallController | null);

  /** The state of the call: frozen, replaced and never edited. */
  get snapshot(): CallSnapshot {
    return this.call.snapshot;
  }

  /** The phase of the call. */
  get state(): CallState {
    return this.snapshot.state;
  }

  /** The number of participants, including the local one; 0 outside a room. */
  get participantCount(): number {
    return countParticipants(this.snapshot);
  }

  /** Whether the room is locked. */
  get locked(): boolean {
    return this.snapshot.locked;
  }

  /** How media travels now; `null` outside a room. */
  get activeTopology(): CallSnapshot['topology'] {
    return this.snapshot.topology;
  }

  /** The quality of the call: the worse of the local participant’s, and of what most of the others are like. */
  get quality(): Quality {
    return this.snapshot.quality;
  }

  /** Leaves: always stops every local track and closes every connection. */
  leave(): Promise<void> {
    return this.call.leave();
  }

  /** Off stops sending and keeps the capture. @throws CallError */
  setMicrophone(on: boolean): Promise<void> {
    return this.call.setMicrophone(on);
  }

  /** Off stops the camera. @throws CallError */
  setCamera(on: boolean): Promise<void> {
    return this.call.setCamera(on);
  }

  /** Shares a screen, to be called in the task of a press, or stops it. @throws CallError */
  shareScreen(on: boolean): Promise<void> {
    return this.call.shareScreen(on);
  }

  /** Uses another device from now on. @throws CallError */
  selectDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    return this.call.selectDevice(kind, deviceId);
  }

  /** Asks the browser to treat the microphone's sound like this from now on. @throws CallError */
  setAudioProcessing(processing: AudioProcessing): Promise<void> {
    return this.call.setAudioProcessing(processing);
  }

  /** Switches between front and back camera, or to the next one. @throws CallError */
  flipCamera(): Promise<void> {
    return this.call.flipCamera();
  }

  /** Sends a chat message to all participants, or to one. @throws CallError */
  sendMessage(...message: Parameters<CallController['sendMessage']>): Promise<void> {
    return this.call.sendMessage(...message);
  }

  /** Sends a failed message again. @throws CallError */
  retryMessage(id: string): Promise<void> {
    return this.call.retryMessage(id);
  }

  /** Deletes a message for all: a local one, or as a host or cohost another one. @throws CallError */
  deleteMessage(id: string): Promise<void> {
    return this.call.deleteMessage(id);
  }

  /** Offers a file to all participants, or to one. @throws CallError */
  sendFile(...file: Parameters<CallController['sendFile']>): Promise<void> {
    return this.call.sendFile(...file);
  }

  /** Sends any text or bytes peer to peer, to all participants or to one. @throws CallError */
  sendData(...data: Parameters<CallController['sendData']>): Promise<void> {
    return this.call.sendData(...data);
  }

  /** Reacts with one emoji, for all participants and for the moment. @throws CallError */
  react(emoji: string): Promise<void> {
    return this.call.react(emoji);
  }

  /** Raises or lowers the hand. @throws CallError */
  raiseHand(on: boolean): Promise<void> {
    return this.call.raiseHand(on);
  }

  /** Pins a participant in the local layout; `null` unpins. @throws CallError */
  pin(participantId: string | null): Promise<void> {
    return this.call.pin(participantId);
  }

  /** Admits a participant who waits in the lobby. @throws CallError */
  admit(participantId: string): Promise<void> {
    return this.call.admit(participantId);
  }

  /** Rejects a participant who waits in the lobby. @throws CallError */
  deny(participantId: string): Promise<void> {
    return this.call.deny(participantId);
  }

  /* eslint-disable @typescript-eslint/no-misused-promises -- Without an id it is the method that every element has, and returns nothing. */
  /** Removes a participant from the room; without an id the tag itself, as for every element. */
  override remove(): void;
  /** Removes a participant, who cannot join again while the room lives. @throws CallError */
  override remove(participantId: string): Promise<void>;
  override remove(participantId?: string): Promise<void> | void {
    if (participantId === undefined) super.remove();
    else return this.call.remove(participantId);
  }
  /* eslint-enable @typescript-eslint/no-misused-promises */

  /** Turns a participant's microphone off; they may turn it on again. @throws CallError */
  muteParticipant(participantId: string): Promise<void> {
    return this.call.muteParticipant(participantId);
  }

  /** Asks a participant to turn the microphone on, which only they can do. @throws CallError */
  askToUnmute(participantId: string): Promise<void> {
    return this.call.askToUnmute(participantId);
  }

  /** How loud a participant is played here, 0 to 1. @throws CallError */
  setVolume(participantId: string, volume: number): Promise<void> {
    return this.call.setVolume(participantId, volume);
  }

  /** Makes the connection to a participant anew, such as one that has failed. @throws CallError */
  reconnect(participantId: string): Promise<void> {
    return this.call.reconnect(participantId);
  }

  /** Turns off the microphones of all other participants. @throws CallError */
  muteAll(): Promise<void> {
    return this.call.muteAll();
  }

  /** Keeps newcomers out, or no longer. @throws CallError */
  lock(on: boolean): Promise<void> {
    return this.call.lock(on);
  }

  /** Makes newcomers wait in the lobby; turning it off admits those who wait. @throws CallError */
  setLobby(on: boolean): Promise<void> {
    return this.call.setLobby(on);
  }

  /** Spotlights a participant for all participants; `null` ends it. @throws CallError */
  spotlight(participantId: string | null): Promise<void> {
    return this.call.spotlight(participantId);
  }

  /** Changes a participant's role. @throws CallError */
  setRole(participantId: string, role: Role): Promise<void> {
    return this.call.setRole(participantId, role);
  }

  /** Ends the call for all participants. @throws CallError */
  endForAll(): Promise<void> {
    return this.call.endForAll();
  }

  /** Checks devices, servers and network, before a call or during it, and tells each step as it ends. */
  checkConnection(...options: Parameters<CallController['checkConnection']>): Promise<ConnectionCheck> {
    return this.call.checkConnection(...options);
  }

  /** State, quality and statistics, as plain data that a person can send: no names, ids or addresses unless asked for. */
  getReport(...options: Parameters<CallController['getReport']>): ReturnType<CallController['getReport']> {
    return this.call.getReport(...options);
  }
}
