/**
 * Why LiveKit did not do what it was asked:
 *
 * - `unreachable`: no answer, or not in time
 * - `refused`: it does not accept the key, or the clocks differ too much
 * - `not-found`: there is no such room or participant
 * - `failed`: it could not do it
 * - `unreadable`: the answer is not one of LiveKit's
 */
export type LiveKitProblem = 'unreachable' | 'refused' | 'not-found' | 'failed' | 'unreadable';

/**
 * LiveKit did not do what it was asked. It says which request and why, and nothing of what LiveKit or the network said:
 * LiveKit repeats tokens in its messages.
 */
export class LiveKitError extends Error {
  readonly problem: LiveKitProblem;

  constructor(request: string, problem: LiveKitProblem) {
    super(`LiveKit, ${request}: ${problem}`);
    this.name = 'LiveKitError';
    this.problem = problem;
  }
}
