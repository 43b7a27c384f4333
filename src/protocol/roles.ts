import { ALL_OFF, ROLES, type RequestName, type Role, type SourceFlags } from './protocol.js';

/** The actions that moderators may ask for: the requests `moderate:…`. */
export type ModerationAction =
  Extract<RequestName, `moderate:${string}`> extends `moderate:${infer Action}` ? Action : never;

const ANY_ROLE = ROLES;
/** Those who may turn a microphone on. */
const SENDING = ['host', 'cohost', 'guest'] as const;
const BELOW_HOST = ['cohost', 'guest', 'viewer'] as const;
const BELOW_COHOST = ['guest', 'viewer'] as const;
/** For what is done to the room and to no participant in it. */
const NO_TARGET = [] as const;

/**
 * Which role may do what, and to whom. What is not named here is refused. To be let in, shown or asked does no harm, so these
 * may be done to any role; the rest is never done to a participant of a higher role.
 */
export const MODERATION_TABLE: Readonly<Record<ModerationAction, Readonly<Partial<Record<Role, readonly Role[]>>>>> = {
  admit: { host: ANY_ROLE, cohost: ANY_ROLE },
  deny: { host: ANY_ROLE, cohost: BELOW_HOST },
  remove: { host: ANY_ROLE, cohost: BELOW_COHOST },
  mute: { host: ANY_ROLE, cohost: BELOW_HOST },
  ask: { host: SENDING, cohost: SENDING },
  lock: { host: NO_TARGET, cohost: NO_TARGET },
  lobby: { host: NO_TARGET, cohost: NO_TARGET },
  spotlight: { host: ANY_ROLE, cohost: ANY_ROLE },
  role: { host: ANY_ROLE },
  topology: { host: NO_TARGET },
  end: { host: NO_TARGET },
};

/** Whether a role may do something at all; with a `target`, whether to a participant of that role. */
export function mayModerate(action: ModerationAction, role: Role, target?: Role): boolean {
  const targets = MODERATION_TABLE[action][role];
  return targets !== undefined && (target === undefined || targets.includes(target));
}

/** Whether a role passes locks and lobbies, and is told who waits: a role that may let others in. */
export function isModerator(role: Role): boolean {
  return mayModerate('admit', role);
}

/** What a participant of a role may send: a viewer only watches and listens. */
export function sourcesFor(role: Role, sources: SourceFlags): SourceFlags {
  return role === 'viewer' ? ALL_OFF : sources;
}
