import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ROLES, displayNameSchema } from '../src/core/signaling/protocol.js';
import { boolean, number, object, oneOf, optional, read, string } from '../src/core/wire-shapes.js';
import { Refusal, personalBearer, sharedBearer, type Claims } from '../src/room-server/index.js';

/** What a token is checked by; `now` in milliseconds since the epoch. */
export interface TokenCheck {
  secret: string;
  now: number;
}

const claimsSchema = object({
  room: string,
  name: optional(displayNameSchema),
  role: optional(oneOf(ROLES)),
  lobby: optional(boolean),
  sub: optional(string),
  exp: optional(number),
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
  const payload = await verifySignature(token, secret, now);
  const claims = read(claimsSchema, payload);
  if (!claims) throw new Refusal('unauthorized', `The token's "${findFault(payload)}" is missing or not of its kind.`);
  if (!covers(claims.room, room)) throw new Refusal('unauthorized', 'The token is for another room.');
  const { sub, role = 'guest', ...rest } = claims;
  return { ...rest, role, bearer: sub === undefined ? sharedBearer(digest(token)) : personalBearer(sub) };
}

/** The claim for which a token cannot be read. */
function findFault(payload: JWTPayload): string {
  const fields = Object.entries(claimsSchema.entries);
  return fields.find(([claim, shape]) => read<unknown>(shape, payload[claim]) === null)?.[0] ?? 'room';
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
