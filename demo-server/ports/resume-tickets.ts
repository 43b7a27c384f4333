import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ROLES } from '../../src/protocol/protocol.js';
import type { Ticket, TicketDesk } from '../../src/room-server/index.js';
import type { StateDir } from '../state/state-dir.js';

/** How long a participant may come back; never longer than their token. */
const TICKET_TTL_S = 24 * 60 * 60;
const KEY_FILE = 'resume.key';
/** 128 bits in hexadecimal: like a nonce, more than can be tried. */
const ID_CHARACTERS = 32;
/** As long as the output of the HMAC (RFC 2104, section 3). */
export const TICKET_KEY_BYTES = 32;

/**
 * Signs and reads `resume`: the ticket in base64url, a dot, its HMAC-SHA-256. Not a JWT, so that it can never be taken
 * for a token; and signed synchronously, so that nothing can happen between giving a seat and answering.
 */
export class ResumeTickets implements TicketDesk {
  readonly #key: Buffer;
  readonly #now: () => number;

  constructor(key: Buffer, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  /** `latestExp` is the end of the token, in seconds since the epoch. */
  sign(ticket: Omit<Ticket, 'exp'>, latestExp: number = Infinity): string {
    const exp = Math.min(Math.floor(this.#now() / 1000) + TICKET_TTL_S, latestExp);
    const body = Buffer.from(JSON.stringify({ ...ticket, exp })).toString('base64url');
    return `${body}.${hmac(this.#key, body).toString('base64url')}`;
  }

  /** Reads a ticket; `null` for one of another server, of another room, or expired: its bearer is a newcomer. */
  read(resume: string | undefined, room: string): Ticket | null {
    const [body, signature, ...more] = resume?.split('.') ?? [];
    if (body === undefined || signature === undefined || more.length > 0) return null;
    const given = Buffer.from(signature, 'base64url');
    const expected = hmac(this.#key, body);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const ticket = JSON.parse(Buffer.from(body, 'base64url').toString()) as Ticket;
    const isCurrent = ticket.room === room && ticket.exp * 1000 > this.#now();
    // The parsers of the other participants would drop a role of a newer version.
    return isCurrent && ROLES.includes(ticket.role) ? ticket : null;
  }
}

/**
 * The id of the participant whose seat in a room was asked for with a nonce. No key is needed: a nonce of 128 random bits
 * cannot be found by its hash.
 */
export function idOfNonce(room: string, nonce: string): string {
  const hash = createHash('sha256').update(JSON.stringify(['noom seat', room, nonce]));
  return hash.digest('hex').slice(0, ID_CHARACTERS);
}

/** The key derived from the server's secret. */
export function derivedTicketKey(secret: string): Buffer {
  return hmac(Buffer.from(secret), 'noom resume');
}

/** The key of a server without a secret, in a file, so that tickets are valid after a restart. */
export function keptTicketKey(stateDir: StateDir): Buffer {
  const kept = stateDir.read(KEY_FILE);
  // A truncated key could be guessed; with a new one, the holder of an old ticket is a newcomer.
  if (kept?.length === TICKET_KEY_BYTES) return kept;
  const key = randomBytes(TICKET_KEY_BYTES);
  stateDir.write(KEY_FILE, key);
  return key;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
