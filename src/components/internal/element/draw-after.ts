let wait: Promise<unknown> | null = null;

/**
 * Draws no tag of the page before that is over, well or not, so that what is under way is not put off. It must be
 * bounded; what was given before it does not count any more.
 */
export function drawAfter(given: Promise<unknown>): void {
  const over = given
    .catch(() => undefined)
    .finally(() => {
      if (wait === over) wait = null;
    });
  wait = over;
}

/** What drawing waits for now; never rejects. */
export function waitToDraw(): Promise<unknown> | null {
  return wait;
}
