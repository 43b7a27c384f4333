const PERSONAL = 'sub:';
const SHARED = 'token:';

/** The bearer of a token that says whose it is. */
export function personalBearer(subject: string): string {
  return PERSONAL + subject;
}

/** The bearer of a token that does not say whose it is: which token it is. */
export function sharedBearer(digest: string): string {
  return SHARED + digest;
}

/** Whether a bearer is one person; many may have been given the same token, where it does not say whose it is. */
export function isPersonal(bearer: string): boolean {
  return bearer.startsWith(PERSONAL);
}
