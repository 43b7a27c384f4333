import type { CallController, CallError, CallOptions, CallState, ErrorText } from '../../core/index.js';
import { translate } from '../internal/localization/index.js';
import type { NoomRoom } from './noom-room.element.js';

/** States in which options still count for the next joining. */
const OUTSIDE: readonly CallState[] = ['idle', 'prejoin', 'left', 'failed'];

/** The wishes each call was told: told again, they would undo what the person switched since. */
const toldWishes = new WeakMap<CallController, Partial<Record<'microphone' | 'camera', 'on' | 'off'>>>();

/** Tells the call what the tag says, while that still counts. What the tag does not say stays as the call has it. */
export function configureCall(room: NoomRoom): void {
  if (!OUTSIDE.includes(room.call.snapshot.state)) return;
  const { signalingUrl, displayName, token, topology, icePolicy, iceServers } = room;
  const options: CallOptions = { describeError: (error) => describe(room, error) };
  if (signalingUrl) options.signalingUrl = signalingUrl;
  if (room.room) options.room = room.room;
  if (displayName) options.displayName = displayName;
  if (token) options.token = token;
  if (topology !== 'auto') options.topology = topology;
  if (icePolicy !== 'all') options.icePolicy = icePolicy;
  if (iceServers) options.iceServers = iceServers;
  Object.assign(options, newWishes(room));
  room.call.configure(options);
}

/** With what to join, where the tag says so and has not said it before. */
function newWishes(room: NoomRoom): CallOptions {
  const told = toldWishes.get(room.call) ?? {};
  toldWishes.set(room.call, told);
  const wishes: CallOptions = {};
  for (const source of ['microphone', 'camera'] as const) {
    const isSaid = room[source] === 'off' || room.hasAttribute(source) || told[source];
    if (!isSaid || told[source] === room[source]) continue;
    told[source] = room[source];
    wishes[source] = room[source] === 'on';
  }
  return wishes;
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
