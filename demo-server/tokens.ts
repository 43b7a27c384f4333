import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { ROLES, displayNameSchema, type Role } from '../src/core/signaling/protocol.js';
import { Refusal } from './refusal.js';

/** What a token says of whoever brings it. */
export interface Claims {
  /** Replaces the name they gave; whoever issued the token vouches for it. */
  name?: string | undefined;
  role: Role;
  /** Whether a room that begins with them has a lobby. */
  lobby?: boolean | undefined;
  /** Whom the token is for (its `sub`), or, where it does not say, which one it is. */
  bearer: string;
  /** Seconds since the epoch. */
  exp?: number | undefined;
}

/** What a token is checked by; `now` in milliseconds since the epoch. */
export interface TokenCheck {
  secret: string;
  now: number;
}

const PERSONAL = 'sub:';

const claimsSchema = v.object({
  room: v.string(),
  name: v.optional(displayNameSchema),
  role: v.optional(v.picklist(ROLES), 'guest'),
  lobby: v.optional(v.boolean()),
  sub: v.optional(v.string()),
  exp: v.optional(v.number()),
});

/**
 * Checks a token (JWT, HS256) for a room.
 * @throws Refusal `unauthorized` when there is none, or it is not signed with the secret, or for another room;
 * `token-expired`.
 */
export async function verifyToken(
  token: string | undefined,
  room: string,
  { secret, now }: TokenCheck,
): Promise<Claims> {
  if (token === undefined) throw new Refusal('unauthorized', 'This server lets in with a token only.');
  const claims = v.safeParse(claimsSchema, await verifySignature(token, secret, now));
  if (!claims.success) {
    const claim = v.getDotPath(claims.issues[0]) ?? 'room';
    throw new Refusal('unauthorized', `The token's "${claim}" is missing or not of its kind.`);
  }
  if (!covers(claims.output.room, room)) throw new Refusal('unauthorized', 'The token is for another room.');
  const { sub, ...rest } = claims.output;
  return { ...rest, bearer: sub === undefined ? `token:${digest(token)}` : PERSONAL + sub };
}

/** Whether a bearer is one person; many may have been given the same token, where it does not say whose it is. */
export function isPersonal(bearer: string): boolean {
  return bearer.startsWith(PERSONAL);
}

async function verifySignature(token: string, secret: string, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal('token-expired', 'The token has expired.');
    throw new Refusal('unauthorized', 'The token is not valid here.');
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether a token's `room`, which may end in `*`, names that room. */
function covers(pattern: string, room: string): boolean {
  const normalized = pattern.normalize('NFC').trim();
  return normalized.endsWith('*') ? room.startsWith(normalized.slice(0, -1)) : room === normalized;
}
