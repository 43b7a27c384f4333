import { Refusal } from '../refusal.js';

const PERSONAL = 'sub:';
const SHARED = 'token:';

/** The bearer of a token that names its person. */
export function personalBearer(subject: string): string {
  return PERSONAL + subject;
}

/** The bearer of a token that names no person: the digest of the token. */
export function sharedBearer(digest: string): string {
  return SHARED + digest;
}

/** Whether a bearer is one person; a token that names no person may have been given to many. */
export function isPersonal(bearer: string): boolean {
  return bearer.startsWith(PERSONAL);
}

/** @throws Refusal when a token is of another person than the holder of the seat. */
export function checkBearer(bearer: string, seated: string | undefined): void {
  const personal = (each: string | undefined): string | undefined => (each && isPersonal(each) ? each : undefined);
  if (seated === undefined || personal(bearer) === personal(seated)) return;
  throw new Refusal('unauthorized', 'The token is for another person than the holder of this seat.');
}
