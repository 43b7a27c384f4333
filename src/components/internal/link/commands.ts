import {
  NoomEvent,
  toCallError,
  type CallError,
  type DeviceKind,
  type ParticipantSources,
  type PictureSource,
  type Role,
  type SharedFile,
} from '../../../core/index.js';
import type { Layout, Panel, RoomHost } from './room-context.js';

/** The fields of each wish, by event type. */
export interface WishFields {
  'noom-join-request': { room: string; displayName: string };
  'noom-leave-request': Record<never, never>;
  'noom-microphone-request': { on: boolean };
  'noom-camera-request': { on: boolean };
  'noom-screen-request': { on: boolean };
  'noom-flip-request': Record<never, never>;
  'noom-hand-request': { on: boolean };
  'noom-reaction-request': { emoji: string };
  'noom-device-request': { kind: DeviceKind; deviceId: string };
  'noom-message-request': { text: string; to: string | null; replyTo: string | null };
  'noom-message-retry-request': { id: string };
  'noom-message-delete-request': { id: string };
  'noom-file-request': { file: File; to: string | null };
  'noom-file-answer-request': { file: SharedFile; answer: FileAnswer };
  'noom-pin-request': { id: string | null; source?: PictureSource };
  'noom-layout-request': { layout: Layout };
  'noom-panel-request': { panel: Panel | null };
  'noom-fullscreen-request': { on: boolean };
  'noom-pip-request': { on: boolean };
  'noom-shortcuts-request': Record<never, never>;
  'noom-volume-request': { id: string; volume: number };
  'noom-moderation-request': Moderation;
}

/** What can be done about a file that is offered or under way. */
export type FileAnswer = 'accept' | 'decline' | 'cancel';

/** What a moderator does: to a participant, or to all. */
export type Moderation =
  | { action: 'admit' | 'deny' | 'remove' | 'muteParticipant' | 'askToUnmute'; id: string }
  | { action: 'spotlight'; id: string | null }
  | { action: 'muteAll' | 'endForAll'; id: null }
  | { action: 'lock' | 'setLobby'; id: null; on: boolean }
  | { action: 'setRole'; id: string; role: Role };

/** A wish: the type and the fields of its request event. */
export type Wish = { [Type in keyof WishFields]: { type: Type } & WishFields[Type] }[keyof WishFields];

/** A wish of the page's own: the type and the fields of its event. */
export type OwnWish = Readonly<Record<string, unknown>> & { readonly type: `${string}-request` };

/** How a page carries out a wish of its own. */
export type CarryOut = (room: RoomHost) => unknown;

/** How each wish is carried out if no listener prevents it. */
const CARRY_OUT: {
  [Type in keyof WishFields]: (room: RoomHost, fields: WishFields[Type]) => Promise<void> | void;
} = {
  'noom-join-request': (host, { room, displayName }) => {
    host.room = room;
    host.displayName = displayName;
    return host.join();
  },
  'noom-leave-request': (host) => host.confirmLeave(),
  'noom-microphone-request': ({ call }, { on }) => call.setMicrophone(on),
  'noom-camera-request': ({ call }, { on }) => call.setCamera(on),
  'noom-screen-request': ({ call }, { on }) => call.shareScreen(on),
  'noom-flip-request': ({ call }) => call.flipCamera(),
  'noom-hand-request': ({ call }, { on }) => call.raiseHand(on),
  'noom-reaction-request': ({ call }, { emoji }) => call.react(emoji),
  'noom-device-request': ({ call }, { kind, deviceId }) => call.selectDevice(kind, deviceId),
  'noom-message-request': ({ call }, { text, ...options }) => call.sendMessage(text, options),
  'noom-message-retry-request': ({ call }, { id }) => call.retryMessage(id),
  'noom-message-delete-request': ({ call }, { id }) => call.deleteMessage(id),
  'noom-file-request': ({ call }, { file, to }) => call.sendFile(file, { to }),
  'noom-file-answer-request': (_, { file, answer }) => file[answer](),
  'noom-pin-request': ({ call }, { id }) => call.pin(id),
  'noom-layout-request': (host, { layout }) => {
    host.layout = layout;
  },
  'noom-panel-request': (host, { panel }) => {
    host.showPanel(panel);
  },
  'noom-fullscreen-request': (host) => host.toggleFullscreen(),
  'noom-pip-request': (host, { on }) => host.setPip(on),
  'noom-shortcuts-request': (host) => {
    if (host.shortcuts) host.dialog = 'shortcuts';
  },
  'noom-volume-request': ({ call }, { id, volume }) => call.setVolume(id, volume),
  // Each method takes what comes with its name; the compiler cannot tie the two together across a union.
  'noom-moderation-request': ({ call }, { action, id, on, role }: Moderation & { on?: boolean; role?: Role }) =>
    (call[action] as (value: unknown, role?: Role) => Promise<void>)(on ?? id, role),
};

/** The types of all wishes. */
export const WISH_TYPES: readonly string[] = Object.keys(CARRY_OUT);

/** The commands of `<button command>` and of shortcuts, each with the wish that it means now. */
const COMMANDS = {
  '--join': ({ room, displayName }) => ({ type: 'noom-join-request', room, displayName }),
  '--leave': () => ({ type: 'noom-leave-request' }),
  '--toggle-microphone': (host) => ({ type: 'noom-microphone-request', on: !isOn(host, 'microphone') }),
  '--toggle-camera': (host) => ({ type: 'noom-camera-request', on: !isOn(host, 'camera') }),
  '--toggle-screen': (host) => ({ type: 'noom-screen-request', on: !isOn(host, 'screen') }),
  '--toggle-hand': ({ snapshot }) => ({ type: 'noom-hand-request', on: !snapshot.self.hand }),
  '--toggle-chat': (host) => panelWish(host, 'chat'),
  '--toggle-participants': (host) => panelWish(host, 'participants'),
  '--toggle-settings': (host) => panelWish(host, 'settings'),
  '--toggle-fullscreen': (host) => ({ type: 'noom-fullscreen-request', on: !host.matches(':fullscreen') }),
  '--toggle-pip': (host) => ({ type: 'noom-pip-request', on: host.pip === null }),
  '--flip-camera': () => ({ type: 'noom-flip-request' }),
  '--show-shortcuts': () => ({ type: 'noom-shortcuts-request' }),
} satisfies Record<string, (host: RoomHost) => Wish>;

/** A command that a button without script, a shortcut or a tag can give. */
export type Command = keyof typeof COMMANDS;

/** Whether a text from a page's markup is a command. */
export function isCommand(text: string): text is Command {
  return Object.hasOwn(COMMANDS, text);
}

/**
 * Dispatches a wish on `target` and carries it out on the room, unless a listener prevents it. A failure becomes the
 * room's `noom-error`, and is shown by the room, or else by `show`. Resolves to whether it was carried out. It is
 * carried out in the caller's task: browsers allow some things only in that of a press. A wish of the page's own is
 * carried out by `carryOut`.
 */
export async function ask(
  target: HTMLElement,
  room: RoomHost,
  wish: Wish | Command | OwnWish,
  show?: (failure: CallError) => void,
  carryOut?: CarryOut,
): Promise<boolean> {
  room.handlePerson();
  const { type, ...fields } = typeof wish === 'string' ? COMMANDS[wish](room) : wish;
  if (!target.dispatchEvent(new NoomEvent(type, fields, { cancelable: true }))) return false;
  try {
    // Each entry takes the fields of its own wish; the compiler cannot tie the two together across a union.
    await (carryOut ?? (CARRY_OUT[type as keyof WishFields] as (room: RoomHost, fields: object) => unknown))(
      room,
      fields,
    );
    return true;
  } catch (error) {
    const failure = toCallError(error);
    room.report(failure, show === undefined);
    show?.(failure);
    return false;
  }
}

/** To open a panel, or to close it where it is open. */
function panelWish({ panel }: RoomHost, name: Panel): { type: 'noom-panel-request'; panel: Panel | null } {
  return { type: 'noom-panel-request', panel: panel === name ? null : name };
}

/** Whether a local source is on, or being turned on: a second press then means off. */
function isOn({ snapshot }: RoomHost, source: keyof ParticipantSources): boolean {
  const { on, pending } = snapshot.self.sources[source];
  return on || pending;
}
