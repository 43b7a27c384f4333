import { CallError } from './errors.js';

/** More than this waits for nothing: a page that cannot load its code and is told more meanwhile is flooded. */
const MAX_WAITING = 1000;
/** Four times what one participant may say in ten seconds; in characters or bytes. */
const MAX_WAITING_LENGTH = 4 * 1024 * 1024;

/** What waits for the value. */
interface Waiting<Value> {
  readonly work: (value: Value) => void;
  readonly length: number;
  /** Told when it will not be done; what nobody waits for stays for the next try instead. */
  readonly fail: ((error: unknown) => void) | null;
}

/** What a `Lazy` gives. */
export type LazyValue<Some> = Some extends Lazy<infer Value> ? Value : never;

/**
 * What is loaded once, on demand. Work that comes before waits in a bounded queue and is done in its order; what could not be
 * loaded is tried again at the next occasion.
 */
export class Lazy<Value> {
  readonly #load: () => Value | Promise<Value>;
  #waiting: Waiting<Value>[] = [];
  #loading: Promise<Value> | null = null;
  #value: Value | null = null;

  /** @param load a value that is there at once is at hand as soon as it is asked for. */
  constructor(load: () => Value | Promise<Value>) {
    this.#load = load;
  }

  /** The value; `null` while it is not here. */
  get value(): Value | null {
    return this.#value;
  }

  /** Loads it, unless it is here or under way. @throws CallError `internal` when it cannot be loaded; the next call tries again. */
  load(): Promise<Value> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /** Loads it without anybody waiting for it: what cannot be loaded now is loaded when it is wanted. */
  prefetch(): void {
    this.load().catch(() => undefined);
  }

  /**
   * Does something with the value: now, or when it is here; it is loaded unless the work is no reason to. `length` is how much of
   * what others sent the work holds. What exceeds the queue is dropped.
   */
  queue(work: (value: Value) => void, { isReason = true, length = 0 } = {}): void {
    if (this.#value !== null) {
      work(this.#value);
      return;
    }
    if (this.#hasRoom(length)) this.#waiting.push({ work, length, fail: null });
    if (isReason) this.prefetch();
  }

  /** Does something with the value, after all that waits for it. @throws CallError `internal` when it cannot be loaded. */
  async run<Result>(work: (value: Value) => Result | Promise<Result>): Promise<Result> {
    if (this.#value !== null) return work(this.#value);
    if (!this.#hasRoom(0)) throw new CallError('rate-limited');
    return new Promise<Result>((resolve, reject) => {
      const begin = (value: Value): void => {
        resolve((async () => work(value))());
      };
      this.#waiting.push({ work: begin, length: 0, fail: reject });
      this.prefetch();
    });
  }

  /** What waits is not done any more; whoever waits for it is told `reason`. */
  drop(reason: unknown): void {
    for (const { fail } of this.#waiting.splice(0)) fail?.(reason);
  }

  #start(): Promise<Value> {
    const loaded = this.#load();
    if (!(loaded instanceof Promise)) return Promise.resolve(this.#settle(loaded));
    return loaded.then(
      (value) => this.#settle(value),
      (cause: unknown) => this.#fail(cause),
    );
  }

  #settle(value: Value): Value {
    this.#value = value;
    for (const { work } of this.#waiting.splice(0)) work(value);
    return value;
  }

  #fail(cause: unknown): never {
    this.#loading = null;
    const hint = 'Check the network and try again.';
    const error = new CallError('internal', { message: 'A part of the call could not be loaded.', hint, cause });
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ fail }) => fail === null);
    for (const { fail } of waiting) fail?.(error);
    throw error;
  }

  #hasRoom(length: number): boolean {
    const waitingLength = this.#waiting.reduce((sum, waiting) => sum + waiting.length, length);
    return this.#waiting.length < MAX_WAITING && waitingLength <= MAX_WAITING_LENGTH;
  }
}
