import type { Cluster } from './cluster.js';
import type { Settings } from '../settings/settings.js';

/**
 * Joins the processes that share a Redis. What that takes is loaded here and now, so that a process alone has none of it.
 * @throws SettingsError when Redis cannot be reached.
 */
export async function joinCluster(redisUrl: string, settings: Pick<Settings, 'graceMs'>): Promise<Cluster> {
  const { openCluster } = await import('./cluster.js');
  return await openCluster(redisUrl, settings);
}
