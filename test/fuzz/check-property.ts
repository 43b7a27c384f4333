import fc, { type IAsyncPropertyWithHooks, type RunDetails } from 'fast-check';

const SHOWN_CHARACTERS = 4000;
/** A case that takes longer waits for something that never comes; cases take milliseconds. */
const STUCK_MS = 60_000;
/** When to stop shrinking and report the case that was found, before the test times out. */
const SHRINK_MS = 150_000;

const { FUZZ_ONLY: only = '', FUZZ_SEED: seed = '', FUZZ_PATH: path = '' } = process.env;

/** Why the sums over all cases are skipped when one case is replayed. */
export const REPLAYING: string | false = only !== '' && `only "${only}" is played again`;

/**
 * Runs a property, with a new seed each time. A failure says which variables replay the same case, and no other
 * property.
 */
export async function checkProperty<Case>(
  name: string,
  property: IAsyncPropertyWithHooks<[Case]>,
  numRuns: number,
): Promise<void> {
  if (REPLAYING !== false && only !== name) return;
  const details = await fc.check(property, {
    ...(seed !== '' && { seed: Number(seed) }),
    ...(path !== '' && { path }),
    numRuns,
    endOnFailure: path !== '',
    timeout: STUCK_MS,
    interruptAfterTimeLimit: SHRINK_MS,
    markInterruptAsFailure: true,
  });
  if (details.failed) throw new Error(report(name, details), { cause: details.errorInstance });
}

/** A failure in few words: a case may hold tens of thousands of characters. */
function report<Case>(name: string, details: RunDetails<[Case]>): string {
  const { counterexamplePath, counterexample, errorInstance } = details;
  const shown = JSON.stringify(counterexample?.[0], null, 1)
    .replace(/(.{200}).*/g, '$1…')
    .slice(0, SHOWN_CHARACTERS);
  return [
    errorInstance instanceof Error ? errorInstance.message.slice(0, SHOWN_CHARACTERS) : String(errorInstance),
    `To see it again: FUZZ_ONLY='${name}' FUZZ_SEED=${String(details.seed)} FUZZ_PATH=${String(counterexamplePath)}`,
    shown,
  ].join('\n');
}
