import type { Cluster } from './cluster.js';
import type { Settings } from '../settings/settings.js';

/**
 * Joins the processes that share a Redis. The code for it is lazy, so that a single process loads none of it.
 * @throws SettingsError when Redis cannot be reached.
 */
export async function joinCluster(redisUrl: string, settings: Pick<Settings, 'graceMs'>): Promise<Cluster> {
  const { openCluster } = await import('./cluster.js');
  return await openCluster(redisUrl, settings);
}
