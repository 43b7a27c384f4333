import { isGiving, type CallSnapshot } from '../../../core/index.js';
import type { OwnAttributes } from '../../internal/element/own-attributes.js';

/** The attributes that say what is. */
export const REFLECTED = ['state', 'participant-count', 'locked', 'active-topology', 'quality'] as const;

/** Shows a snapshot on the tag, for CSS and for whoever looks: attributes, and custom states. */
export function reflect(attributes: OwnAttributes, states: CustomStateSet, snapshot: CallSnapshot): void {
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
}

/** How many are in the room, oneself included; 0 outside of it. */
export function countParticipants({ room, participants }: CallSnapshot): number {
  return room === null ? 0 : participants.length;
}

/** Adds or removes a custom state. */
export function setState(states: CustomStateSet, name: string, isSet: boolean): void {
  if (isSet) states.add(name);
  else states.delete(name);
}
