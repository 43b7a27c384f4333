import type {
  CallController,
  CallSnapshot,
  CallState,
  DeviceKind,
  Quality,
  Role,
  TokenSource,
  Topology,
} from '../../core/index.js';
import { oneOf, onOrOff } from '../internal/element/attributes.js';
import type { Texts } from '../internal/localization/index.js';
import { NoomElement } from '../internal/element/noom-element.js';
import { property } from '../internal/element/property.js';
import type { Layout } from '../internal/link/room-context.js';
import type { ShortcutKeys } from '../internal/keyboard/shortcuts.js';
import { countParticipants } from './mirror/room-reflection.js';
import { tokenText } from './lifecycle/token-text.js';

/**
 * What a page sets on a room, reads of it, hears from it and has it do.
 *
 * @event noom-state-changed - `state` and `previous`.
 * @event noom-joined - One is in the room, as `participant`.
 * @event noom-left - One is out of it; `reason` says why.
 * @event noom-participant-joined - `participant` is in the room; told of everybody who was there before, too.
 * @event noom-participant-left - `participant` is gone; `reason` says why.
 * @event noom-participant-updated - Something about `participant` changed.
 * @event noom-track-added - A `track` of a `participant` came, for `source`.
 * @event noom-track-removed - It is gone.
 * @event noom-active-speaker-changed - Who speaks: `participant`, or `null`.
 * @event noom-device-changed - Another device is in use: `kind`, `deviceId`, `label`, `reason`.
 * @event noom-devices-changed - Devices came or went.
 * @event noom-message-received - Somebody wrote `message`.
 * @event noom-data-received - `participant` sent `data` on `channel`.
 * @event noom-knocked - `participant` waits to be let in; told to hosts and cohosts.
 * @event noom-admitted - One was let in from the lobby.
 * @event noom-denied - One was not let in.
 * @event noom-muted - Somebody (`by`, a participant) turned one's microphone off.
 * @event noom-hand-changed - `participant` raised or lowered a hand.
 * @event noom-role-changed - `participant` has the role `role`.
 * @event noom-locked-changed - The room is `locked`, or no longer.
 * @event noom-pin-changed - `participant`, or nobody (`null`), is put first.
 * @event noom-playback-blocked - The browser refuses sound until the person touches the page.
 * @event noom-error - Something failed: `error`, a `CallError`.
 * @event noom-room-changed - What linked tags look at, beside the snapshot, changed; does not bubble.
 * @event noom-join-request - A command, a key or the built-in UI asks to join, as `displayName`, the room `room`. Cancelable.
 * @event noom-leave-request - The same asks to leave. Cancelable.
 * @event noom-microphone-request - The microphone is to be `on`, or not. Cancelable.
 * @event noom-camera-request - The camera is to be `on`, or not. Cancelable.
 * @event noom-flip-request - The other camera is to be used. Cancelable.
 * @event noom-hand-request - One's hand is to be up (`on`) or down. Cancelable.
 * @event noom-layout-request - The participants are to be arranged by `layout`. Cancelable.
 * @event noom-panel-request - `panel` is to open beside the stage; `null` closes it. Cancelable.
 * @event noom-moderation-request - `action` (`admit`, `deny`, …) is to be done to the participant `id`. Cancelable.
 * @event noom-fullscreen-request - The room is to fill the screen (`on`), or no longer. Cancelable.
 */
export abstract class RoomSurface extends NoomElement {
  /** The Socket.IO server; the page's own origin by default. */
  @property({ attribute: 'signaling-url' }) signalingUrl = '';
  /** The room's name, 1 to 64 characters. Prejoin asks for it if it is missing. */
  @property() room = '';
  /** One's own name, 1 to 64 characters. Prejoin asks for it if it is missing. */
  @property({ attribute: 'display-name' }) displayName = '';
  /** A JWT, or a function that gives one; other text is not taken. The attribute is read once, then removed. */
  @property({ attribute: false, converter: tokenText }) token: TokenSource | null = null;
  /** Joins as soon as it can, without prejoin. */
  @property({ type: Boolean }) autojoin = false;
  /** Whether to join with the microphone on. What is: `:state(microphone-on)`. */
  @property({ converter: onOrOff }) microphone: 'on' | 'off' = 'on';
  /** Whether to join with the camera on. What is: `:state(camera-on)`. */
  @property({ converter: onOrOff }) camera: 'on' | 'off' = 'on';
  /** How media travels. */
  @property({ converter: oneOf('auto', 'mesh', 'sfu') }) topology: 'auto' | 'mesh' | 'sfu' = 'auto';
  /** `relay` sends everything through a TURN server and tells nobody one's address. */
  @property({ attribute: 'ice-policy', converter: oneOf('all', 'relay') }) icePolicy: 'all' | 'relay' = 'all';
  /** How the participants are arranged. */
  @property({ converter: oneOf('auto', 'grid', 'spotlight', 'filmstrip') }) layout: Layout = 'auto';
  /** Light or dark; `auto` follows the page, else the system. */
  @property({ reflect: true, useDefault: true, converter: oneOf('auto', 'light', 'dark') }) theme:
    'auto' | 'light' | 'dark' = 'auto';
  /** Turns keyboard shortcuts on, while focus is inside the room or a tag linked to it. */
  @property({ type: Boolean }) shortcuts = false;
  /** Keys by what they do, over the default ones; `''` removes one. */
  @property({ attribute: false }) shortcutKeys: ShortcutKeys = {};
  /** Used in place of the ICE servers that the signaling server names. */
  @property({ attribute: false }) iceServers: RTCIceServer[] | null = null;
  /** The page's own words, by key, in place of the built-in ones. */
  @property({ attribute: false }) strings: Partial<Texts> = {};

  /** The headless call. */
  abstract get call(): CallController;
  abstract set call(call: CallController | null);

  /** Everything that lasts about the call: frozen, replaced and never edited. */
  get snapshot(): CallSnapshot {
    return this.call.snapshot;
  }

  /** Where the call is in its life. */
  get state(): CallState {
    return this.snapshot.state;
  }

  /** How many are in the room, oneself included; 0 outside of it. */
  get participantCount(): number {
    return countParticipants(this.snapshot);
  }

  /** Whether the room is locked. */
  get locked(): boolean {
    return this.snapshot.locked;
  }

  /** How media travels now; `null` outside a room. */
  get activeTopology(): Topology | null {
    return this.snapshot.topology;
  }

  /** How well the call goes. */
  get quality(): Quality {
    return this.snapshot.quality;
  }

  /** Leaves: stops every local track and closes every connection, always. */
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

  /** Uses another device from now on. @throws CallError */
  selectDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    return this.call.selectDevice(kind, deviceId);
  }

  /** From the front to the back camera, or to the next one. @throws CallError */
  flipCamera(): Promise<void> {
    return this.call.flipCamera();
  }

  /** Writes to everybody, or to one participant. @throws CallError */
  sendMessage(...message: Parameters<CallController['sendMessage']>): Promise<void> {
    return this.call.sendMessage(...message);
  }

  /** Sends a message that failed again. @throws CallError */
  retryMessage(id: string): Promise<void> {
    return this.call.retryMessage(id);
  }

  /** Sends any text or bytes peer to peer, to everybody or to one participant. @throws CallError */
  sendData(...data: Parameters<CallController['sendData']>): Promise<void> {
    return this.call.sendData(...data);
  }

  /** Raises or lowers one's hand. @throws CallError */
  raiseHand(on: boolean): Promise<void> {
    return this.call.raiseHand(on);
  }

  /** Puts a participant first, for oneself; `null` puts nobody. @throws CallError */
  pin(participantId: string | null): Promise<void> {
    return this.call.pin(participantId);
  }

  /** Lets somebody in who waits in the lobby. @throws CallError */
  admit(participantId: string): Promise<void> {
    return this.call.admit(participantId);
  }

  /** Sends somebody away who waits in the lobby. @throws CallError */
  deny(participantId: string): Promise<void> {
    return this.call.deny(participantId);
  }

  /* eslint-disable @typescript-eslint/no-misused-promises -- Without an id it is the method that every element has, and gives nothing. */
  /** Takes the tag out of the page, as every element does. */
  override remove(): void;
  /** Puts somebody out of the room, for as long as it lives. @throws CallError */
  override remove(participantId: string): Promise<void>;
  override remove(participantId?: string): Promise<void> | void {
    if (participantId === undefined) super.remove();
    else return this.call.remove(participantId);
  }
  /* eslint-enable @typescript-eslint/no-misused-promises */

  /** Turns somebody's microphone off; they may turn it on again. @throws CallError */
  muteParticipant(participantId: string): Promise<void> {
    return this.call.muteParticipant(participantId);
  }

  /** Turns everybody's microphone off but one's own. @throws CallError */
  muteAll(): Promise<void> {
    return this.call.muteAll();
  }

  /** Keeps newcomers out, or no longer. @throws CallError */
  lock(on: boolean): Promise<void> {
    return this.call.lock(on);
  }

  /** Has newcomers wait until they are let in; off lets in who waits. @throws CallError */
  setLobby(on: boolean): Promise<void> {
    return this.call.setLobby(on);
  }

  /** Puts a participant first for everybody; `null` puts nobody. @throws CallError */
  spotlight(participantId: string | null): Promise<void> {
    return this.call.spotlight(participantId);
  }

  /** Gives somebody another role. @throws CallError */
  setRole(participantId: string, role: Role): Promise<void> {
    return this.call.setRole(participantId, role);
  }

  /** Ends the call for everybody. @throws CallError */
  endForAll(): Promise<void> {
    return this.call.endForAll();
  }

  /** The roster and every connection's raw statistics, as plain data. */
  getReport(): ReturnType<CallController['getReport']> {
    return this.call.getReport();
  }
}
