import type { RoomHost } from '../link/room-context.js';

/**
 * What there is to say at the microphone's control beside on and off: the participant speaks while it is off, or holds a
 * key to talk.
 */
export type MicrophoneHint = { readonly type: 'muted' } | { readonly type: 'talking'; readonly key: string };

const hints = new WeakMap<RoomHost, MicrophoneHint>();
/** When a key to talk was last released, by room and the monotonic clock. */
const releases = new WeakMap<RoomHost, number>();
const followers = new Set<(room: RoomHost) => void>();

/** The present hint of a room. */
export function hintOf(room: RoomHost): MicrophoneHint | null {
  return hints.get(room) ?? null;
}

/** Sets or (`null`) takes away the hint of a room. */
export function setHint(room: RoomHost, hint: MicrophoneHint | null): void {
  if (hint === null) hints.delete(room);
  else hints.set(room, hint);
  for (const follow of [...followers]) follow(room);
}

/** Calls back with each room whose hint has changed. Returns a function that undoes it. */
export function followHints(callback: (room: RoomHost) => void): () => void {
  followers.add(callback);
  return () => {
    followers.delete(callback);
  };
}

/** The key to talk was released. */
export function noteRelease(room: RoomHost, now: number): void {
  releases.set(room, now);
}

/** When the key to talk was last released; `-Infinity` before that. */
export function releasedAt(room: RoomHost): number {
  return releases.get(room) ?? -Infinity;
}
