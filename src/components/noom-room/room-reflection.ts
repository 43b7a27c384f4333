import { isGiving, type CallSnapshot } from '../../core/index.js';

/** Shows a snapshot on the tag, for CSS and for whoever looks: attributes, and custom states. */
export function reflect(room: HTMLElement, states: CustomStateSet, snapshot: CallSnapshot): void {
  const { state, locked, topology, quality, self } = snapshot;
  setAttribute(room, 'state', state);
  setAttribute(room, 'participant-count', String(countParticipants(snapshot)));
  setAttribute(room, 'locked', locked ? '' : null);
  setAttribute(room, 'active-topology', topology);
  setAttribute(room, 'quality', quality);
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

function setAttribute(room: HTMLElement, name: string, value: string | null): void {
  if (room.getAttribute(name) === value) return;
  if (value === null) room.removeAttribute(name);
  else room.setAttribute(name, value);
}
