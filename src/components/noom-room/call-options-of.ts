import type { CallController, CallError, CallOptions, CallState, ErrorText } from '../../core/index.js';
import { translate } from '../internal/localization/index.js';
import type { NoomRoom } from './noom-room.element.js';

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
export function configureCall(room: NoomRoom): void {
  const { call } = room;
  if (!OUTSIDE.includes(call.snapshot.state)) return;
  const told = toldByCall.get(call) ?? { ...UNSAID };
  const said = optionsOf(room, told);
  const news = Object.entries(said).filter(([name, value]) => value !== told[name as keyof Options]);
  toldByCall.set(call, said);
  call.configure({ ...Object.fromEntries(news), describeError: (error) => describe(room, error) });
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

function optionsOf(room: NoomRoom, told: Partial<Options>): Options {
  const { signalingUrl, room: name, displayName, token, topology, icePolicy, iceServers } = room;
  const wish = (source: 'microphone' | 'camera'): boolean | undefined => {
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
function describe(room: NoomRoom, { code }: CallError): ErrorText | undefined {
  const { language, strings } = room;
  if (language === 'en' && !strings[`error:${code}`] && !strings[`hint:${code}`]) return undefined;
  return {
    message: translate(`error:${code}`, {}, language, strings),
    hint: translate(`hint:${code}`, {}, language, strings),
  };
}
