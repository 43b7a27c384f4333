import { CallError } from './errors.js';

/** The most work that waits: a page that cannot load its code must not be flooded. */
const MAX_WAITING = 1000;
/** Four times what one participant may send in ten seconds; in characters or bytes. */
const MAX_WAITING_LENGTH = 4 * 1024 * 1024;

/** Work that waits for the value. */
interface Waiting<Value> {
  readonly work: (value: Value) => void;
  readonly length: number;
  /** Called when it will not be done. Work without it stays queued for the next attempt to load. */
  readonly fail: ((error: unknown) => void) | null;
}

/** The type of the value of a `Lazy`. */
export type LazyValue<Some> = Some extends Lazy<infer Value> ? Value : never;

/**
 * A value that is loaded once, on demand. Work that comes before waits in a bounded queue and is done in its order;
 * loading that failed is tried again the next time it is asked for.
 */
export class Lazy<Value> {
  readonly #load: () => Value | Promise<Value>;
  #waiting: Waiting<Value>[] = [];
  #loading: Promise<Value> | null = null;
  #value: Value | null = null;

  /** @param load where it returns no promise, the value is there in the same task. */
  constructor(load: () => Value | Promise<Value>) {
    this.#load = load;
  }

  /** The value; `null` while it is not loaded. */
  get value(): Value | null {
    return this.#value;
  }

  /**
   * Loads it, unless it is loaded or loading. @throws CallError `internal` when it cannot be loaded; the next call
   * tries again.
   */
  load(): Promise<Value> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /** Loads it ahead. A failure is ignored: it is loaded when it is wanted. */
  prefetch(): void {
    this.load().catch(() => undefined);
  }

  /**
   * Runs `work` with the value, now or when it is loaded; `isReason` says whether this begins to load it. `length` is
   * the size of the received data that the work holds. Work that exceeds the queue is dropped.
   */
  queue(work: (value: Value) => void, { isReason = true, length = 0 } = {}): void {
    if (this.#value !== null) {
      work(this.#value);
      return;
    }
    if (this.#hasRoom(length)) this.#waiting.push({ work, length, fail: null });
    if (isReason) this.prefetch();
  }

  /**
   * Runs `work` with the value, after all work that waits for it. @throws CallError `internal` when it cannot be
   * loaded.
   */
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

  /** Drops the waiting work; its callers get `reason`. */
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
