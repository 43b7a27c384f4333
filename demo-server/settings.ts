import { LOG_LEVELS, type LogLevel } from './log.js';
import { isLoopback } from './addresses.js';
import {
  httpsSetting,
  iceUrls,
  listOf,
  onOrOff,
  oneOf,
  origin,
  text,
  unsupported,
  wholeNumber,
  type HttpsSetting,
  type Reader,
} from './setting-readers.js';

/** Everything the server goes by. A value is checked where it is read; what hangs together, by `checkSettings`. */
export interface Settings {
  port: number;
  host: string;
  /** Page origins allowed to connect; `null` for the server's own and, on loopback, any localhost port. */
  origins: readonly string[] | null;
  /** The HS256 key of tokens; `null` is the open demo mode. */
  secret: string | null;
  iceUrls: readonly string[];
  turnSecret: string | null;
  turnTtlS: number;
  graceMs: number;
  maxParticipants: number;
  /** People in one room's lobby. */
  maxWaiting: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
  maxRooms: number;
  /** `lan` allows the open mode beyond loopback. */
  open: 'lan' | null;
  trustProxyHops: number;
  joinsPerMinute: number;
  socketsPerMinute: number;
  requestsPerSecond: number;
  chatsPerMinute: number;
  stateDir: string;
  redisUrl: null;
  https: HttpsSetting | null;
  log: LogLevel;
}

/** One setting as the environment has it. */
interface SettingEntry<Value> {
  variable: string;
  help: string;
  default: Value;
  read: Reader<Value>;
}

/** HMAC-SHA-256 wants a key as long as its output (RFC 7518, section 3.2). */
const MIN_SECRET_BYTES = 32;

/** Every setting, in the order `--help` prints them. */
const SETTINGS: { readonly [Key in keyof Settings]: SettingEntry<Settings[Key]> } = {
  port: {
    variable: 'PORT',
    help: 'port to listen on; 0 picks a free one',
    default: 3000,
    read: wholeNumber(0, 65_535),
  },
  host: { variable: 'HOST', help: 'address to listen on', default: '127.0.0.1', read: text },
  origins: {
    variable: 'NOOM_ORIGINS',
    help: "page origins allowed to connect, comma list; default: the server's own and, on loopback, any localhost port",
    default: null,
    read: listOf(origin),
  },
  secret: {
    variable: 'NOOM_SECRET',
    help: `HS256 key of at least ${String(MIN_SECRET_BYTES)} bytes; with it, tokens are required; without it, anybody may join`,
    default: null,
    read: text,
  },
  iceUrls: {
    variable: 'NOOM_ICE_URLS',
    help: 'STUN and TURN URLs, comma list, or "none"; default: public STUN servers',
    default: ['stun:stun.l.google.com:19302', 'stun:stun.cloudflare.com:3478'],
    read: iceUrls,
  },
  turnSecret: {
    variable: 'NOOM_TURN_SECRET',
    help: "secret shared with the TURN server (coturn's use-auth-secret) for time-limited credentials",
    default: null,
    read: text,
  },
  turnTtlS: {
    variable: 'NOOM_TURN_TTL_S',
    help: 'how long TURN credentials are good for, in seconds',
    default: 600,
    read: wholeNumber(60, 86_400),
  },
  graceMs: {
    variable: 'NOOM_GRACE_MS',
    help: 'how long the seat of a dropped connection is kept, in milliseconds',
    default: 30_000,
    read: wholeNumber(0, 600_000),
  },
  maxParticipants: {
    variable: 'NOOM_MAX_PARTICIPANTS',
    help: 'participants in one room',
    default: 12,
    read: wholeNumber(1, 256),
  },
  maxWaiting: {
    variable: 'NOOM_MAX_WAITING',
    help: "people in one room's lobby",
    default: 50,
    read: wholeNumber(1, 1000),
  },
  lobby: {
    variable: 'NOOM_LOBBY',
    help: '"on": rooms begin with a lobby, where guests wait until a host lets them in; a token can say otherwise',
    default: false,
    read: onOrOff,
  },
  maxRooms: {
    variable: 'NOOM_MAX_ROOMS',
    help: 'rooms at one time',
    default: 10_000,
    read: wholeNumber(1, 1_000_000),
  },
  open: {
    variable: 'NOOM_OPEN',
    help: '"lan" allows the open demo mode on a HOST that other machines can reach',
    default: null,
    read: oneOf(['lan']),
  },
  trustProxyHops: {
    variable: 'NOOM_TRUST_PROXY',
    help: 'reverse proxies in front, whose X-Forwarded-For is believed',
    default: 0,
    read: wholeNumber(0, 16),
  },
  joinsPerMinute: {
    variable: 'NOOM_LIMIT_JOINS_PER_MINUTE',
    help: 'new joins from one address, a minute; taking a seat back is not counted',
    default: 300,
    read: wholeNumber(1, 1_000_000),
  },
  socketsPerMinute: {
    variable: 'NOOM_LIMIT_SOCKETS_PER_MINUTE',
    help: 'new connections from one address, a minute',
    default: 600,
    read: wholeNumber(1, 1_000_000),
  },
  requestsPerSecond: {
    variable: 'NOOM_LIMIT_REQUESTS_PER_SECOND',
    help: 'requests of one connection, a second (ten times that in a burst)',
    default: 50,
    read: wholeNumber(1, 1_000_000),
  },
  chatsPerMinute: {
    variable: 'NOOM_LIMIT_CHATS_PER_MINUTE',
    help: 'chat messages of one connection, a minute',
    default: 120,
    read: wholeNumber(1, 1_000_000),
  },
  stateDir: {
    variable: 'NOOM_STATE_DIR',
    help: 'folder for the key of seats and the self-signed certificate',
    default: '.noom',
    read: text,
  },
  redisUrl: {
    variable: 'NOOM_REDIS_URL',
    help: 'kept for running many processes; not supported yet',
    default: null,
    read: unsupported('many processes are not supported yet: leave it empty and run one process'),
  },
  https: {
    variable: 'NOOM_HTTPS',
    help: '"self-signed", or the paths of certificate and key as "cert.pem,key.pem"; without it, plain HTTP',
    default: null,
    read: httpsSetting,
  },
  log: { variable: 'NOOM_LOG', help: LOG_LEVELS.join(' | '), default: 'info', read: oneOf(LOG_LEVELS) },
};

/** One or more settings that the server cannot start with; each problem names its variable and says what to do. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * The given settings with the defaults for the rest.
 * @throws SettingsError when they do not hang together.
 */
export function completeSettings(given: Partial<Settings> = {}): Settings {
  const settings = withDefaults(given);
  const problems = checkSettings(settings);
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws SettingsError that tells everything that is wrong at once.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = misspelled(environment);
  const given: Record<string, unknown> = {};
  for (const [key, { variable, read }] of Object.entries(SETTINGS)) {
    const value = environment[variable]?.trim() ?? '';
    if (value === '') continue;
    const result = read(value);
    if (result.ok) given[key] = result.value;
    else problems.push(`${variable}: ${result.problem}.`);
  }
  const settings = withDefaults(given);
  problems.push(...checkSettings(settings));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function withDefaults(given: Partial<Settings>): Settings {
  const entries = Object.entries(SETTINGS).map(([key, entry]) => [key, given[key as keyof Settings] ?? entry.default]);
  return Object.fromEntries(entries) as Settings;
}

/** What `--help` prints. */
export function helpText(): string {
  const entries = Object.values(SETTINGS).map(({ variable, help, default: fallback }) => {
    const isPlain = typeof fallback === 'number' || typeof fallback === 'string';
    const shown = isPlain ? ` (${String(fallback)})` : fallback === false ? ' (off)' : '';
    return `  ${variable.padEnd(31)}${help}${shown}`;
  });
  return [
    'Usage: noom-server [--help]',
    '',
    'Serves the signaling of Noom Elements, the kit and the demo pages on one port.',
    'Settings are environment variables; the default is in parentheses:',
    '',
    ...entries,
    '',
  ].join('\n');
}

/** What is wrong with settings that are right one by one. */
function checkSettings({ host, secret: key, open, iceUrls: urls, turnSecret }: Settings): string[] {
  const problems: string[] = [];
  const secretBytes = Buffer.byteLength(key ?? '');
  if (key !== null && secretBytes < MIN_SECRET_BYTES) {
    problems.push(
      `NOOM_SECRET: it has ${String(secretBytes)} bytes and must have at least ${String(MIN_SECRET_BYTES)}. ` +
        'Make one with: openssl rand -base64 48',
    );
  }
  if (!isLoopback(host) && key === null && open !== 'lan') {
    problems.push(
      `HOST: ${host} can be reached from other machines, and without NOOM_SECRET anybody there may join any room. ` +
        'Set NOOM_SECRET to require tokens, or NOOM_OPEN=lan to allow it on a network you trust.',
    );
  }
  if (turnSecret === null && urls.some((url) => /^turns?:/i.test(url))) {
    problems.push('NOOM_ICE_URLS: it names a TURN server. Set NOOM_TURN_SECRET to the secret shared with it.');
  }
  return problems;
}

/** A misspelled setting would be silently without effect, which is the worst way to find out. */
function misspelled(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set(Object.values(SETTINGS).map(({ variable }) => variable));
  const unknown = Object.keys(environment).filter((name) => name.startsWith('NOOM_LIMIT_') && !known.has(name));
  return unknown.map((name) => `${name}: there is no such limit; see noom-server --help.`);
}
