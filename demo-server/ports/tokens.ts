import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ROLES, WIRE_LIMITS, displayNameSchema } from '../../src/protocol/protocol.js';
import { toVisibleText } from '../../src/protocol/visible-text.js';
import { boolean, number, object, oneOf, optional, read, string } from '../../src/protocol/shapes.js';
import { Refusal, personalBearer, sharedBearer, type Claims } from '../../src/room-server/index.js';

/** What a token is checked with; `now` in milliseconds since the epoch. */
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
  jti: optional(string),
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
  if (token === undefined) throw new Refusal('unauthorized', 'This server requires a token.');
  const payload = await verifySignature(token, secret, now);
  const claims = read(claimsSchema, payload);
  if (!claims) throw new Refusal('unauthorized', faultOf(payload));
  if (!covers(claims.room, room)) throw new Refusal('unauthorized', 'The token is for another room.');
  const { name, role = 'guest', lobby, sub, jti, exp } = claims;
  return { name, role, lobby, exp, bearer: bearerOf(token, sub, jti) };
}

/**
 * The person that a token is for, or else the token, identified by its `jti` or by the signed part. The signature
 * itself has many spellings (with or without padding, bits beyond the last byte), the signed part has one.
 */
function bearerOf(token: string, sub: string | undefined, jti: string | undefined): string {
  // An empty one names nobody: an issuer without accounts would have all its guests be one person.
  if (sub !== undefined && sub !== '') return personalBearer(sub);
  return sharedBearer(digest(jti === undefined || jti === '' ? token.slice(0, token.lastIndexOf('.')) : `jti ${jti}`));
}

/** What is wrong with a token's claims, for its issuer. */
function faultOf(payload: JWTPayload): string {
  const fields = Object.entries(claimsSchema.entries);
  const claim = fields.find(([key, shape]) => read<unknown>(shape, payload[key]) === null)?.[0] ?? 'room';
  if (claim === 'name' && typeof payload.name === 'string') {
    return `The token's "name" has to be one line of 1 to ${String(WIRE_LIMITS.nameCharacters)} characters, with something visible in it.`;
  }
  return `The token's "${claim}" is missing or of a wrong type.`;
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
  const normalized = toVisibleText(pattern).normalize('NFC').trim();
  return normalized.endsWith('*') ? room.startsWith(normalized.slice(0, -1)) : room === normalized;
}
