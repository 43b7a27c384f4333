import type { MediaEngine } from '../../src/room-server/index.js';
import type { Metrics } from '../ops/metrics.js';
import { liveKitAccess } from '../settings/media-settings.js';
import type { Settings } from '../settings/settings.js';
import { LiveKitEngine, type LiveKitEngineOptions } from './livekit/livekit-engine.js';

/** The media server that the settings name; `null` without one. */
export function createEngine(
  settings: Settings,
  parts: Pick<LiveKitEngineOptions, 'clock' | 'logger' | 'tally'>,
): LiveKitEngine | null {
  const access = liveKitAccess(settings);
  return access && new LiveKitEngine({ ...access, ownIce: settings.livekitIce === 'own', ...parts });
}

/** Shows in the metrics whether the media server works, and how many rooms use it. */
export function watchEngine(
  metrics: Metrics,
  engine: MediaEngine,
  countRooms: () => Readonly<Record<string, number>>,
): void {
  metrics.watch('noom_media_engine_up', 'Whether the media server works.', () => Number(engine.isUp));
  metrics.watchEach('noom_media_rooms', 'Open rooms, by how their media travels.', 'plane', countRooms);
}
