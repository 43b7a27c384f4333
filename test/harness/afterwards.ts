import type { TestContext } from 'node:test';

type End = () => unknown;

const ends = new WeakMap<TestContext, End[]>();

/**
 * Ends something when a test ends: what began last ends first, and all of it also where one end fails. Node's own
 * `after` leaves the rest open then, and the process waits for it.
 */
export function afterwards(t: TestContext, end: End): void {
  const known = ends.get(t);
  if (known !== undefined) {
    known.push(end);
    return;
  }
  const all = [end];
  ends.set(t, all);
  // eslint-disable-next-line no-restricted-syntax
  t.after(() => endAll(all.reverse()));
}

async function endAll(all: readonly End[]): Promise<void> {
  const errors: unknown[] = [];
  for (const end of all) {
    try {
      await end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('\n'));
  if (errors.length === 1) throw errors[0];
}
