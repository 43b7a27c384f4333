import { waitUntil } from '@open-wc/testing';

/** Waits until something holds, with the patience that a busy machine needs. */
export function until(isSo: () => unknown, message?: string): Promise<void> {
  return waitUntil(isSo, message, { timeout: 10_000, interval: 20 });
}
