/** The options of the command line. */
export interface BenchOptions {
  rounds: number;
  /** Also print a timeline, to find lost time. */
  isTracing: boolean;
  /** Also with the camera encoded once. */
  isOnce: boolean;
}

/** How many rounds a result needs to be recorded. */
export const ROUNDS_OF_A_RESULT = 9;

/** A requirement of a benchmark is missing: reported, and no failure. */
export class MissingRequirement extends Error {}
