import { ChatFeature } from '../../features/chat.js';
import { createCodecCosts } from '../../features/codec-costs.js';
import { DemandFeature } from '../../features/demand/demand.js';
import type { FeatureContext, FeatureEntry } from '../../features/feature.js';
import { FeatureTable } from '../../features/feature-table.js';
import { FilesFeature } from '../../features/files.js';
import { HealingFeature } from '../../features/healing/healing.js';
import { LocalNameFeature } from '../../features/local-name.js';
import { QualityFeature } from '../../features/quality.js';
import { ReactionsFeature } from '../../features/reactions/reactions.js';
import { createTokenRenewal } from '../../features/token-renewal.js';
import { VoicesFeature } from '../../features/voices.js';
import { Moving } from '../moving/moving.js';
import type { MovingContext } from '../moving/moving-context.js';

/** What a session does beside seat and media once it has joined; `features.ts` has the rest. */
export const FEATURES = {
  chat: {
    channels: ['noom:chat', 'noom:history', 'noom:history-request'],
    messages: ['chat:message', 'chat:deleted'],
    load: (context: FeatureContext) => new ChatFeature(context),
  },
  files: {
    channels: ['noom:file'],
    messages: [],
    load: (context: FeatureContext) => new FilesFeature(context),
  },
  voices: { channels: [], messages: [], load: (context: FeatureContext) => new VoicesFeature(context) },
  reactions: {
    channels: ['noom:reaction'],
    messages: ['react'],
    load: (context: FeatureContext) => new ReactionsFeature(context),
  },
  healing: { channels: [], messages: [], load: (context: FeatureContext) => new HealingFeature(context) },
  codecCosts: { channels: [], messages: [], load: createCodecCosts },
  demand: { channels: ['noom:demand'], messages: [], load: (context: FeatureContext) => new DemandFeature(context) },
  quality: { channels: [], messages: [], load: (context: FeatureContext) => new QualityFeature(context) },
  localName: { channels: [], messages: [], load: (context: FeatureContext) => new LocalNameFeature(context) },
  tokenRenewal: { channels: [], messages: ['token:expiring'], load: createTokenRenewal },
} as const satisfies Record<string, FeatureEntry>;

const MOVED_BY = [
  'media:prepare',
  'media:published',
  'media:commit',
  'media:abort',
  'media:lost',
  'signal:message',
] as const;

/** The table of a session. */
export function createTable(context: MovingContext): FeatureTable<typeof FEATURES> {
  // Made before the others, so that these tell the plane nothing that it does not hear of.
  const moving = new Moving(context);
  const entry: FeatureEntry = { channels: [], messages: MOVED_BY, load: () => moving };
  const table = new FeatureTable({ moving: entry, ...FEATURES }, context);
  // It is told at once where the media of the room is; the others only have to do with what comes.
  table.queue('moving', () => undefined);
  return table;
}
