import type { LinkState } from '../model/snapshot.js';

/**
 * The state to report of a link that was reported as `before` and is `now`. A link that was connected once is never reported as
 * connecting for the first time again, and one that failed stays so until it is connected.
 */
export function nextLinkState(before: LinkState, now: LinkState): LinkState {
  if (now !== 'connecting' || before === 'connecting') return now;
  return before === 'connected' ? 'interrupted' : before;
}
