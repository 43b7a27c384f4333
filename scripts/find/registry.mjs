/** Finds out whether packages can be installed now, for the examples. */
import { spawnSync } from 'node:child_process';

/** Each attempt, at the most; there is one. */
const PATIENCE_MS = 20_000;

/**
 * Why nothing can be installed from npm's registry, or `null` where it can: then the examples are tested. Continuous
 * integration always has a registry.
 * @returns {string | null}
 */
export function whyNoRegistry() {
  const ask = 'npm view vite@8.3.8 version --prefer-online --fetch-retries=0';
  const { status } = spawnSync(ask, { shell: true, stdio: 'ignore', timeout: PATIENCE_MS });
  if (status === 0) return null;
  const reason = 'npm’s registry does not answer';
  if (process.env.CI) throw new Error(`The examples cannot be tested: ${reason}.`);
  return reason;
}
