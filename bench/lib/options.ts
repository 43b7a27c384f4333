/** What the command line says. */
export interface BenchOptions {
  rounds: number;
  /** Also print when what happened, for whoever looks for lost time. */
  isTracing: boolean;
}

/** So many rounds a result needs to be written down. */
export const ROUNDS_OF_A_RESULT = 9;

/** What a benchmark cannot run without is missing: said, and no failure. */
export class MissingRequirement extends Error {}
