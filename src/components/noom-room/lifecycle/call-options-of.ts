import type {
  CallController,
  CallError,
  CallOptions,
  CallState,
  DeviceSource,
  ErrorText,
} from '../../../core/index.js';
import { translate } from '../../internal/localization/index.js';
import { warn } from '../../internal/element/warn.js';
import type { RoomSurface } from '../api.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/** The tag whose options they are. */
export type Room = RoomSurface & RoomHost;

/** States in which options still count for the next joining. */
const OUTSIDE: readonly CallState[] = ['idle', 'prejoin', 'left', 'failed'];

/** What each call was told by a tag. */
const toldByCall = new WeakMap<CallController, Partial<Options>>();

interface Options extends Required<
  Pick<CallOptions, 'signalingUrl' | 'room' | 'displayName' | 'topology' | 'icePolicy'>
> {
  token: CallOptions['token'];
  iceServers: CallOptions['iceServers'];
  microphone: boolean | undefined;
  camera: boolean | undefined;
}

/**
 * Tells the call what the tag says, while that still counts. What the tag never said stays as the call has it. Told once: a
 * wish told again would undo what the person switched since.
 */
export function configureCall(room: Room): void {
  const { call } = room;
  if (!OUTSIDE.includes(call.snapshot.state)) return;
  const told = toldByCall.get(call) ?? { ...UNSAID };
  const said = optionsOf(room, told);
  const news = Object.entries(said).filter(([name, value]) => value !== told[name as keyof Options]);
  toldByCall.set(call, said);
  call.configure({ ...Object.fromEntries(news), describeError: (error) => describe(room, error) });
}

/** What a call under way does not heed, and what to do instead. */
const UNHEEDED = {
  room: 'leave() and join() to change over',
  signalingUrl: 'leave() and join() to change over',
  topology: 'it counts from the next join() on',
  icePolicy: 'it counts from the next join() on',
  iceServers: 'it counts from the next join() on',
  microphone: 'it is the wish to join with; call setMicrophone()',
  camera: 'it is the wish to join with; call setCamera()',
} as const;

/** Tells a call under way what changed on the tag: name and token count at once, of the rest the author is told what to do. */
export function reconfigureCall(room: Room, changed: ReadonlyMap<PropertyKey, unknown>): void {
  const { call, displayName, token } = room;
  if (OUTSIDE.includes(call.snapshot.state)) return;
  if (changed.has('token')) call.configure({ token });
  if (changed.has('displayName') && displayName !== '') call.configure({ displayName });
  for (const name of Object.keys(UNHEEDED) as (keyof typeof UNHEEDED)[]) {
    if (changed.has(name) && !isAlready(room, name))
      warn(`<${room.localName}>`, `${name} was changed during the call, which goes on as it was: ${UNHEEDED[name]}.`);
  }
}

/** Whether the call is as the property says. */
function isAlready(room: Room, name: keyof typeof UNHEEDED): boolean {
  const { snapshot } = room;
  if (name === 'room') return [snapshot.room, toldByCall.get(room.call)?.room].includes(room.room);
  if (name === 'microphone' || name === 'camera') return (room[name] === 'on') === snapshot.self.sources[name].on;
  return room[name] === (toldByCall.get(room.call)?.[name] ?? UNSAID[name]);
}

/** What a tag without attributes says. */
const UNSAID: Options = {
  signalingUrl: '',
  room: '',
  displayName: '',
  token: null,
  topology: 'auto',
  icePolicy: 'all',
  iceServers: null,
  microphone: undefined,
  camera: undefined,
};

function optionsOf(room: Room, told: Partial<Options>): Options {
  const { signalingUrl, room: name, displayName, token, topology, icePolicy, iceServers } = room;
  const wish = (source: DeviceSource): boolean | undefined => {
    const isSaid = room[source] === 'off' || room.hasAttribute(source) || told[source] !== undefined;
    return isSaid ? room[source] === 'on' : undefined;
  };
  return {
    signalingUrl,
    room: name,
    displayName,
    token,
    topology,
    icePolicy,
    iceServers: iceServers,
    microphone: wish('microphone'),
    camera: wish('camera'),
  };
}

/** English words may say more than the dictionary has for the code, so they stay unless the page has its own. */
function describe(room: Room, { code }: CallError): ErrorText | undefined {
  const { language, strings } = room;
  if (language === 'en' && !strings[`error:${code}`] && !strings[`hint:${code}`]) return undefined;
  return {
    message: translate(`error:${code}`, {}, language, strings),
    hint: translate(`hint:${code}`, {}, language, strings),
  };
}
