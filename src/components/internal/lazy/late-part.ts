/** What a late part gives. */
export type PartOf<Late> = Late extends LatePart<infer Part> ? Part : never;

/** A part of the kit whose code comes on demand: fetched once, and from then on at hand. */
export class LatePart<Part> {
  readonly #load: () => Promise<Part>;
  #loading: Promise<Part> | null = null;
  #value: Part | null = null;

  constructor(load: () => Promise<Part>) {
    this.#load = load;
  }

  /** The part; `null` while it is not here. */
  get value(): Part | null {
    return this.#value;
  }

  /** Fetches it, unless it is here or under way. @throws what fetching it failed with; the next call tries again. */
  fetch(): Promise<Part> {
    this.#loading ??= this.#load().then(
      (part) => (this.#value = part),
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }
}
