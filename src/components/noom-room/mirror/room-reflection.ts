import { isGiving, type CallSnapshot } from '../../../core/index.js';
import type { ReflectedAttributes } from '../../internal/element/reflected-attributes.js';
import { setState } from '../../internal/element/set-state.js';

/** The reflected attributes. */
export const REFLECTED = ['state', 'participant-count', 'locked', 'active-topology', 'quality'] as const;

/** Reflects a snapshot on the tag, as attributes and custom states. */
export function reflect(attributes: ReflectedAttributes, states: CustomStateSet, snapshot: CallSnapshot): void {
  const { state, locked, topology, quality, self } = snapshot;
  const said: Record<(typeof REFLECTED)[number], string | null> = {
    state,
    'participant-count': String(countParticipants(snapshot)),
    locked: locked ? '' : null,
    'active-topology': topology,
    quality,
  };
  for (const name of REFLECTED) attributes.say(name, said[name]);
  setState(states, 'microphone-on', isGiving(self.sources.microphone));
  setState(states, 'camera-on', isGiving(self.sources.camera));
  setState(states, 'screen-on', isGiving(self.sources.screen));
}

/** The number of participants, including the local one; 0 outside a room. */
export function countParticipants({ room, participants }: CallSnapshot): number {
  return room === null ? 0 : participants.length;
}
