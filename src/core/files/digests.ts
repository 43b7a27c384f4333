/** The bytes of a SHA-256 digest. */
export const DIGEST_BYTES = 32;

/** The SHA-256 digest of bytes. Only on secure pages: see `canDigest`. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** Whether this page can make digests: browsers have them on secure pages only. */
export function canDigest(): boolean {
  return (crypto as { subtle?: SubtleCrypto }).subtle !== undefined;
}

/** The digest of a whole file, as hexadecimal text: over the digests of its pieces, in their order. */
export async function digestOfAll(digests: readonly Uint8Array[]): Promise<string> {
  const joined = new Uint8Array(digests.length * DIGEST_BYTES);
  for (const [index, digest] of digests.entries()) joined.set(digest, index * DIGEST_BYTES);
  return Array.from(await digestOf(joined), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether two digests are the same. */
export function isSameDigest(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
