import { SOURCE_KEYS, type Role, type SourceKey } from '../../../src/protocol/protocol.js';
import { sourcesFor } from '../../../src/protocol/roles.js';
import type { Grant } from './livekit-tokens.js';

/** What LiveKit calls each source. */
const NAMES: Readonly<Record<SourceKey, string>> = {
  microphone: 'MICROPHONE',
  camera: 'CAMERA',
  screen: 'SCREEN_SHARE',
  screenAudio: 'SCREEN_SHARE_AUDIO',
};

/** What a participant may do in a room, as LiveKit's requests and answers have it. */
export interface Permission {
  canSubscribe: boolean;
  canPublish: boolean;
  canPublishData: boolean;
  canPublishSources: string[];
}

/** What a role may do: everybody watches, listens and sends data; a viewer sends no media. */
export function permissionOf(role: Role): Permission {
  const allowed = sourcesFor(role, { microphone: true, camera: true, screen: true, screenAudio: true });
  const canPublishSources = SOURCE_KEYS.filter((key) => allowed[key]).map((key) => NAMES[key]);
  // LiveKit takes an empty list for all sources.
  return { canSubscribe: true, canPublish: canPublishSources.length > 0, canPublishData: true, canPublishSources };
}

/** The same, for the token of a participant of that role in one room. */
export function grantOf(room: string, role: Role): Grant {
  const permission = permissionOf(role);
  const canPublishSources = permission.canPublishSources.map((name) => name.toLowerCase());
  return { roomJoin: true, room, ...permission, canPublishSources };
}

/** Whether LiveKit lets a participant do exactly what it should. */
export function isSame(permission: Permission, other: Permission): boolean {
  const [one, two] = [permission, other].map(({ canPublishSources, ...rest }) =>
    JSON.stringify([rest.canSubscribe, rest.canPublish, rest.canPublishData, [...canPublishSources].sort()]),
  );
  return one === two;
}

/** The source of a track, by LiveKit's name; `undefined` for one that this kit does not have. */
export function sourceOf(name: string): SourceKey | undefined {
  return SOURCE_KEYS.find((key) => NAMES[key] === name);
}
