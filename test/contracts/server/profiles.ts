import { TEST_SECRET } from '../../harness/server/sign-token.js';

const TOKEN_BRAKE = new URL('../../harness/server/token-brake.mjs', import.meta.url);

/** A set of settings that a part of the contract needs, by their names. */
export const PROFILES = {
  /** The defaults: no tokens, and the limits and times of docs/protocol.md. */
  open: {},
  /** Hundreds join from one address in a minute: each role in each cell of the table of moderation. */
  tokens: { NOOM_SECRET: TEST_SECRET, NOOM_LIMIT_JOINS_PER_MINUTE: '1000' },
  /** With tokens whose check takes as long as a test wants. */
  'held-tokens': { NOOM_SECRET: TEST_SECRET, NODE_OPTIONS: `--import ${TOKEN_BRAKE.href}` },
  /** Every room begins with a lobby. */
  lobby: { NOOM_LOBBY: 'on' },
  /** What the prejoin is told of a room. */
  'peek-count': { NOOM_PEEK: 'count' },
  'peek-off': { NOOM_PEEK: 'off' },
  /** A grace time so short that a test can wait for its end. */
  'short-grace': { NOOM_GRACE_MS: '50' },
  /** Limits so low that a test can exceed them. Each test uses its own address, as if through a proxy. */
  'small-limits': {
    NOOM_OPEN: 'lan',
    NOOM_TRUST_PROXY: '1',
    NOOM_MAX_PARTICIPANTS: '3',
    NOOM_MAX_WAITING: '1',
    NOOM_LIMIT_JOINS_PER_MINUTE: '4',
    NOOM_LIMIT_SOCKETS_PER_MINUTE: '6',
    NOOM_LIMIT_REQUESTS_PER_SECOND: '2',
    NOOM_LIMIT_CHATS_PER_MINUTE: '2',
    NOOM_LIMIT_ICE_REFRESHES_PER_MINUTE: '1',
    NOOM_LIMIT_PEEKS_PER_MINUTE: '2',
  },
  /** Rooms that one address could fill. Each test uses its own address, as if through a proxy. */
  'small-rooms': {
    NOOM_OPEN: 'lan',
    NOOM_TRUST_PROXY: '1',
    NOOM_MAX_PARTICIPANTS: '4',
    NOOM_MAX_WAITING: '4',
    NOOM_LIMIT_STATES_PER_MINUTE: '3',
    NOOM_LIMIT_REACTIONS_PER_MINUTE: '2',
  },
  /** A room that is too large for a mesh. */
  'large-room': { NOOM_MAX_PARTICIPANTS: '40' },
  'one-room': { NOOM_MAX_ROOMS: '1' },
  turn: {
    NOOM_ICE_URLS: 'turn:turn.example:3478?transport=udp,turns:turn.example:5349',
    NOOM_TURN_SECRET: 'shared with the TURN server',
  },
  origins: { NOOM_OPEN: 'lan', NOOM_ORIGINS: 'https://good.example' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** The name of a profile. */
export type Profile = keyof typeof PROFILES;
