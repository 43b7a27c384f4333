import type { Cluster } from './cluster/cluster.js';
import type { Settings } from './settings.js';

/**
 * Joins the processes that share a Redis. What that takes is loaded here and now, so that a process alone has none of it.
 * @throws SettingsError when Redis cannot be reached.
 */
export async function joinCluster(redisUrl: string, settings: Pick<Settings, 'graceMs'>): Promise<Cluster> {
  const { openCluster } = await import('./cluster/cluster.js');
  return await openCluster(redisUrl, settings);
}
