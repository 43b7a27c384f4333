/**
 * Catches what is reported to the page (a listener that threw, `reportError`) while `work` runs, and returns it: the
 * test runner, which would fail, does not see it.
 */
export async function reportedErrors(work: () => void | Promise<void>): Promise<unknown[]> {
  const errors: unknown[] = [];
  const { onerror } = globalThis;
  const print = console.error;
  globalThis.onerror = (_message, _source, _line, _column, error) => {
    errors.push(error);
    return true;
  };
  // The test runner prints them, too.
  console.error = (...values: unknown[]) => {
    if (!values.some((value) => value instanceof Error)) print(...values);
  };
  try {
    await work();
  } finally {
    globalThis.onerror = onerror;
    console.error = print;
  }
  return errors;
}
