/** A round that did not end in time. */
class Hang extends Error {}

/** How often a round that hangs is repeated. */
const REPEATS = 2;

/** Runs rounds; one that hangs is named, counted and repeated, so that it costs no more than itself. */
export class Attempts {
  readonly #counts = new Map<string, number>();

  /** What hung, and how often, in a sentence. */
  get told(): string {
    const named = [...this.#counts].map(([name, count]) => `${name} (${String(count)})`);
    return named.length === 0 ? 'No round hung.' : `Rounds that hung, and were repeated: ${named.join(', ')}.`;
  }

  /** The result of a round, or `null` where it hung each time. */
  async run<Result>(name: string, round: () => Promise<Result>): Promise<Result | null> {
    for (let attempt = 0; attempt <= REPEATS; attempt += 1) {
      try {
        return await round();
      } catch (error) {
        if (!(error instanceof Hang)) throw error;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
        console.error(`${name}: hung${attempt < REPEATS ? ', and is repeated' : ''}`);
      }
    }
    return null;
  }
}

/** The result of a round; fails where it takes longer, so that its pages are closed. */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Hang());
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
