import { SETTINGS, type Settings } from './setting-entries.js';

/** What is needed to use LiveKit; the address for this server has a default. */
const NEEDED = ['livekitUrl', 'livekitApiKey', 'livekitApiSecret'] as const;

/** How LiveKit is reached and what is signed with, once `checkMediaSettings` has found no problem. */
export interface LiveKitAccess {
  /** For pages: `ws:` or `wss:`. */
  url: string;
  /** For this server: `http:` or `https:`. */
  apiUrl: string;
  apiKey: string;
  apiSecret: string;
}

/** How LiveKit is reached; `null` without a media server. */
export function liveKitAccess(settings: Settings): LiveKitAccess | null {
  const { livekitUrl: url, livekitApiUrl, livekitApiKey: apiKey, livekitApiSecret: apiSecret } = settings;
  if (url === null || apiKey === null || apiSecret === null) return null;
  return { url: toWebSocket(url), apiUrl: toHttp(livekitApiUrl ?? url), apiKey, apiSecret };
}

/** Where pages connect to for large rooms, as sources of a Content-Security-Policy. */
export function mediaSources(settings: Settings): string[] {
  const access = liveKitAccess(settings);
  if (access === null) return [];
  const { host } = new URL(access.url);
  const isSecure = access.url.startsWith('wss:');
  // LiveKit's client asks by HTTP what is wrong when it cannot connect.
  return isSecure ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
}

/**
 * The problems of the settings of the media server, each with its variable and what to do; what was `refused` is not
 * missing.
 */
export function checkMediaSettings(settings: Settings, refused: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const missing = NEEDED.filter((key) => settings[key] === null && !refused.has(key));
  const given = ([...NEEDED, 'livekitApiUrl'] as const).filter((key) => settings[key] !== null);
  const [first] = given;
  if (first !== undefined && missing.length > 0) {
    problems.push(
      `${SETTINGS[first].variable}: a media server needs ${listed(missing)} too. ` +
        "Take the key from LiveKit's settings (keys), or leave all of them empty to run without a media server.",
    );
  }
  if (settings.meshHard < settings.meshMax && !refused.has('meshMax')) {
    problems.push(
      `NOOM_MESH_HARD: ${String(settings.meshHard)} is less than NOOM_MESH_MAX (${String(settings.meshMax)}), ` +
        'though rooms of that size are a mesh already. Raise it, or lower NOOM_MESH_MAX.',
    );
  }
  return problems;
}

function listed(keys: readonly (keyof Settings)[]): string {
  return keys.map((key) => SETTINGS[key].variable).join(' and ');
}

function toWebSocket(url: string): string {
  return url.replace(/^http/, 'ws');
}

function toHttp(url: string): string {
  return url.replace(/^ws/, 'http');
}
