import fc, { type IAsyncPropertyWithHooks, type RunDetails } from 'fast-check';

const SHOWN_CHARACTERS = 4000;
/** A case that takes longer waits for something that never comes; cases take milliseconds. */
const STUCK_MS = 60_000;
/** When to stop looking for a smaller case and tell of the one that was found, before the test's own time is over. */
const SHRINK_MS = 150_000;

/**
 * Runs a property: by default with a new seed each time; with `NOOM_FUZZ_SEED` (and `NOOM_FUZZ_PATH`) the same cases again. A
 * failure says what to set.
 */
export async function checkProperty<Case>(property: IAsyncPropertyWithHooks<[Case]>, numRuns: number): Promise<void> {
  const { NOOM_FUZZ_SEED: seed = '', NOOM_FUZZ_PATH: path = '' } = process.env;
  const given = { ...(seed !== '' && { seed: Number(seed) }), ...(path !== '' && { path }) };
  const details = await fc.check(property, {
    ...given,
    numRuns,
    endOnFailure: path !== '',
    timeout: STUCK_MS,
    interruptAfterTimeLimit: SHRINK_MS,
    markInterruptAsFailure: true,
  });
  if (details.failed) throw new Error(report(details), { cause: details.errorInstance });
}

/** A failure in few words: a case may hold tens of thousands of characters. */
function report<Case>({ seed, counterexamplePath, counterexample, errorInstance }: RunDetails<[Case]>): string {
  const shown = JSON.stringify(counterexample?.[0], null, 1)
    .replace(/(.{200}).*/g, '$1…')
    .slice(0, SHOWN_CHARACTERS);
  return [
    errorInstance instanceof Error ? errorInstance.message.slice(0, SHOWN_CHARACTERS) : String(errorInstance),
    `To see it again: NOOM_FUZZ_SEED=${String(seed)} NOOM_FUZZ_PATH=${String(counterexamplePath)}`,
    shown,
  ].join('\n');
}
