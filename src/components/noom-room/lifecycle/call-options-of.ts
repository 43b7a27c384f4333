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

/** The tag that has the options. */
export type Room = RoomSurface & RoomHost;

/** States in which options apply to the next join. */
const OUTSIDE: readonly CallState[] = ['idle', 'prejoin', 'left', 'failed'];

/** The options that each call got from a tag. */
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
 * Configures the call with the options of the tag, while they still apply. Options that the tag never had stay as the
 * call has them. Only changes are passed on: repeating a wish would undo what the person has switched since.
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

/** Options that a call under way ignores, and what to do instead. */
const IGNORED_IN_CALL = {
  room: 'leave() and join() to change over',
  signalingUrl: 'leave() and join() to change over',
  topology: 'it counts from the next join() on',
  icePolicy: 'it counts from the next join() on',
  iceServers: 'it counts from the next join() on',
  microphone: 'it is the wish to join with; call setMicrophone()',
  camera: 'it is the wish to join with; call setCamera()',
} as const;

/**
 * Passes changes of the tag on to a call under way: name and token apply at once, the others cause a warning on the
 * console.
 */
export function reconfigureCall(room: Room, changed: ReadonlyMap<PropertyKey, unknown>): void {
  const { call, displayName, token } = room;
  if (OUTSIDE.includes(call.snapshot.state)) return;
  if (changed.has('token')) call.configure({ token });
  if (changed.has('displayName') && displayName !== '') call.configure({ displayName });
  for (const name of Object.keys(IGNORED_IN_CALL) as (keyof typeof IGNORED_IN_CALL)[]) {
    if (changed.has(name) && !isAlready(room, name))
      warn(
        `<${room.localName}>`,
        `${name} was changed during the call, which goes on as it was: ${IGNORED_IN_CALL[name]}.`,
      );
  }
}

/** Whether the call has the value of the property already. */
function isAlready(room: Room, name: keyof typeof IGNORED_IN_CALL): boolean {
  const { snapshot } = room;
  if (name === 'room') return [snapshot.room, toldByCall.get(room.call)?.room].includes(room.room);
  if (name === 'microphone' || name === 'camera') return (room[name] === 'on') === snapshot.self.sources[name].on;
  return room[name] === (toldByCall.get(room.call)?.[name] ?? UNSAID[name]);
}

/** The options of a tag without attributes. */
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

/** English texts may be more specific than the dictionary's for the code, so they stay unless the page has its own. */
function describe(room: Room, { code }: CallError): ErrorText | undefined {
  const { language, strings } = room;
  if (language === 'en' && !strings[`error:${code}`] && !strings[`hint:${code}`]) return undefined;
  return {
    message: translate(`error:${code}`, {}, language, strings),
    hint: translate(`hint:${code}`, {}, language, strings),
  };
}
