/**
 * Loaded into the server's process by `--import`: the check of a token with the claim `heldBy` takes as long as the file
 * of that name exists, so that a test can say how long a request takes. Not for ever: a test that fails says why, rather
 * than waiting.
 */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 10;
const MOST_MS = 10_000;

const { subtle } = globalThis.crypto;
const verify = subtle.verify.bind(subtle);

subtle.verify = async (algorithm, key, signature, data) => {
  const file = readClaims(data).heldBy;
  const until = performance.now() + MOST_MS;
  while (file !== undefined && existsSync(file) && performance.now() < until) await delay(LOOK_MS);
  return await verify(algorithm, key, signature, data);
};

/** The claims in what is signed of a token: its head, a dot, and its body. */
function readClaims(data) {
  try {
    return JSON.parse(Buffer.from(Buffer.from(data).toString().split('.')[1], 'base64url').toString());
  } catch {
    // Not a token, and so nothing to hold.
    return {};
  }
}
