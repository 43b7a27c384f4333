import { Lazy } from '../base/lazy.js';
import type { FeatureContext, FeatureEntry } from '../features/feature.js';
import { createLobby } from '../features/lobby.js';
import { createModeration } from '../features/moderation.js';

/** The code that a call needs only once it has joined. */
export const lazyParts = /* @__PURE__ */ new Lazy(() => import('./lazy-parts.js'));

/** What a session does beside seat and media. What protects people and what is tiny is not lazy. */
export const FEATURES = {
  chat: {
    channels: ['noom:chat', 'noom:history', 'noom:history-request'],
    messages: ['chat:message', 'chat:deleted'],
    load: async (context: FeatureContext) => new (await lazyParts.load()).ChatFeature(context),
  },
  files: {
    channels: ['noom:file'],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).FilesFeature(context),
  },
  voices: {
    channels: [],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).VoicesFeature(context),
  },
  reactions: {
    channels: ['noom:reaction'],
    messages: ['react'],
    load: async (context: FeatureContext) => new (await lazyParts.load()).ReactionsFeature(context),
  },
  lobby: { channels: [], messages: ['lobby:knocked', 'lobby:gone'], load: createLobby },
  moderation: { channels: [], messages: ['moderate:applied'], load: createModeration },
  healing: {
    channels: [],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).HealingFeature(context),
  },
  codecCosts: {
    channels: [],
    messages: [],
    load: async () => (await lazyParts.load()).createCodecCosts(),
  },
  demand: {
    channels: ['noom:demand'],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).DemandFeature(context),
  },
  quality: {
    channels: [],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).QualityFeature(context),
  },
  localName: {
    channels: [],
    messages: [],
    load: async (context: FeatureContext) => new (await lazyParts.load()).LocalNameFeature(context),
  },
  tokenRenewal: {
    channels: [],
    messages: ['token:expiring'],
    load: async (context: FeatureContext) => (await lazyParts.load()).createTokenRenewal(context),
  },
} as const satisfies Record<string, FeatureEntry>;
