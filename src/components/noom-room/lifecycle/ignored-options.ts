import { warn } from '../../internal/element/warn.js';
import type { Options, Room } from './call-options-of.js';

/** Options that a call under way ignores, and what to do instead. */
const IGNORED_IN_CALL = {
  room: 'leave() and join() to change over',
  signalingUrl: 'leave() and join() to change over',
  icePolicy: 'it counts from the next join() on',
  encodeOnce: 'it counts from the next join() on',
  iceServers: 'it counts from the next join() on',
  microphone: 'it is the wish to join with; call setMicrophone()',
  camera: 'it is the wish to join with; call setCamera()',
} as const;

/** Warns of changes of the tag that a call under way ignores; `told` is what the call was told. */
export function warnIgnored(room: Room, changed: ReadonlyMap<PropertyKey, unknown>, told: Partial<Options>): void {
  for (const name of Object.keys(IGNORED_IN_CALL) as (keyof typeof IGNORED_IN_CALL)[]) {
    if (changed.has(name) && !isAlready(room, name, told))
      warn(
        `<${room.localName}>`,
        `${name} was changed during the call, which goes on as it was: ${IGNORED_IN_CALL[name]}.`,
      );
  }
}

/** Whether the call has the value of the property already. */
function isAlready(room: Room, name: keyof typeof IGNORED_IN_CALL, told: Partial<Options>): boolean {
  const { snapshot } = room;
  if (name === 'room') return [snapshot.room, told.room].includes(room.room);
  if (name === 'microphone' || name === 'camera') return (room[name] === 'on') === snapshot.self.sources[name].on;
  return room[name] === told[name];
}
