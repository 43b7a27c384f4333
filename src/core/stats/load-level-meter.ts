import type { Clock } from '../base/clock.js';
import type { LevelMeter } from './level-meter.js';

/** A new meter of loudness, whose code comes with the first one: nobody is measured before the first picture. */
export async function loadLevelMeter(clock?: Clock): Promise<LevelMeter> {
  const { LevelMeter } = await import('./level-meter.js');
  return new LevelMeter(clock);
}
