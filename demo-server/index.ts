/** The server, for programs that start one or bind its signaling to a server of their own. */
export { createServer, type NoomServer, type ServerOptions } from './create-server.js';
export { attachSignaling, type Signaling } from './signaling.js';
export { readSettings, SettingsError, type Settings } from './settings.js';
