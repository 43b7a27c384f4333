import { ALL_OFF, ROLES, type RequestName, type Role, type SourceFlags } from '../../protocol/protocol.js';

/** What can be asked of a room on behalf of everybody in it: the requests `moderate:…`. */
export type ModerationAction =
  Extract<RequestName, `moderate:${string}`> extends `moderate:${infer Action}` ? Action : never;

const ANYBODY = ROLES;
const BELOW_HOST = ['cohost', 'guest', 'viewer'] as const;
const BELOW_COHOST = ['guest', 'viewer'] as const;
/** For what is done to the room, and to nobody in it. */
const NOBODY = [] as const;

/**
 * Which role may do what, and to whom. What is not named here is refused. To be let in or shown is no harm, so these are done
 * to anybody; the rest is never done to somebody of a higher role.
 */
export const MODERATION_TABLE: Readonly<Record<ModerationAction, Readonly<Partial<Record<Role, readonly Role[]>>>>> = {
  admit: { host: ANYBODY, cohost: ANYBODY },
  deny: { host: ANYBODY, cohost: BELOW_HOST },
  remove: { host: ANYBODY, cohost: BELOW_COHOST },
  mute: { host: ANYBODY, cohost: BELOW_HOST },
  lock: { host: NOBODY, cohost: NOBODY },
  lobby: { host: NOBODY, cohost: NOBODY },
  spotlight: { host: ANYBODY, cohost: ANYBODY },
  role: { host: ANYBODY },
  end: { host: NOBODY },
};

/** Whether a role may do something at all; with a `target`, whether to somebody of that role. */
export function mayModerate(action: ModerationAction, role: Role, target?: Role): boolean {
  const targets = MODERATION_TABLE[action][role];
  return targets !== undefined && (target === undefined || targets.includes(target));
}

/** Whether somebody passes locks and lobbies, and is told who waits: whoever may let others in. */
export function isModerator(role: Role): boolean {
  return mayModerate('admit', role);
}

/** What somebody of a role may send: a viewer watches and listens. */
export function sourcesFor(role: Role, sources: SourceFlags): SourceFlags {
  return role === 'viewer' ? ALL_OFF : sources;
}
