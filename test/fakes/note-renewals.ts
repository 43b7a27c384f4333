import { LinkRenewals } from '../../src/core/features/healing/link-renewals.js';
import type { FakeClock } from './browser/fake-clock.js';

/** `LinkRenewals` that notes what it does: `restart bob`, `renew bob`, `given up bob`, `mended bob`. */
export function noteRenewals(done: string[], clock: FakeClock, isReachable: () => boolean = () => true): LinkRenewals {
  const note = (what: string) => (id: string) => void done.push(`${what} ${id}`);
  return new LinkRenewals({
    clock,
    isReachable,
    restart: note('restart'),
    renew: note('renew'),
    handleGivenUp: note('given up'),
    handleMended: note('mended'),
  });
}
