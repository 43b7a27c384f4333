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
