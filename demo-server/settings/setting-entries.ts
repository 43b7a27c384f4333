import { LOG_LEVELS, type LogLevel } from '../ops/log.js';
import { WIRE_LIMITS } from '../../src/protocol/protocol.js';
import { PEEKS, type Peek } from '../../src/room-server/index.js';
import { METRICS_AUDIENCES, type MetricsAudience } from '../access/metrics-audience.js';
import { MEDIA_SETTINGS, type MediaSettings } from './media-entries.js';
import {
  host,
  httpsSetting,
  iceUrls,
  listOf,
  onOrOff,
  oneOf,
  origin,
  redisUrl,
  text,
  wholeNumber,
  type HttpsSetting,
  type SettingEntry,
} from './setting-readers.js';

/** The settings of the server. Each value is checked where it is read; their combination, by `completeSettings`. */
export interface Settings extends MediaSettings {
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
  /** Participants in one room's lobby. */
  maxWaiting: number;
  /** How much of a room, and of its lobby, one address may fill. */
  addressSharePercent: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
  /** What is told to those who have not joined yet. */
  peek: Peek;
  maxRooms: number;
  /** `lan` allows the open mode where others can reach it. */
  open: 'lan' | null;
  trustProxyHops: number;
  joinsPerMinute: number;
  socketsPerMinute: number;
  requestsPerSecond: number;
  chatsPerMinute: number;
  reactionsPerMinute: number;
  statesPerMinute: number;
  iceRefreshesPerMinute: number;
  peeksPerMinute: number;
  /** Connections an address may have open at one time. */
  socketsPerAddress: number;
  /** How long a connection may stay without a seat. */
  idleSocketS: number;
  stateDir: string;
  /** The Redis that several processes share; `null` for a single process. */
  redisUrl: string | null;
  https: HttpsSetting | null;
  log: LogLevel;
  /** Who gets an answer from `/metrics`. */
  metrics: MetricsAudience;
}

/** Participants in one room, where each page sends to each other one; where a media server passes media on. */
export const MAX_PARTICIPANTS = { mesh: 12, mediaServer: WIRE_LIMITS.participants } as const;

/** HMAC-SHA-256 wants a key as long as its output (RFC 7518, section 3.2). */
export const MIN_SECRET_BYTES = 32;

/** Every setting, in the order `--help` prints them. */
export const SETTINGS: { readonly [Key in keyof Settings]: SettingEntry<Settings[Key]> } = {
  port: {
    variable: 'PORT',
    help: 'port to listen on; 0 picks a free one',
    default: 3000,
    read: wholeNumber(0, 65_535),
  },
  host: { variable: 'HOST', help: 'address to listen on', default: '127.0.0.1', read: host },
  origins: {
    variable: 'NOOM_ORIGINS',
    help: "page origins allowed to connect, comma list; default: the server's own and, on loopback, any localhost port",
    default: null,
    read: listOf(origin),
  },
  secret: {
    variable: 'NOOM_SECRET',
    help: `HS256 key of at least ${String(MIN_SECRET_BYTES)} bytes; with it, tokens are required; without it, anyone may join`,
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
    help: `participants in one room; default with a media server: ${String(MAX_PARTICIPANTS.mediaServer)}`,
    default: MAX_PARTICIPANTS.mesh,
    read: wholeNumber(1, WIRE_LIMITS.participants),
  },
  maxWaiting: {
    variable: 'NOOM_MAX_WAITING',
    help: "people in one room's lobby",
    default: 50,
    read: wholeNumber(1, 1000),
  },
  addressSharePercent: {
    variable: 'NOOM_MAX_ADDRESS_SHARE',
    help: 'percent of the seats of a room, and of the places in its lobby, that one address may have',
    default: 75,
    read: wholeNumber(1, 100),
  },
  lobby: {
    variable: 'NOOM_LOBBY',
    help: '"on": rooms begin with a lobby, where guests wait until a host lets them in; a token can say otherwise',
    default: false,
    read: onOrOff,
  },
  peek: {
    variable: 'NOOM_PEEK',
    help: `what the prejoin is told of those inside, where they may be joined without waiting: ${PEEKS.join(' | ')}`,
    default: 'names',
    read: oneOf(PEEKS),
  },
  maxRooms: {
    variable: 'NOOM_MAX_ROOMS',
    help: 'rooms at one time',
    default: 10_000,
    read: wholeNumber(1, 1_000_000),
  },
  open: {
    variable: 'NOOM_OPEN',
    help: '"lan" allows the open mode (no tokens) where others can reach it: by such a HOST, a proxy or pages of other origins',
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
  reactionsPerMinute: {
    variable: 'NOOM_LIMIT_REACTIONS_PER_MINUTE',
    help: 'reactions of one connection that the server passes on, a minute',
    default: 240,
    read: wholeNumber(1, 1_000_000),
  },
  statesPerMinute: {
    variable: 'NOOM_LIMIT_STATES_PER_MINUTE',
    help: 'changes of state (what is on, a raised hand, a name) of one connection, a minute',
    default: 600,
    read: wholeNumber(1, 1_000_000),
  },
  iceRefreshesPerMinute: {
    variable: 'NOOM_LIMIT_ICE_REFRESHES_PER_MINUTE',
    help: 'fresh TURN credentials asked for by one connection, a minute',
    default: 6,
    read: wholeNumber(1, 1_000_000),
  },
  peeksPerMinute: {
    variable: 'NOOM_LIMIT_PEEKS_PER_MINUTE',
    help: 'questions of one connection who is in a room, before it joins, a minute',
    default: 20,
    read: wholeNumber(1, 1_000_000),
  },
  socketsPerAddress: {
    variable: 'NOOM_LIMIT_SOCKETS_PER_ADDRESS',
    help: 'connections open at one time from one address',
    default: 1000,
    read: wholeNumber(1, 1_000_000),
  },
  idleSocketS: {
    variable: 'NOOM_LIMIT_IDLE_SOCKET_S',
    help: 'how long a connection may stay without joining, in seconds',
    default: 300,
    read: wholeNumber(1, 86_400),
  },
  stateDir: {
    variable: 'NOOM_STATE_DIR',
    help: 'folder for the key of seats, what outlives a restart of rooms, and the self-signed certificate',
    default: '.noom',
    read: text,
  },
  redisUrl: {
    variable: 'NOOM_REDIS_URL',
    help: 'Redis that several processes share, redis:// or rediss://; without it, one process',
    default: null,
    read: redisUrl,
  },
  https: {
    variable: 'NOOM_HTTPS',
    help: '"self-signed", or the paths of certificate and key as "cert.pem,key.pem"; without it, plain HTTP',
    default: null,
    read: httpsSetting,
  },
  ...MEDIA_SETTINGS,
  log: { variable: 'NOOM_LOG', help: LOG_LEVELS.join(' | '), default: 'info', read: oneOf(LOG_LEVELS) },
  metrics: {
    variable: 'NOOM_METRICS',
    help: `who may read /metrics: ${METRICS_AUDIENCES.join(' | ')}`,
    default: 'loopback',
    read: oneOf(METRICS_AUDIENCES),
  },
};
