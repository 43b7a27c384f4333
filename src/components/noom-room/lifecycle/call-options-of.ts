import type {
  CallController,
  CallError,
  CallOptions,
  CallState,
  DeviceSource,
  ErrorText,
  Lazy,
} from '../../../core/index.js';
import { translate } from '../../internal/localization/index.js';
import type { RoomSurface } from '../api.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/** The tag that has the options. */
export type Room = RoomSurface & RoomHost;

/** States in which options apply to the next join. */
const OUTSIDE: readonly CallState[] = ['idle', 'prejoin', 'left', 'failed'];

/** What warns of changes that come too late; loaded once joined. */
interface Warnings {
  warnIgnored(room: Room, changed: ReadonlyMap<PropertyKey, unknown>, told: Partial<Options>): void;
}

/** The options that each call got from a tag. */
const toldByCall = new WeakMap<CallController, Partial<Options>>();

/** What a tag says of its call. */
export interface Options extends Required<
  Pick<CallOptions, 'signalingUrl' | 'room' | 'displayName' | 'topology' | 'icePolicy' | 'dataSaver' | 'encodeOnce'>
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
  const describeError = (error: CallError): ErrorText | undefined => describe(room, error);
  if (!OUTSIDE.includes(call.snapshot.state)) {
    // What fails from now on is told in the language of the tag, also in a call that the page has begun without it.
    call.configure({ describeError });
    return;
  }
  const told = toldByCall.get(call) ?? { ...UNSAID };
  const said = optionsOf(room, told);
  const news = Object.entries(said).filter(([name, value]) => value !== told[name as keyof Options]);
  toldByCall.set(call, said);
  call.configure({ ...Object.fromEntries(news), describeError });
}

/**
 * Passes changes of the tag on to a call under way: name, token, topology and data saver apply at once, the others
 * cause a warning on the console.
 */
export function reconfigureCall(
  room: Room,
  changed: ReadonlyMap<PropertyKey, unknown>,
  roomParts: Pick<Lazy<Warnings>, 'queue'>,
): void {
  const { call, displayName, token, topology, dataSaver } = room;
  if (OUTSIDE.includes(call.snapshot.state)) return;
  if (changed.has('token')) call.configure({ token });
  if (changed.has('dataSaver')) call.configure({ dataSaver });
  if (changed.has('topology')) call.configure({ topology });
  if (changed.has('displayName') && displayName !== '') call.configure({ displayName });
  const told = toldByCall.get(call) ?? UNSAID;
  roomParts.queue(
    (parts) => {
      parts.warnIgnored(room, changed, told);
    },
    { isReason: false },
  );
}

/** The options of a tag without attributes. */
const UNSAID: Options = {
  signalingUrl: '',
  room: '',
  displayName: '',
  token: null,
  topology: 'auto',
  icePolicy: 'all',
  dataSaver: false,
  encodeOnce: false,
  iceServers: null,
  microphone: undefined,
  camera: undefined,
};

function optionsOf(room: Room, told: Partial<Options>): Options {
  const { signalingUrl, room: name, displayName, token, topology, icePolicy, dataSaver, encodeOnce, iceServers } = room;
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
    dataSaver,
    encodeOnce,
    iceServers,
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
