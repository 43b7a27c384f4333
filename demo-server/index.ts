/** The server, for programs that start it or bind its signaling to their own server. */
export { createServer, type NoomServer, type ServerOptions } from './create-server.js';
export type { Cluster } from './cluster/cluster.js';
export { joinCluster } from './cluster/join-cluster.js';
export type { LogFields, Logger } from './ops/log.js';
export { attachSignaling, type Signaling, type SignalingOptions } from './signaling/signaling.js';
export { readSettings, SettingsError, type Settings } from './settings/settings.js';
