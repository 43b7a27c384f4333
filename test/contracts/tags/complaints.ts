const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

/** What a page's author would hear of a fault, until `end()`: on the console, as an error that nobody caught, as `noom-error`. */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #undo = new AbortController();

  constructor() {
    for (const level of LEVELS) this.#hearConsole(level);
    const { signal } = this.#undo;
    window.addEventListener('error', ({ message }) => this.#heard.push(`uncaught: ${message}`), { signal });
    window.addEventListener('unhandledrejection', (event) => this.#heard.push(`rejected: ${String(event.reason)}`), {
      signal,
    });
    document.body.addEventListener('noom-error', ({ error }) => this.#heard.push(`noom-error: ${error.code}`), {
      signal,
    });
  }

  get all(): readonly string[] {
    return this.#heard;
  }

  /** What is as it should be is no complaint: the first of each of these, heard already. */
  accept(codes: readonly string[]): void {
    for (const code of codes) {
      const index = this.#heard.indexOf(`noom-error: ${code}`);
      if (index >= 0) this.#heard.splice(index, 1);
    }
  }

  end(): void {
    this.#undo.abort();
  }

  #hearConsole(level: (typeof LEVELS)[number]): void {
    const print = console[level];
    console[level] = (...values: unknown[]) => {
      this.#heard.push(`console.${level}: ${values.map(String).join(' ')}`);
      print.apply(console, values);
    };
    this.#undo.signal.addEventListener('abort', () => {
      console[level] = print;
    });
  }
}
