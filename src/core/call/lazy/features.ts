import { Lazy } from '../../base/lazy.js';
import { createLobby } from '../../features/lobby.js';
import { createModeration } from '../../features/moderation.js';
import { SessionFeatures, type EarlyFeature } from '../../features/session-features.js';
import type { FEATURES } from './lazy-features.js';
import type { MovingContext } from '../moving/moving-context.js';

/** The code that a call needs only once it has joined. */
export const lazyParts = /* @__PURE__ */ new Lazy(() => import('./lazy-parts.js'));

/** What protects people and what is tiny is there from the beginning. */
const EARLY: readonly EarlyFeature[] = [
  { messages: ['lobby:knocked', 'lobby:gone'], create: createLobby },
  { messages: ['moderate:applied'], create: createModeration },
];

/** What a session does beside seat and media. */
export function createFeatures(context: MovingContext): SessionFeatures<typeof FEATURES> {
  return new SessionFeatures(EARLY, async () => (await lazyParts.load()).createTable(context), context);
}
