import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';

/** The key of a server that is started to be tested: long enough for HS512, too. */
export const TEST_SECRET = 'a secret of no less than thirty-two bytes, and long enough for HS512 too';

/** What is special about a token. */
export interface TokenOptions {
  secret?: string;
  alg?: string;
  /** As `jose` has it: a date, or a time from now; `null` for a token without an end. */
  exp?: string | Date | null;
}

/** A token as the operator of a server would sign it: for five minutes, by HS256. */
export async function signToken(
  claims: Record<string, unknown>,
  { secret = TEST_SECRET, alg = 'HS256', exp = '5 minutes' }: TokenOptions = {},
): Promise<string> {
  const token = new SignJWT(claims).setProtectedHeader({ alg });
  if (exp !== null) token.setExpirationTime(exp);
  return await token.sign(new TextEncoder().encode(secret));
}

/** A token that says by its `alg: none` that it is not signed. */
export function unsignedToken(claims: Record<string, unknown>): string {
  return new UnsecuredJWT({ jti: randomUUID(), ...claims }).encode();
}
